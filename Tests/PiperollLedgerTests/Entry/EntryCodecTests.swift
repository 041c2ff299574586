import TestSupport
import Testing

@testable import PiperollLedger

private let knownDetails = {
  var details = ContactDetails()
  (details.region, details.zone, details.language) = ("US-OR", "America/New_York", "es")
  (details.born, details.ssn4, details.isRestricted) = (.first, LastFour(parsing: "0000"), true)
  details.emails = [
    ContactDetails.Email("e@x", isWork: true), ContactDetails.Email("Е@y", isWork: false),
  ]
  return details
}()

private let fullPreference = {
  var fact = PreferenceTold(contact: .max, .only, .share)
  (fact.point, fact.when, fact.place) = (
    .email("e@x"), WeekWindows(parsing: "mon 9:00-10:00"), .work
  )
  (fact.with, fact.source, fact.via) = (.max, .court, .database)
  (fact.account, fact.until) = (.max, .last)
  return fact
}()

/// One entry of every kind of fact, each with its fields at an edge.
private let plainSamples: [Fact] = [
  Fact(AccountOpened(account: "A", kind: .trade, name: "")),
  Fact(
    AccountOpenedByMonth(
      plain: AccountOpened(
        account: "A", kind: .trade, name: "n",
        terms: PaymentTerms(.monthEndThenMonths, count: 2)))),
  Fact(
    AccountOpened(
      account: "a/b.c_d-1", kind: .loan, name: "Пекарня «Хлеб» 🥖", currency: Currency(code: "KWD")!,
      terms: PaymentTerms(.days, count: .max), creditLimit: .zero, collector: "ann",
      portfolio: "p", client: "c")),
  Fact(
    AccountOpened(account: "B", kind: .patient, name: "n", creditLimit: .largest)),
  Fact(ContactAdded(account: 1, role: .source, name: "x")),
  Fact(
    ContactAdded(
      account: .max, role: .debtor, name: "n", email: "e@x", address: "1 High St",
      phones: PhoneKind.allCases.map {
        ContactAdded.Phone(number: PhoneNumber(digits: 999_999_999_999_999), kind: $0)
      })),
  Fact(
    ContactWithExtensions(
      plain: ContactAdded(
        account: 1, role: .debtor, name: "n",
        phones: ["", "x0", "#9999999"].map { ext in
          let read = PhoneNumber.withExtension(parsing: "2125550147\(ext)".utf8, in: .us)!
          return ContactAdded.Phone(number: read.number, kind: .work, ext: read.ext)
        }))),
  Fact(ContactWithDetails(plain: ContactAdded(account: 1, role: .executor, name: "n"))),
  Fact(
    ContactWithDetails(
      plain: ContactAdded(
        account: .max, role: .successor, name: "n",
        phones: [
          ContactAdded.Phone(
            number: PhoneNumber(digits: 12_125_550_147), kind: .work,
            ext: PhoneExtension(word: 1_204)!)
        ], details: knownDetails))),
  Fact(
    Amended(
      account: 1, contact: 0, isAssignment: true,
      changes: [
        Amended.Change(field: .collector, text: "kim"), .init(field: .portfolio),
        .init(field: .collectionRole, number: 1), .init(field: .queue, number: 5),
        .init(field: .debt, text: "d"), .init(field: .placed, number: 1),
        .init(field: .itemized), .init(field: .barredFrom, number: 800_000),
      ])),
  Fact(
    Amended(
      account: 1, contact: 0, isAssignment: false,
      changes: [
        Amended.Change(field: .accountName, text: "n"), .init(field: .terms, number: 65_535),
        .init(field: .client, text: "c"),
      ])),
  Fact(
    Amended(
      account: .max, contact: 2, isAssignment: false,
      changes: [
        Amended.Change(field: .contactName, text: "Пекарня"), .init(field: .role, number: 12),
        .init(field: .email, text: "e@x"), .init(field: .address),
        .init(field: .emailState, number: 2), .init(field: .mailState, number: 3),
        .init(
          field: .phone, number: PhoneStanding(.bad, .work, PhoneExtension(word: 1_204)!).word,
          digits: 12_125_550_147),
        .init(field: .zone, text: "UTC"), .init(field: .region),
        .init(field: .language, text: "es"),
        .init(field: .born, number: Day.last.dateWord), .init(field: .ssn4, number: 10_000),
        .init(
          field: .emailPoint, text: "e@y", number: EmailStanding(.dropped, isWork: true).word),
      ])),
  Fact(ContactLinked(contact: 1, account: .max, role: .successor)),
  Fact(ContactLinked(contact: .max, account: 1, role: nil)),
  Fact(ContactsTied(contact: 1, other: .max)),
  Fact(ContactsTied(contact: .max, other: nil)),
  Fact(PreferenceTold(contact: 1, .stop)),
  Fact(fullPreference),
  Fact(PromiseMade(account: 1, amount: .largest, due: .last, replaces: .max)),
  Fact(PromiseMade(account: .max, amount: Money(minor: 1), due: .first)),
  Fact(Ended(entry: .max)),
  Fact(
    PlanMade(
      account: 1,
      terms: PlanTerms(
        total: .largest, down: PlanTerms.Part(amount: Money(minor: 1), due: .first),
        instalments: 600, each: Money(minor: 7), first: .last, every: .fortnight),
      open: .largest, isSettlement: true, stopsInterest: true, namesItems: true, acceptBy: .last,
      authorization: "ach-7", replaces: .max,
      items: [Application(invoice: 2, amount: .largest)])),
  Fact(
    PlanMade(
      account: .max,
      terms: PlanTerms(
        total: Money(minor: 1), instalments: 1, each: Money(minor: 1), first: .first),
      open: Money(minor: 1))),
  Fact(OfferAccepted(offer: .max)),
  Fact(
    TaskSet(
      account: 1, kind: .complaint, due: .max, day: .last, hasMinute: true, user: "kim",
      queue: .legal)),
  Fact(TaskSet(account: .max, kind: .plain, due: .min, day: .first)),
  Fact(
    NoteTakenAtTime(
      plain: {
        var note = NoteTaken(account: 1, kind: .email, direction: .in, point: "a@example.com")
        note.at = .max
        return note
      }())),
  Fact(
    NoteTakenWithVerdict(
      plain: {
        var note = NoteTaken(account: 1, kind: .letter, direction: .out)
        (note.at, note.verdict) = (.max, KeptVerdict(.block, .k4))
        return note
      }())),
  .noted(
    Noted(
      account: 1,
      call: {
        var call = Noted.Call(
          number: PhoneNumber(digits: 12_125_550_147), direction: .out, result: .busy)
        call.at = 1_764_000_000_000
        return call
      }())),
  .noted(
    Noted(
      account: 1,
      call: {
        var call = Noted.Call(
          number: PhoneNumber(digits: 12_125_550_147), direction: .out, result: .busy, minutes: 3)
        (call.at, call.verdict) = (1_764_000_000_000, KeptVerdict(.warn, .t1))
        call.purpose = .location
        return call
      }())),
  Fact(
    Settled(
      plan: 3,
      credit: CreditTaken(
        account: 1, kind: .adjustment, amount: Money(minor: 5), reason: .settlement,
        applications: [Application(invoice: 2, amount: Money(minor: 5))]))),
  .invoiceBilled(InvoiceBilled(account: 1, invoice: "I", amount: .largest, due: .last)),
  .creditTaken(CreditTaken(account: 1, kind: .payment, amount: Money(minor: 1), method: .lockbox)),
  .creditTaken(
    CreditTaken(
      account: 1, kind: .memo, amount: .largest, reason: .billingError,
      applications: [
        Application(invoice: 2, amount: .zero), Application(invoice: 3, amount: .largest),
      ]
    )),
  .creditApplied(CreditApplied(credit: 4, applications: [Application(invoice: 2, amount: .zero)])),
  .creditTaken(
    CreditTaken(
      account: 1, kind: .payment, amount: Money(minor: 1), method: .agency,
      tenderDetails: "check=8812")),
  .creditTaken(CreditTaken(account: 1, kind: .adjustment, amount: .largest, reason: .timeBarred)),
  .creditTaken(CreditTaken(account: 1, kind: .writeOff, amount: .zero, reason: .bankruptcy)),
  Fact(
    CreditUnapplied(parts: [
      CreditUnapplied.Part(credit: 4, item: 2, amount: .largest),
      CreditUnapplied.Part(credit: .max, item: .max, amount: .zero),
    ])),
  Fact(
    ItemCharged(account: 1, kind: .nsf, number: "C-7", amount: .largest, due: .last)),
  Fact(
    ItemCharged(
      account: 1, kind: .adjustment, reason: .contractual, number: "A-7", amount: .zero,
      due: .first)),
  Fact(
    Recovered(
      account: 1, amount: .largest, method: .agency, tenderDetails: "trace=7", number: "B-9")),
  Fact(
    Refunded(
      account: 1, amount: .largest, number: "R-9", draws: [Draw(credit: 4, amount: .largest)])),
  Fact(Transferred(account: 1, to: .max, amount: .zero, number: "T-9", draws: [])),
  Fact(Reversed(original: 4, reason: .chargeback)),
  .noted(Noted(account: 1)),
  .noted(
    Noted(
      account: 1,
      call: Noted.Call(
        number: PhoneNumber(digits: 12_125_550_147), direction: .out, result: .promise))),
  .noted(
    Noted(
      account: 1,
      call: Noted.Call(
        number: PhoneNumber(digits: 12_125_550_147), direction: .out, result: .callback,
        contact: 2, minutes: 1440, marks: [.limited, .recorded], corrects: 1))),
  Fact(
    NoteTaken(
      account: 1, kind: .email, corrects: 2, direction: .out, via: .letter, purpose: .confirmStop,
      day: Day.last, point: "jane@example.com")),
  Fact(NoteTaken(account: 1, kind: .review)),
  Fact(PolicySet(.writeoffLimit, .money(.largest), for: .role(.admin), in: .usd)),
  Fact(PolicySet(.agingBuckets, .buckets(.standard))),
  Fact(PolicySet(.ledgerName(.transfers), .text("Пекарня"))),
  Fact(PolicySet(.allocation, .order(.principalFirst), for: .kind(.loan))),
  Fact(PolicySet(.lateFeePercent, .percent(.largest))),
  Fact(PolicySet(.lateFee, nil, for: .kind(.trade), in: Currency(code: "KWD")!)),
  Fact(
    LoanGranted(
      account: 1, number: "L-9",
      terms: LoanTerms(
        principal: .largest, rate: .largest, dayCount: .thirty360, instalments: 600,
        firstDue: .last, every: .quarter), instalment: .largest)),
  Fact(RateSet(account: .max, rate: .zero)),
  Fact(
    LateFeeCharged(
      account: 1, number: "C-9", amount: .largest, due: .last,
      parts: [LateFeeCharged.Part(item: .max, due: .first)])),
  Fact(
    InterestCharged(
      account: 1, through: .last, amount: .largest, document: .item(number: "C-9", due: .last))),
  Fact(
    InterestCharged(
      account: 1, through: .first, amount: .zero,
      document: .credit([Application(invoice: 2, amount: .largest)]))),
  .creditTaken(
    CreditTaken(
      account: 1, kind: .memo, amount: .largest,
      applications: [Application(invoice: 2, amount: .zero)], held: Money(minor: 1))),
  .creditApplied(CreditApplied(credit: 4, applications: [], held: .largest)),
  .creditTaken(
    CreditTaken(account: 1, kind: .payment, amount: .largest, held: .largest, exact: .several)),
  .creditTaken(CreditTaken(account: 1, kind: .memo, amount: .largest, exact: .one)),
  .creditApplied(CreditApplied(credit: 4, applications: [], exact: .noItem)),
  Fact(
    HoldPlaced(account: 1, item: 2, kind: .credit, from: .first, until: .last, source: "letter")),
  Fact(HoldPlaced(account: .max, kind: .dispute, from: .last)),
  Fact(HoldReleased(hold: .max)),
  Fact(
    ServiceRendered(
      account: 1, code: "99213", amount: .largest, quantity: Quantity(thousandths: .max),
      renderedBy: "Dr. Osei")),
  Fact(ServiceVerified(service: .max)),
  Fact(InvoiceDrafted(account: 1, invoice: "I", amount: .largest)),
  Fact(
    InvoiceDrafted(
      account: .max, invoice: "I", amount: .zero, due: .last,
      contents: InvoiceContents(services: [3, .max], lines: []))),
  Fact(InvoiceReleased(draft: .max, due: .first)),
  .invoiceBilled(
    InvoiceBilled(
      account: 1, invoice: "I", amount: .largest, due: .last,
      contents: InvoiceContents(
        services: [.max],
        lines: [
          InvoiceLine(code: "FREIGHT", amount: .largest), InvoiceLine(code: "", amount: .zero),
        ]))),
  Fact(LimitSet(account: 1, limit: .largest, requestedBy: "lena", reason: .review)),
  Fact(LimitSet(account: .max, limit: nil, requestedBy: "", reason: .other)),
  Fact(
    ApprovalAsked(
      request: "POST WRITEOFF account=T-1 date=2026-01-01 reason=other",
      hash: FactHash(low: .max, high: 1), needs: [.init(.writeoffLimit), .init(.closedPeriod)],
      kind: .writeoff, account: 1, amount: .largest, currency: Currency(code: "KWD")!,
      effective: .first, expires: .last)),
  Fact(
    ApprovalAsked(
      request: "POST CLOSE through=2026-01-01", hash: FactHash(low: 0, high: 0),
      needs: .init(.reopening),
      kind: .close, account: 0, amount: .zero, currency: nil, effective: .last, expires: .first)),
  ApprovalAsked(
    request: "POST SETTLEMENT account=T-1 amount=5.00", hash: FactHash(low: 2, high: 3),
    needs: [.init(.settlementPercent), .init(.closedPeriod)], kind: .plan, account: 1,
    amount: Money(minor: 5), currency: .usd, effective: .first, expires: .last
  ).fact,
  Fact(ApprovalRejected(approval: .max)),
  Fact(PeriodClosed(through: .last)),
  Fact(UserSet(user: "maria", role: .admin, passwordRecord: "")),
  Fact(UserChanged(user: "maria", act: .confirm, role: .none, isByMachine: true)),
]

let sampleFacts =
  plainSamples + sampleDisputes + sampleUserWork + sampleIdentities + sampleTemplates
  + sampleNotices

@Suite struct EntryCodecTests {
  private func entries(_ fact: Fact) -> [Entry] {
    [
      Entry(effective: .first, actor: "", fact: fact),
      Entry(
        effective: .last, actor: "maria", reference: Reference(name: "r", payloadHash: .max),
        memo: String(repeating: "é", count: 4096), approval: EntryNumber(UInt32.max),
        isContinuation: true, fact: fact),
    ]
  }

  @Test(arguments: sampleFacts.indices)
  func `every fact comes back from its bytes`(fact: Int) throws {
    for sample in entries(sampleFacts[fact]) {
      #expect(try entry(decoding: bytes(of: sample)) == sample)
    }
  }

  @Test func `the samples hold every kind`() {
    #expect(Set(sampleFacts.map(\.kind)) == Set(EntryKind.allCases))
  }

  @Test func `encoding adds to what is there`() throws {
    let sample = entries(sampleFacts[0])[0]
    var twice: [UInt8] = [1, 2, 3]
    sample.encode(to: &twice)
    #expect(twice == [1, 2, 3] + bytes(of: sample))
  }

  @Test(arguments: sampleFacts.indices)
  func `every truncation, and a byte too many, is refused`(fact: Int) {
    let whole = bytes(of: entries(sampleFacts[fact])[0])
    for length in 0..<whole.count {
      #expect(throws: EntryDecodingError.self) { try entry(decoding: Array(whole.prefix(length))) }
    }
    #expect(throws: EntryDecodingError.trailingBytes(1)) { try entry(decoding: whole + [0]) }
  }

  @Test func `random and altered bytes are refused or read, and never trap`() {
    var random = SplitMix64(seed: 3)
    for _ in 0..<5000 {
      let length = random.below(80)
      var noise = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      if !noise.isEmpty { noise[0] %= 32 }
      _ = try? entry(decoding: noise)
      var altered = bytes(of: entries(sampleFacts[random.below(sampleFacts.count)])[0])
      altered[random.below(altered.count)] = UInt8(truncatingIfNeeded: random.next())
      // What is read is written in the same way: each entry has only one encoding.
      if let read = try? entry(decoding: altered) { #expect(bytes(of: read) == altered) }
    }
  }

  /// Lengths on both sides of the buffer's size, in which an entry's bytes are collected.
  @Test func `a text of any length comes back`() throws {
    let long = EntryWriter.bufferBytes * 2
    for length in Array(0...long) + [4096, 65_535] {
      let sample = Entry(
        effective: .first, actor: "maria", memo: String(repeating: "m", count: length),
        fact: .noted(Noted(account: 1)))
      #expect(try entry(decoding: bytes(of: sample)) == sample)
    }
  }

  /// Cut off, not UTF-8, longer than needed, half of a surrogate pair, and beyond the last
  /// character.
  @Test(arguments: [
    [0xC3], [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
  ])
  func `a text that is not UTF-8 is refused`(wrong: [UInt8]) {
    let memo = String(repeating: "y", count: wrong.count)
    for text in [memo, "a memo of more than fifteen bytes " + memo] {
      var noted = bytes(
        of: Entry(effective: .first, actor: "x", memo: text, fact: .noted(Noted(account: 1))))
      let place = noted.firstIndex(of: UInt8(ascii: "y"))!
      noted.replaceSubrange(place..<place + wrong.count, with: wrong)
      #expect(throws: EntryDecodingError.notText) { try entry(decoding: noted) }
    }
  }

  @Test(arguments: [UInt8(0), 39, 59])
  func `an unknown kind is named`(code: UInt8) {
    for flags in [UInt8(0), 0x40, 0x80, 0xC0] {
      #expect(throws: EntryDecodingError.unknownKind(UInt16(code))) {
        try entry(decoding: [code | flags, 0, 0, 0, 0])
      }
    }
  }

  @Test func `an unknown kind of two bytes is named`() {
    #expect(throws: EntryDecodingError.unknownKind(0x1000)) {
      try entry(decoding: [63, 0, 0x10, 0, 0, 0, 0])
    }
    #expect(throws: EntryDecodingError.unknownKind(.max)) {
      try entry(decoding: [63 | 0x80, 0xFF, 0xFF, 0, 0, 0, 0])
    }
    #expect(throws: EntryDecodingError.tooShort) { try entry(decoding: [63, 64]) }
  }
}

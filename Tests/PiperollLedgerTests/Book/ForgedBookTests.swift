import PiperollWire
import TestSupport
import Testing

@testable import PiperollCommands
@testable import PiperollLedger

/// Bytes that were altered before their checksums were computed. The checksums fit, so only the
/// book itself can tell that no sound book has these bytes.
@Suite struct ForgedBookTests {
  /// A small book with rows in every table.
  static let sound: [UInt8] = {
    var random = RandomPlay(seed: 11)
    for _ in 0..<60 { random.step() }
    let play = random.play
    for account in 0..<3 {
      let opened = play.book.accounts[account].opened
      for name in ["Jane", "Joan"] {
        let phones = [12_125_550_147, 12_125_550_148 + UInt64(account)].map {
          ContactAdded.Phone(number: PhoneNumber(digits: $0), kind: .mobile)
        }
        play.record(
          Fact(
            ContactAdded(account: opened, role: .debtor, name: name, phones: phones)), on: 3)
      }
      for number in 0..<3 {
        let call = Noted.Call(
          number: PhoneNumber(digits: 12_125_550_147), direction: .in, result: .promise,
          contact: play.book.contacts[play.book.contacts.count - 1].entry, minutes: 3)
        play.record(
          .noted(Noted(account: opened, call: number == 1 ? call : nil)), on: 4,
          reference: "note-\(account)-\(number)", memo: "said \(number)")
      }
    }
    for need in ApprovalNeed.allCases {
      let note = Fact.noted(Noted(account: play.book.accounts[0].opened))
      let asked = play.book.decideAsking(
        for: [note], request: "NOTE GENERAL A-0", needs: ApprovalNeeds(need),
        effective: Play.day(3),
        today: Play.day(3), amountAbout: { _, _ in nil })
      let approval = play.record(asked, on: 3)
      switch need {
      case .writeoffLimit: continue
      case .refundLimit:
        play.record(Fact(ApprovalRejected(approval: approval)), on: 4)
      default:
        play.record(note, on: 3, approval: approval)
        play.record(note, on: 3, isContinuation: true)
      }
    }
    play.record(Fact(PeriodClosed(through: Play.day(-3))), on: 4)
    lend(on: play)
    for policy in Policy.allCases {
      let currency: Currency? = policy.type == .money ? .usd : nil
      let scope: PolicyScope = policy.isLimit ? .role(.operator) : .all
      play.record(
        Fact(PolicySet(policy, policy.defaultValue(for: scope), for: scope, in: currency)),
        on: 5)
    }
    for kind in HoldKind.allCases { play.hold(Int(kind.rawValue) % 3, kind, from: 5, until: 90) }
    play.hold(0, .dispute, invoice: play.model.invoices.firstIndex { $0.account == 0 }, from: 6)
    play.release(play.model.holds[0].entry, on: 9)
    promise(on: play)
    notes(on: play)
    for day in 1..<9 { play.service(day % 3, Int64(day) * 5, on: day) }
    let served = play.model.services.suffix(8).map(\.entry)
    for entry in served.dropLast(2) { play.verify(entry, on: 9) }
    for (place, entry) in served.enumerated() {
      let service = play.model.services.first { $0.entry == entry }!
      if place % 2 == 0 {
        play.draft(
          service.account, "F-\(place)", service.amount, on: 9, due: nil, services: [entry])
      } else {
        play.bill(
          service.account, "F-\(place)", service.amount, on: 9, due: 90, services: [entry])
      }
      if place == 2 { play.release(service.account, "F-2", on: 10, due: nil) }
    }
    for day in 1..<9 { play.limit(day % 3, day % 4 == 0 ? nil : Int64(day) * 50, on: 20 - day) }
    for day in 10..<14 {
      let terms = PaymentTerms(.days, count: UInt16(day))
      let fact = play.book.decideAmendment(
        of: UInt32(day % 3), [.collector("c-\(day)"), .terms(terms)], isAssignment: true,
        on: Play.day(day))
      if let fact { play.record(fact, on: day) }
      let number = PhoneNumber(digits: 12_125_550_140 + UInt64(day))
      let phone = ContactAdded.Phone(number: number, kind: .work)
      if let fact = try? play.book.decideAmendment(
        ofContact: UInt32(day % 2), [.name("n-\(day)"), .add(phone)], on: Play.day(day))
      {
        play.record(fact, on: day)
      }
    }
    people(on: play)
    play.recordUsers()
    for _ in 0..<20 { random.step() }
    move(on: play)
    plan(on: play)
    disputes(on: play)
    tasks(on: play)
    return encoded(play.book)
  }()

  /// Makes transfers, money that comes in on a write-off, and a payment that skips items on hold.
  private static func move(on play: Play) {
    let first = play.model.accounts.count
    for id in ["FROM", "TO"] {
      play.open(
        Model.Account(
          id: id, kind: "trade", currency: "USD", collector: "", portfolio: "", client: ""))
    }
    let (from, to) = (first, first + 1)
    play.take(from, .payment, 500, on: 20, wishes: nil)
    for amount: Int64 in [120, 80] { play.transfer(from, to: to, amount, from: nil, on: 21) }
    play.bill(to, "W-1", 900, on: 22, due: 40)
    play.writeOff(to, on: 23, wishes: nil)
    for amount: Int64 in [30, 40] { play.recover(to, amount, on: 24) }
    play.bill(from, "H-1", 700, on: 25, due: 50)
    play.bill(to, "H-2", 300, on: 25, due: 50)
    play.hold(to, .dispute, invoice: play.model.invoices.count - 1, from: 25)
    play.take(to, .payment, 60, on: 26, wishes: nil)
    play.draft(to, "D-1", 50, on: 27, due: nil, services: [])
    play.release(to, "D-1", on: 28, due: nil)
    precondition(
      play.book.legs.count > 1 && play.book.pairs.count > 2 && play.book.heldBacks.count > 0,
      "\(play.disagreements)")
  }

  /// Reads everything through every function.
  /// - Returns: how many rows that were.
  private func readAll(_ book: borrowing Book, _ random: inout SplitMix64) -> Int {
    var steps = Steps(max: Self.sound.count)
    _ = book.stateHash()
    _ = book.violations()
    let day = Play.day(random.below(230) - 5)
    let (then, now) = (AsOf(day, today: day, in: book), AsOf(nil, today: day, in: book))
    for grouping in Grouping.allCases {
      for basis in Aging.Basis.allCases {
        _ = book.aging(asOf: then, by: grouping, basis: basis).proofs
        _ = book.aging(asOf: now, by: grouping, basis: basis).rows.count
      }
    }
    _ = book.trials(asOf: day)
    _ = book.trialBalances(from: day.advanced(days: -30), asOf: day).allSatisfy { $0.isProved }
    _ = RollForward(book, from: day.advanced(days: -30), to: day, by: .kind).proofs
    _ = Delinquency(book, asOf: day, by: .account).proofs
    for row in Unverified(book, asOf: day, by: .account, of: nil).rows { _ = row.oldest }
    _ = book.search("name", max: 10)
    for account in 0..<UInt32(book.accounts.count) { read(account, book, &steps, day) }
    for item in 0..<UInt32(book.items.count) {
      _ = book.invoices(book.text(book.items[item].number), max: 100)
      _ = book.findInvoice(book.text(book.items[item].number), of: book.itemAccount[item])
      _ = book.remaining(ofItem: item, asOf: day)
      _ = (book.items[item].kind, book.cover(ofItem: item, asOf: now))
      _ = book.text(book.text(ofInvoice: item))
    }
    for phone in 0..<book.phones.count {
      _ = book.phones[phone].kind
      for row in book.phones(book.phones[phone].number) { steps.take(Int(row)) }
    }
    for number in EntryNumber(0)..<book.sequence { read(entry: number + 1, book) }
    for row in 0..<book.references.count {
      if let found = book.reference(book.text(book.references[row].name)) {
        _ = book.outcome(of: found.entry)
      }
    }
    for policy in Policy.allCases { read(policy, book, day) }
    for row in 0..<UInt32(book.approvals.count) { read(approval: row, book, day) }
    _ = try? book.decideSmallBalances(of: nil, on: day) { _ in .largest }
    book.readUsers()
    return steps.taken
  }

  private func read(
    _ account: UInt32, _ book: borrowing Book, _ steps: inout Steps, _ day: Day
  ) {
    let row = book.accounts[account]
    _ = (row.kind, row.currency.code, row.creditLimit, book.findAccount(book.text(row.id)))
    for symbol in [row.collector, row.portfolio, row.client] { _ = book.text(symbol: symbol) }
    book.forEachOpenItem(of: account) { steps.take(Int($0)) }
    book.forEachOpenCredit(of: account) { steps.take(Int($0)) }
    book.forEachContact(of: account) { contact in
      _ = (book.contacts[contact].role, book.text(book.contacts[contact].address))
      book.forEachPhoneRow(of: contact) { steps.take(Int($0)) }
      book.forEachPhone(of: contact, on: day) { _, _ in steps.take(1) }
      _ = (book.contact(contact, on: day).role, book.amendmentRows(ofContact: contact).count)
    }
    book.prefetchHeads(of: account)
    book.prefetchTexts(of: account)
    book.prefetchEntries(of: account)
    for day in [Day.first, .last] { readLastNotes(of: account, book, day, &steps) }
    let statement = Statement(book, account, from: day.advanced(days: -30), asOf: day)
    _ = (statement.isProved, statement.pastDue)
    for credit in book.creditRows(of: account) {
      _ = (book.credits[credit].kind, book.credits[credit].method, book.credits[credit].reason)
      steps.take(Int(credit))
    }
    book.forEachService(of: account) { service in
      let row = book.services[service]
      _ = (book.verifiedOn(service: service), row.quantity.text, book.text(symbol: row.code))
      let now = AsOf(nil, today: day, in: book)
      _ = book.document(ofService: service, asOf: now).map { book.text($0) }
      _ = (row.stands(on: day), book.text(symbol: row.renderedBy))
      steps.take(Int(service))
    }
    book.forEachDraft(of: account) { draft in
      let number = book.text(book.drafts[draft].number)
      _ = (book.drafts[draft].due?.text, book.findDraft(number, of: account))
      _ = try? book.decideRelease(ofDraft: number, account: account, date: day, due: nil)
      steps.take(Int(draft))
    }
    _ = book.creditStanding(of: account, balance: row.balance, asOf: day).available
    _ = (book.writtenOff(of: account), book.recovery(of: account, asOf: Day.last))
    _ = book.recovery(of: account, asOf: .last)
    for hold in book.holdRows(of: account) {
      let row = book.holds[hold]
      _ = (row.kind, row.status(on: day), row.until?.text, book.text(row.source), row.from.text)
      if let item = row.item { _ = book.text(book.items[item].number) }
      _ = book.isBlocked(account: account, item: row.item, act: .interest, on: day)
      steps.take(Int(hold))
    }
    readPromises(of: account, book, day, &steps)
    readPeople(of: account, book, day, &steps)
    readPlans(of: account, book, day, &steps)
    readTasks(of: account, book, day, &steps)
    _ = try? book.decideCredit(
      account: account, kind: .payment, amount: Money(minor: 5), to: .automatic, on: day)
    _ = try? book.decideRefund(account: account, amount: row.unapplied, credit: nil, on: day)
    let payoff = try? Payoff(book, account: account, on: day)
    _ = (payoff?.total, payoff?.chargedThrough)
    _ = try? book.decideLateFee(account: account, number: nil, due: day, date: day)
    _ = try? book.decideInterest(account: account, through: day, due: day, date: day)
    for asOf in [day, .last] {
      _ = book.rate(of: account, asOf: asOf)
      guard let loan = book.loan(of: account, asOf: asOf) else { continue }
      let standing = LoanStanding(book, loan: loan, asOf: asOf, today: day)
      _ = (standing.behind, standing.pastDue, standing.oldestLate)
    }
    for number in book.entryNumbers(of: account) {
      _ = (book.effect(of: number, on: account), book.balance(after: number, of: account))
    }
  }

  private func read(approval row: UInt32, _ book: borrowing Book, _ day: Day) {
    let approval = book.approvals[row]
    _ = (approval.needs.all.map(\.limit), approval.kind, approval.currency?.code, approval.decided)
    _ = (book.text(approval.request), book.state(ofApproval: row, on: day))
    _ = book.findApproval(approval.entry)
    if let account = approval.accountRow { _ = book.accounts[account].id }
    _ = try? book.approval(approval.entry, toBeDecidedBy: "ann", on: day)
  }

  private func read(_ policy: Policy, _ book: borrowing Book, _ day: Day) {
    for row in book.rows(of: policy) {
      let set = book.policies[row]
      _ = (set.policy.name, set.scope, set.currency?.code, book.value(ofPolicy: row)?.text)
      _ = book.policy(policy, on: day, for: set.scope, in: set.currency)
      _ = book.entries[Int(set.entry) - 1].kind
    }
  }

  private func read(entry number: EntryNumber, _ book: borrowing Book) {
    let entry = book.entries[Int(number) - 1]
    var reply = ReplyWriter()
    reply.fields(of: book.outcome(of: number), in: book)
    _ = (entryDetail(number, book), book.amount(about: number)?.amount)
    _ = (book.lines(of: number), book.text(book.tenderDetails(of: number)))
    _ = try? book.decideRelease(ofHold: number)
    for line in book.lineRows(of: number) {
      _ = (book.lines[line].service.map { book.services[$0].entry }, book.lines[line].amount)
    }
    if let fact = try? book.decideVerify(service: number, on: entry.effective) {
      _ = try? book.demandOther(than: "olga", for: fact)
    }
    _ = try? book.decideDraft(
      account: 0, invoice: "x", amount: Money(minor: 5), date: entry.effective, due: nil,
      contents: InvoiceContents(services: [number]))
    _ = try? book.decideReversal(of: number, reason: .error, date: entry.effective)
    let reversal = Reversed(original: number, reason: .nsf)
    _ = try? book.decideReturnFee(for: reversal, date: entry.effective)
    _ = book.needs(
      for: Fact(reversal), effective: entry.effective, by: "olga", .operator, on: entry.effective)
    _ = book.given(by: number, on: entry.effective)
    _ = (book.continuation(of: number), book.approval(behind: number))
    if entry.kind == .close { _ = entry.closedThrough.text }
    if entry.kind == .adjust, entry.isDebit { _ = entry.debitReason }
    if let reference = book.reference(of: number) { _ = book.text(reference) }
    _ = (book.text(symbol: entry.actor), entry.effective.text)
    if entry.kind == .interest { _ = book.interest(chargedBy: number).text }
    if entry.reversedBy != 0 { _ = book.entries[Int(entry.reversedBy) - 1].kind }
    if entry.kind == .reverse {
      _ = (entry.reversalReason, book.outcome(of: EntryNumber(entry.subject)))
    }
    Self.read(noteOf: number, book)
    if entry.kind == .call {
      _ = (book.calls[entry.subject].direction, book.calls[entry.subject].result)
      _ = book.calls[entry.subject].number.text
      if let contact = book.calls[entry.subject].contact { _ = book.contacts[contact].role }
    }
  }

  private func decoded(_ bytes: [UInt8]) throws -> Book {
    var source = ByteSource(bytes)
    return try Book(from: &source)
  }

  @Test func `a sound book is read to its end`() throws {
    var random = SplitMix64(seed: 0)
    #expect(readAll(try decoded(Self.sound), &random) > 50)
  }

  @Test(arguments: UInt64(0)..<16)
  func `an altered book is refused, or can be read to its end`(block: UInt64) {
    var random = SplitMix64(seed: block)
    var (refused, read) = (0, 0)
    for _ in 0..<500 {
      var bytes = Self.sound
      for _ in 0...random.below(2) { alter(&bytes, &random) }
      guard let book = try? decoded(bytes) else {
        refused += 1
        continue
      }
      _ = readAll(book, &random)
      read += 1
    }
    // Names and dates may have any value; most other fields may not.
    #expect(refused > 100 && read > 20)
  }

  /// The book has few rows of loans and interest, and random changes seldom hit them. So this
  /// changes each of their bytes in turn, and each word.
  @Test func `an altered row of interest is refused, or can be read to its end`() throws {
    let book = try decoded(Self.sound)
    let tables = [
      bytes(of: book.heads), bytes(of: book.rates), bytes(of: book.loans),
      bytes(of: book.interestCharges), bytes(of: book.lateFees),
    ]
    var random = SplitMix64(seed: 5)
    var refused = 0
    for table in tables {
      let places = 0...(Self.sound.count - table.count)
      let start = try #require(
        places.first { Self.sound[$0..<$0 + table.count].elementsEqual(table) })
      for offset in 0..<table.count {
        for value in [UInt32(0), 1, 0x7F, .max] {
          var bytes = Self.sound
          bytes[start + offset] = UInt8(truncatingIfNeeded: value)
          if offset % 4 == 0, random.oneIn(2) { put(value, at: start + offset, in: &bytes) }
          do {
            let book = try decoded(bytes)
            _ = readAll(book, &random)
          } catch { refused += 1 }
        }
      }
    }
    #expect(refused > 500)
  }

  private func bytes<Row>(of column: Column<Row>) -> [UInt8] {
    var sink = ByteSink()
    column.write(to: &sink)
    return sink.bytes
  }

  /// Alters a bit, a byte or a word, or copies one word over another.
  private func alter(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let byte = random.below(bytes.count)
    let word = random.below(bytes.count / 4 - 1) * 4
    switch random.below(5) {
    case 0: bytes[byte] ^= 1 << UInt8(random.below(8))
    case 1: bytes[byte] = UInt8(truncatingIfNeeded: random.next())
    case 2: put([UInt32.max, 0, 1, 0x8000_0000][random.below(4)], at: word, in: &bytes)
    case 3: put(UInt32(random.below(120)), at: word, in: &bytes)
    default:
      let other = random.below(bytes.count / 4 - 1) * 4
      for offset in 0..<4 { bytes.swapAt(word + offset, other + offset) }
    }
  }

}

private func put(_ value: UInt32, at place: Int, in bytes: inout [UInt8]) {
  withUnsafeBytes(of: value.littleEndian) { bytes.replaceSubrange(place..<place + 4, with: $0) }
}

@testable import PiperollLedger

/// What the recorded store holds beside its plain facts: every other kind of entry, each decided on
/// the book as it stands then, a day after the one before it.
struct GoldenAgreements {
  private static let usd = Currency.usd
  /// The row of T-1, and that of the account for loans that is opened first.
  private static let (debtor, borrower): (UInt32, UInt32) = (0, 2)

  /// The entry of the payment that covers most.
  private static let wire: EntryNumber = 41

  /// The step behind which promises, plans and disputes come.
  private static let billing = 38

  /// Decides the step of a number on a day; nil after the last.
  static func entry(_ step: Int, on book: borrowing Book, _ day: Day) throws -> Entry? {
    func entry(
      _ fact: Fact?, approval: EntryNumber? = nil, isContinuation: Bool = false
    ) -> Entry? {
      fact.map {
        Entry(
          effective: day, actor: step % 2 == 0 ? "maria" : "olga", approval: approval,
          isContinuation: isContinuation, fact: $0)
      }
    }
    let last = book.sequence
    // What is agreed about is owed by then.
    if step == Self.billing {
      return entry(
        try book.decideInvoice(
          account: debtor, invoice: "G-1", amount: Money(minor: 500_000), date: day, due: day))
    }
    let at = step < Self.billing ? step : step - 1
    switch at {
    case 0..<10: return entry(try lending(at, book, day))
    case 10..<20: return entry(try credit(at - 10, book, day, last))
    case 20..<28: return entry(try money(at - 20, book, day, last))
    case 28, 30: return entry(asking(book, day))
    case 29: return entry(Fact(ApprovalRejected(approval: last)))
    case 31: return entry(note(book), approval: last)
    case 32: return entry(note(book), isContinuation: true)
    case 33: return entry(try book.decideClosing(through: day.advanced(days: -60), today: day))
    case 34:
      return entry(
        book.decideAmendment(of: debtor, [.collector("kim")], isAssignment: true, on: day))
    case 35:
      let phone = ContactAdded.Phone(number: PhoneNumber(digits: 12_125_550_199), kind: .mobile)
      return entry(
        try book.decideAmendment(ofContact: 0, [.name("Ada Vale"), .add(phone)], on: day))
    case 36: return entry(Fact(PolicySet(.deskZone, .zone(Zone(name: "America/New_York")!))))
    case 37:
      let terms = PaymentTerms(.monthEndThenDays, count: 30)
      return entry(
        try book.decide(AccountOpened(account: "M-4", kind: .trade, name: "Eom", terms: terms)))
    case 38...40: return entry(try promise(at - 38, book, day, last))
    case 41...42: return entry(try person(at - 41, book, day))
    case 43...47: return entry(try told(at - 43, book, day, last))
    case 48...50: return entry(try taken(at - 48, book, day, last))
    case 51...55: return entry(try plan(at - 51, book, day, last))
    case 56...59: return entry(try task(at - 56, book, day, last))
    case 60...62: return entry(try placed(at - 60, book, day))
    case 63: return entry(try book.decideDispute(DisputeWish(.goods), account: debtor, on: day))
    case 64:
      let end = try book.decideResolve(dispute: last, .upheld, amount: nil, answer: nil, on: day)
      return entry(end.end)
    case 66:
      var item: String?
      book.forEachOpenItem(of: debtor) { item = item ?? book.text(book.items[$0].number) }
      return entry(
        try book.decidePromises(
          [(amount: Money(minor: 1), due: day)], account: debtor, on: day, replaces: nil,
          for: [ApplicationWish(invoice: item ?? "", amount: nil)]
        ).first)
    case 65:
      let due = day.advanced(days: 40)
      return entry(try book.decideReage(account: debtor, due: due, items: [], on: day))
    default: return entry(try later(at, on: book, day))
    }
  }

  /// The steps that came last.
  private static func later(_ at: Int, on book: borrowing Book, _ day: Day) throws -> Fact? {
    switch at {
    case 67:
      return Fact(
        Identified(
          account: book.accounts[debtor].opened, contact: book.contacts[0].entry,
          matched: FactorSet(.born), missed: FactorSet(.zip), isVerified: false))
    case 68: return try asked(book, day)
    case 69:
      var change = UserChanged(user: "olga", role: .operator, isByMachine: true)
      change.work = UserWork(queues: [.collect, .legal], languages: ["es"], portfolios: ["north"])
      return Fact(change)
    case 70: return Fact(UserChanged(user: "olga", role: .viewer, isByMachine: true))
    case 71: return asking(book, day, because: .reage)
    case 72:
      let phone = ContactAdded.Phone(
        number: PhoneNumber(digits: 12_125_550_188), kind: .work, ext: PhoneExtension(word: 1207)!)
      return book.decide(
        ContactAdded(
          account: book.accounts[debtor].opened, role: .employer, name: "Mill", phones: [phone]))
    case 73: return Fact(TemplateSet(.reminder1, .spanish, .text, text: "Subject: A\n"))
    case 74:
      let item = book.openItems(of: debtor, asOf: day)[0].item
      return Fact(
        NoticeMade(
          account: book.accounts[debtor].opened, contact: book.contacts[0].entry,
          channel: .letter, template: .reminder1, payNow: Money(minor: 1), fee: .zero, token: 7,
          hash: NoticeHash(Array(1...32))!,
          parts: [NoticeMade.Part(item: book.items[item].entry, due: day, level: 1)]))
    default: return nil
    }
  }

  private static func task(
    _ step: Int, _ book: borrowing Book, _ day: Day, _ last: EntryNumber
  ) throws -> Fact? {
    let time = Int64(day.number) * 86_400_000
    if step == 1 { return try book.decideEnd(of: last, on: day) }
    if step == 2 {
      var note = NoteTaken(account: book.accounts[debtor].opened, kind: .email, direction: .in)
      note.at = time
      return try book.decideNote(note, on: debtor, effective: day).first
    }
    if step == 3 {
      var call = Noted.Call(
        number: PhoneNumber(digits: 12_125_550_147), direction: .out, result: .busy)
      call.at = time
      return try book.decideCall(
        call, on: [debtor], effective: day, for: Viewer("maria", .admin)
      ).first
    }
    var wish = TaskWish(.plain, at: Moment(day: day.advanced(days: 3), minute: 900))
    wish.queue = .clerical
    return try book.decideTask(wish, account: debtor, on: day)
  }

  /// A call that says what it was for.
  private static func asked(_ book: borrowing Book, _ day: Day) throws -> Fact? {
    var call = Noted.Call(
      number: PhoneNumber(digits: 12_125_550_147), direction: .out, result: .thirdParty)
    call.purpose = .location
    return try book.decideCall(
      call, on: [debtor], effective: day, for: Viewer("maria", .admin)
    ).first
  }

  private static func placed(_ step: Int, _ book: borrowing Book, _ day: Day) throws -> Fact? {
    let now = Int64(day.number) * 86_400_000
    switch step {
    case 0:
      return book.decideAmendment(
        of: debtor,
        [
          .role(.thirdParty), .queue(.legal), .debt("LOAN-7"), .placed(day), .itemized(day),
          .barredFrom(day.advanced(days: 900)),
        ], isAssignment: true, on: day)
    case 1:
      let call = Noted.Call(
        number: PhoneNumber(digits: 12_125_550_147), direction: .out, result: .noAnswer)
      return try book.decideCall(
        call, on: [debtor], effective: day, for: Viewer("maria", .admin), asking: now
      ).first
    default:
      let note = NoteTaken(account: book.accounts[debtor].opened, kind: .letter, direction: .out)
      return try book.decideNote(note, on: debtor, effective: day, asking: now).first
    }
  }

  private static func told(
    _ step: Int, _ book: borrowing Book, _ day: Day, _ last: EntryNumber
  ) throws -> Fact? {
    let contact = UInt32(book.contacts.count) - 1
    var said = PreferenceTold(contact: book.contacts[contact].entry, .never, .call)
    switch step {
    case 0: return book.decideLink(of: contact, to: borrower, as: .spouse, on: day)
    case 1: return try book.decideTie(of: contact, to: 0, on: day)
    case 2: return try book.decidePreference(said, on: day)
    case 3: return try book.decideEnd(of: last, on: day)
    default:
      said.when = WeekWindows(parsing: "mon-fri 15:00-17:00; sat-sun")
      return try book.decidePreference(said, on: day)
    }
  }

  private static func person(_ step: Int, _ book: borrowing Book, _ day: Day) throws -> Fact? {
    let work = ContactDetails.Email("ada@work.example", isWork: true)
    if step == 1 {
      let contact = UInt32(book.contacts.count) - 1
      return try book.decideAmendment(
        ofContact: contact, [.zone("America/Chicago"), .addEmail(work), .language("")], on: day)
    }
    var details = ContactDetails()
    (details.region, details.language, details.born) = ("US-OR", "es", Day(iso: "1980-02-03".utf8))
    (details.ssn4, details.isRestricted) = (LastFour(parsing: "6789"), true)
    return book.decide(
      ContactAdded(
        account: book.accounts[debtor].opened, role: .guardian, name: "Ada", details: details))
  }

  private static func taken(
    _ step: Int, _ book: borrowing Book, _ day: Day, _ last: EntryNumber
  ) throws -> Fact? {
    let account = book.accounts[debtor].opened
    switch step {
    case 0:
      let note = NoteTaken(
        account: account, kind: .text, direction: .out, purpose: .answer, point: "+12125550147")
      return try book.decideNote(note, on: debtor, effective: day).first
    case 1:
      let note = NoteTaken(account: account, kind: .general, corrects: last)
      return try book.decideNote(note, on: debtor, effective: day).first
    default:
      let call = Noted.Call(
        number: PhoneNumber(digits: 12_125_550_147), direction: .out, result: .voicemail,
        minutes: 2, marks: [.limited, .automatic])
      return try book.decideCall(
        call, on: [debtor], effective: day, for: Viewer("maria", .admin)
      ).first
    }
  }

  private static func plan(
    _ step: Int, _ book: borrowing Book, _ day: Day, _ last: EntryNumber
  ) throws -> Fact? {
    let first = day.advanced(days: 5)
    var wish = PlanWish(total: nil, size: .count(3), first: first, every: .week)
    switch step {
    case 0:
      wish.down = PlanTerms.Part(amount: Money(minor: 10), due: day)
      wish.authorization = "ach-7"
      return try book.decidePlan(wish, account: debtor, on: day)
    case 1:
      wish.replaces = last
      return try book.decideSettlement(
        wish, total: Money(minor: 300), acceptBy: first, account: debtor, on: day)
    case 2: return try book.decideAcceptance(of: last, account: debtor, on: day)
    case 3:
      return try book.decideCredit(
        account: debtor, kind: .payment, amount: Money(minor: 300), to: .automatic, on: day)
    default:
      var open: [Application] = []
      book.forEachOpenItem(of: debtor) {
        open.append(Application(invoice: book.items[$0].entry, amount: Money(minor: 1)))
      }
      return Fact(
        Settled(
          plan: last - 2,
          credit: CreditTaken(
            account: book.accounts[debtor].opened, kind: .adjustment, amount: Money(minor: 1),
            reason: .settlement, applications: Array(open.prefix(1)))))
    }
  }

  private static func promise(
    _ step: Int, _ book: borrowing Book, _ day: Day, _ last: EntryNumber
  ) throws -> Fact? {
    if step == 2 { return try book.decideEnd(of: last, on: day) }
    let terms = (amount: Money(minor: 100), due: day.advanced(days: 5))
    return try book.decidePromises(
      [terms], account: debtor, on: day, replaces: step == 1 ? last : nil
    ).first
  }

  private static func lending(_ step: Int, _ book: borrowing Book, _ day: Day) throws -> Fact? {
    let rate = InterestRate(millionths: 7_250_000)
    let fee = PolicyValue.money(Money(minor: 500))
    switch step {
    case 0:
      return try book.decide(AccountOpened(account: "L-3", kind: .loan, name: "Ada Borrower"))
    case 1: return Fact(PolicySet(.lateFee, fee, in: usd))
    case 2: return Fact(PolicySet(.writeoffLimit, fee, for: .role(.operator), in: usd))
    case 3: return Fact(PolicySet(.allocation, .order(.interestFirst), for: .kind(.loan)))
    case 4:
      let terms = LoanTerms(
        principal: Money(minor: 120_000), rate: rate, dayCount: .thirty360, instalments: 12,
        firstDue: day.advanced(days: 30))
      return try book.decideLoan(account: borrower, number: nil, terms, date: day)
    case 5: return book.decideRate(account: debtor, rate)
    case 6:
      return try book.decideInterest(account: borrower, through: day, due: day, date: day)
    case 7: return try book.decideLateFee(account: debtor, number: nil, due: day, date: day)
    case 8:
      return book.decideLimit(
        account: debtor, limit: Money(minor: 90_000), requestedBy: "lena", reason: .order)
    default:
      return book.decideLimit(account: debtor, limit: nil, requestedBy: "", reason: .other)
    }
  }

  private static func credit(
    _ step: Int, _ book: borrowing Book, _ day: Day, _ last: EntryNumber
  ) throws -> Fact {
    switch step {
    case 0:
      return try book.decideHold(
        account: debtor, item: "M-0", kind: .dispute, from: day, until: day.advanced(days: 90),
        source: "letter")
    case 1:
      return try book.decideCredit(
        account: debtor, kind: .payment, amount: Money(minor: 100_000), method: .wire,
        tenderDetails: "trace=77", to: .automatic, on: day)
    case 2: return try book.decideRelease(ofHold: last - 1)
    case 3:
      return try book.decideApply(
        credit: last - 1, to: .told([ApplicationWish(invoice: "M-0", amount: nil)]), on: day)
    case 4:
      return try book.decideService(
        account: debtor, code: "99213", amount: Money(minor: 14_000),
        quantity: Quantity(thousandths: 1_500), renderedBy: "Dr. Osei")
    case 5: return try book.decideVerify(service: last, on: day)
    case 6:
      let contents = InvoiceContents(
        services: [last - 1], lines: [InvoiceLine(code: "FORMS", amount: Money(minor: 100))])
      return try book.decideDraft(
        account: debtor, invoice: "H-90", amount: Money(minor: 14_100), date: day, due: nil,
        contents: contents)
    case 7: return try book.decideRelease(ofDraft: "H-90", account: debtor, date: day, due: nil)
    case 8:
      let contents = InvoiceContents(lines: [InvoiceLine(code: "X", amount: Money(minor: 5))])
      return try book.decideInvoice(
        account: debtor, invoice: "H-91", amount: Money(minor: 5), date: day, due: day,
        contents: contents)
    default:
      return Fact(
        ItemCharged(
          account: 2, kind: .adjustment, reason: .error, number: "C-9", amount: Money(minor: 50),
          due: day))
    }
  }

  private static func money(
    _ step: Int, _ book: borrowing Book, _ day: Day, _ last: EntryNumber
  ) throws -> Fact {
    let part = Money(minor: 700)
    switch step {
    case 0:
      return Fact(
        ItemCharged(account: 2, kind: .court, number: "C-10", amount: part, due: day))
    case 1:
      return try book.decideCredit(
        account: debtor, kind: .adjustment, amount: Money(minor: 60), reason: .goodwill,
        to: .automatic, on: day)
    case 2:
      return try book.decideWriteOff(
        account: debtor, reason: .uncollectible,
        of: .told([ApplicationWish(invoice: "C-10", amount: nil)]), on: day)
    case 3:
      return try book.decideRecovery(
        account: debtor, amount: Money(minor: 300), method: .check, tenderDetails: "", date: day)
    case 4:
      return try book.decideCredit(
        account: debtor, kind: .payment, amount: Money(minor: 5_000), to: .told([]), on: day)
    case 5: return try book.decideRefund(account: debtor, amount: part, credit: last, on: day)
    case 6:
      return try book.decideTransfer(
        account: debtor, to: borrower, amount: part, credit: last - 1, on: day)
    default:
      return try book.decideUnapply(account: debtor, credit: wire, wishes: nil)
    }
  }

  private static func note(_ book: borrowing Book) -> Fact {
    .noted(Noted(account: book.accounts[debtor].opened))
  }

  private static func asking(
    _ book: borrowing Book, _ day: Day, because need: ApprovalNeed = .closedPeriod
  ) -> Fact {
    book.decideAsking(
      for: [note(book)], request: "NOTE GENERAL account=T-1 date=\(day.text)",
      needs: ApprovalNeeds(need),
      effective: day, today: day, amountAbout: { _, _ in nil })
  }
}

import Testing

@testable import PiperollLedger

/// Changes one field of a sound book in memory. What REPORT VERIFY recomputes must report it. Each
/// table of the list has at least one such change here.
@Suite struct InvariantTests {
  /// The change, the section of its table, and a part of the words that report it.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let table: Section
    let words: String
    let forge: @Sendable (inout Book) -> Void
    var testDescription: String { "\(table.name): \(words)" }

    init(_ table: Section, _ words: String, _ forge: @escaping @Sendable (inout Book) -> Void) {
      (self.table, self.words, self.forge) = (table, words, forge)
    }
  }

  /// The first row for which a condition holds.
  private static func row<Row>(
    _ rows: Column<Row>, where matches: (Row) -> Bool = { _ in true }
  ) -> UInt32 {
    (0..<UInt32(rows.count)).first { matches(rows[$0]) }!
  }

  private static func entry(_ book: borrowing Book, _ kind: EntryKind) -> Int {
    Int(row(book.entries) { $0.kind == kind })
  }

  static let forgeries: [Forgery] =
    accounts + money + entries + besides + agreements + amendments + decisions

  private static let accounts = [
    Forgery(SymbolTable.section, "its text") { $0.symbols.names[1] = $0.accounts[0].name },
    Forgery(AccountTable.section, "its index") { $0.accounts[0].id = $0.accounts[1].name },
    Forgery(AccountTable.section, "items and balance") {
      $0.accounts[0].balance += Money(minor: 1)
    },
    Forgery(AccountTable.section, "write-offs") { $0.accounts[0].writeOffs += 1 },
    Forgery(ContactTable.section, "its account") { book in
      let contact = row(book.contacts)
      book.contacts[contact].account = (book.contacts[contact].account + 1) % 3
    },
    Forgery(ContactTable.section, "its entry") { $0.contacts[0].entry -= 1 },
    Forgery(PhoneTable.section, "its contact") { book in
      book.phones[0].contact = UInt32(book.contacts.count) - 1
    },
    Forgery(PhoneTable.section, "its index") { $0.phones[0].digits += 1 },
    Forgery(PersonTable.section, "its contact") { book in
      book.persons[1].contact = book.persons[0].contact
    },
    Forgery(PersonTable.section, "what is known of them") { book in
      let change = row(book.changes) { $0.field.isOfPerson }
      let contact = book.amendments[book.changes[change].amendment].contact
      book.persons[book.findPerson(of: contact)!].ssn4Word += 1
    },
    Forgery(EmailTable.section, "its entry") { $0.emails[0].entryWord = 1 },
    Forgery(PersonTable.section, "its last link") { book in
      book.persons[row(book.persons) { $0.lastLink != none }].lastLink = none
    },
    Forgery(LinkTable.section, "its entry") { $0.links[0].effective = Day.first },
    Forgery(LinkTable.section, "its contacts") { book in
      let tie = row(book.links) { $0.other != nil }
      book.links[tie].account = (book.links[tie].account + 1) % 3
    },
    Forgery(LinkTable.section, "the one before it") { book in
      book.links[row(book.links) { $0.previousOfContact != none }].previousOfContact = none
    },
    Forgery(PreferenceTable.section, "its entry") { $0.preferences[0].made = Day.first },
    Forgery(PreferenceTable.section, "its times") { book in
      let preference = row(book.preferences) { !$0.whenText.isEmpty }
      book.preferences[preference].whenText = book.accounts[0].name
    },
    Forgery(PreferenceTable.section, "its end") { book in
      book.preferences[row(book.preferences) { $0.endedBy != 0 }].ended = Day.first
    },
    Forgery(HeadTable.section, "its chains") {
      $0.accounts[0].chainBits ^= AccountChain.drafts.bit
    },
    Forgery(HeadTable.section, "the last of holds") { book in
      let head = row(book.heads) { $0.chain == .holds }
      book.heads[head].newest = book.holds[book.heads[head].newest].previousOfAccount
    },
    Forgery(UserTable.section, "the name") { $0.users[1].name = $0.users[0].name },
    Forgery(UserChangeTable.section, "change of a user") { $0.userChanges[0].roleByte = 4 },
    Forgery(TemplateTable.section, "its entry") { $0.templates[0].effective = Day.first },
    Forgery(UserWorkTable.section, "its entry") { $0.userWorks[0].user ^= 1 },
  ]

  private static let money = [
    Forgery(ItemTable.section, "its entry") {
      $0.items[0].date = $0.items[0].date.advanced(days: 1)
    },
    Forgery(ItemTable.section, "its reversal") { book in
      book.items[row(book.items) { $0.voided == never }].voided = Day.last
    },
    Forgery(ItemTable.section, "its index") { $0.items[0].number = $0.accounts[0].name },
    Forgery(ItemAccountTable.section, "its account") {
      $0.itemAccount[0] = ($0.itemAccount[0] + 1) % 3
    },
    Forgery(ItemDueTable.section, "its due date") { $0.itemDue[0] = Day.first },
    Forgery(ItemRemainingTable.section, "by its applications") {
      $0.itemRemaining[0] += Money(minor: 1)
    },
    Forgery(CreditTable.section, "by its applications") { book in
      book.credits[row(book.credits) { $0.voided == never }].amount += Money(minor: 1)
    },
    Forgery(CreditTable.section, "its entry") {
      $0.credits[0].date = $0.credits[0].date.advanced(days: -1)
    },
    Forgery(ApplicationTable.section, "what of it was taken back") { book in
      let application = row(book.applications) { $0.standing > .zero }
      book.applications[application].correct(by: Money(minor: -1))
    },
    Forgery(ApplicationTable.section, "its date") { $0.applications[0].effective = Day.first },
    Forgery(ApplicationTable.section, "its accounts") { book in
      let account = book.credits[book.applications[0].credit].account
      let other = row(book.itemAccount) { $0 != account }
      book.applications[0].item = other
    },
    Forgery(PairTable.section, "its item and its credit") { book in
      book.pairs[0].credit = book.pairs[UInt32(book.pairs.count) - 1].credit
    },
    Forgery(ControlTable.section, "documents and volume") {
      $0.controls[0].volume += Money(minor: 1)
    },
    Forgery(ControlTable.section, "documents and") { $0.controls[0][.cash] += Money(minor: 1) },
  ]

  private static let entries = [
    Forgery(EntryTable.section, "the balance after it") { book in
      book.entries[entry(book, .payment)].balance += Money(minor: 1)
    },
    Forgery(EntryTable.section, "its reversal") { book in
      book.entries[entry(book, .account)].reversedBy = 1
    },
    Forgery(EntryTable.section, "what it reverses") { book in
      book.entries[entry(book, .reverse)].subject = 1
    },
    Forgery(LegTable.section, "what it moved") { $0.legs[0].effect += Money(minor: 1) },
    Forgery(LegTable.section, "its second account") { book in
      book.legs[0].entry = EntryNumber(entry(book, .account) + 1)
    },
  ]

  private static let besides = [
    Forgery(MemoTable.section, "its memo") { $0.memos[0].text = .empty },
    Forgery(TenderDetailsTable.section, "its tender details") { book in
      book.tenderDetails[0].entry = EntryNumber(entry(book, .account) + 1)
    },
    Forgery(ReferenceTable.section, "its index") { $0.references[0].name = $0.accounts[0].name },
    Forgery(HeldBackTable.section, "what was held back") { $0.heldBacks[0].amount = .zero },
    Forgery(CallTable.section, "the note before it") { book in
      book.calls[0].previousNote = UInt32(book.entries.count)
    },
    Forgery(LineTable.section, "what its lines come to") { $0.lines[0].amount += Money(minor: 1) },
  ]

  private static let agreements = [
    Forgery(RateTable.section, "its entry") { $0.rates[0].from = Day.first },
    Forgery(RateTable.section, "the one before it") { $0.rates[0].previousOfAccount = 0 },
    Forgery(LoanTable.section, "its instalment") { $0.loans[0].instalment += Money(minor: 1) },
    Forgery(LoanTable.section, "its last due date") {
      $0.loans[0].firstDue = $0.loans[0].firstDue.advanced(days: 1)
    },
    Forgery(InterestTable.section, "the day that it was charged through") {
      $0.interestCharges[0].through = Day.last
    },
    Forgery(InterestTable.section, "its item or credit") { book in
      book.interestCharges[0].item = row(book.items) { $0.kind == .invoice }
    },
    Forgery(LateFeeTable.section, "the due date of its late fee") {
      $0.lateFees[0].due = Day.last
    },
    Forgery(NoteTable.section, "its entry") { book in
      book.entries[Int(book.notes[0].entry) - 1].detailByte = 0
    },
    Forgery(NoteTable.section, "what it corrects") { book in
      book.notes[row(book.notes) { $0.corrects != nil }].correctsWord = 1
    },
    Forgery(HoldTable.section, "its last day") { $0.holds[0].untilOrNever = Day.first },
    Forgery(HoldTable.section, "its release") { book in
      let hold = row(book.holds) { $0.releasedBy != 0 }
      book.holds[hold].released = Day.first
    },
    Forgery(HoldTable.section, "the one before it") { book in
      book.holds[row(book.holds)].previousOfAccount = 1
    },
    Forgery(PromiseTable.section, "its terms") { $0.promises[0].amount = .zero },
    Forgery(PromiseTable.section, "its entry") { $0.promises[0].made = Day.first },
    Forgery(PromiseTable.section, "its end") { book in
      book.promises[row(book.promises) { $0.endedBy != 0 }].ended = Day.first
    },
    Forgery(PromiseTable.section, "what it replaces") { book in
      book.promises[row(book.promises) { $0.replaces == nil }].replacesWord = 1
    },
    Forgery(PromiseTable.section, "the one before it") { book in
      book.promises[row(book.promises)].previousOfAccount = 1
    },
    Forgery(PlanTable.section, "its terms") { $0.plans[0].total = .zero },
    Forgery(PlanTable.section, "its entry") { $0.plans[0].made = Day.first },
    Forgery(PlanTable.section, "its end") { book in
      book.plans[row(book.plans) { $0.endedBy != 0 }].ended = Day.first
    },
    Forgery(PlanTable.section, "what it replaces") { book in
      book.plans[row(book.plans) { $0.replaces == nil }].replacesWord = 1
    },
    Forgery(PlanTable.section, "its acceptance") { book in
      book.plans[row(book.plans) { $0.acceptBy != nil }].accepted = Day.first
    },
    Forgery(PlanTable.section, "the one before it") { book in
      book.plans[row(book.plans)].previousOfAccount = 1
    },
    Forgery(PlanItemTable.section, "its items") { $0.planItems[0].amount = .zero },
    Forgery(SettledTable.section, "its settlement") { book in
      book.settled[0].plan = row(book.plans) { !$0.isSettlement }
    },
    Forgery(DisputeTable.section, "its entry") { $0.disputes[0].made = Day.first },
    Forgery(DisputeTable.section, "its contact") { $0.disputes[0].contactWord = 1 },
    Forgery(DisputeTable.section, "its end") { book in
      book.disputes[row(book.disputes) { $0.outcome == .credit }].credited += Money(minor: 1)
    },
    Forgery(DisputeTable.section, "the one before it") { book in
      book.disputes[row(book.disputes)].previousOfAccount = 1
    },
    Forgery(ReageTable.section, "its entry") { $0.reages[0].made = Day.first },
    Forgery(ReageTable.section, "the one before it") { book in
      book.reages[row(book.reages)].previousOfAccount = 1
    },
    Forgery(ReageItemTable.section, "its items") { $0.reageItems[0].amount = .zero },
    Forgery(PromiseItemTable.section, "its items") { $0.promiseItems[0].amount = .zero },
    Forgery(DisputeItemTable.section, "its items") { $0.disputeItems[0].amount = .zero },
    Forgery(IdentificationTable.section, "its entry") { $0.identifications[0].account = 1 },
    Forgery(IdentificationTable.section, "its contact") { book in
      book.identifications[0].contactWord = 0
    },
    Forgery(NoticeTable.section, "its entry") { $0.notices[0].made = Day.first },
    Forgery(NoticeTable.section, "its level") { $0.notices[0].level = 3 },
    Forgery(NoticeTable.section, "its fee") { $0.notices[0].fee = Money(minor: 1) },
    Forgery(NoticePartTable.section, "its parts") { $0.noticeParts[0].notice = 1 },
    Forgery(TaskTable.section, "its entry") { $0.tasks[0].made = Day.first },
    Forgery(TaskTable.section, "its day") { book in
      book.tasks[0].day = book.tasks[0].made.advanced(days: -1)
    },
    Forgery(TaskTable.section, "its end") { book in
      book.tasks[row(book.tasks) { $0.endedBy != 0 }].ended = Day.first
    },
    Forgery(TaskTable.section, "the one before it") { book in
      book.tasks[row(book.tasks)].previousOfAccount = 1
    },
    Forgery(NoteTimeTable.section, "its time") { book in
      book.noteTimes[0].entryWord = UInt32(entry(book, .user) + 1)
    },
    Forgery(LimitTable.section, "its limit") { book in
      book.accounts[book.entries[Int(book.limits[0].entry) - 1].account].creditLimitOrNone =
        Money(minor: 77)
    },
    Forgery(LimitTable.section, "its entry") { $0.limits[0].effective = Day.first },
    // An entry without an account: nobody may follow what it does not name.
    Forgery(LimitTable.section, "its account") { book in
      book.limits[0].entryWord = UInt32(entry(book, .user) + 1)
    },
    Forgery(RateTable.section, "its account") { book in
      book.rates[0].entryWord = UInt32(entry(book, .user) + 1)
    },
  ]

  private static let amendments = [
    Forgery(AmendmentTable.section, "its entry") { $0.amendments[0].effective = Day.first },
    Forgery(AmendmentTable.section, "its changes") { $0.amendments[0].changeCount += 1 },
    Forgery(AmendmentTable.section, "its last amendments") { book in
      book.accounts[book.amendments[0].account].terms.count += 1
    },
    Forgery(ChangeTable.section, "its amendment") { $0.changes[0].amendment += 1 },
    Forgery(ChangeTable.section, "the first value") { book in
      let first = book.changes[0]
      let account = book.amendments[first.amendment].account
      let other = row(book.changes) {
        $0.fieldWord == first.fieldWord && $0.amendment != first.amendment
          && book.amendments[$0.amendment].account == account
      }
      book.changes[other].opening = 0
      book.changes[0].opening = 1
    },
  ]

  private static let decisions = [
    Forgery(PolicyTable.section, "its entry") { $0.policies[0].effective = Day.first },
    Forgery(PolicyTable.section, "its code") { book in
      let other = row(book.policies) { $0.policyByte != book.policies[0].policyByte }
      book.policies[0].policyByte = book.policies[other].policyByte
    },
    Forgery(ServiceTable.section, "what bills it") { book in
      book.services[row(book.services) { $0.billedBy != 0 }].billedWord = 0
    },
    Forgery(ServiceTable.section, "who verified it") { book in
      book.services[row(book.services)].verifiedWord = 1
    },
    Forgery(DraftTable.section, "how it ended") { book in
      book.drafts[row(book.drafts) { $0.endedBy != 0 }].endedBy = 1
    },
    Forgery(ApprovalTable.section, "how it was decided") { book in
      book.approvals[row(book.approvals) { $0.decided != nil }].decidedWord = 1
    },
    Forgery(CarriedOutTable.section, "the approval that let it through") { book in
      let other = row(book.approvals) { $0.decided != book.carriedOut[0].entry }
      book.carriedOut[0].approval = other
    },
  ]

  private func soundBook() throws -> Book {
    var source = ByteSource(ForgedBookTests.sound)
    return try Book(from: &source)
  }

  @Test func `a sound book has no violation`() throws {
    #expect(try soundBook().violations().isEmpty)
  }

  @Test(arguments: forgeries)
  func `a forged row is told`(forgery: Forgery) throws {
    var book = try soundBook()
    forgery.forge(&book)
    let found = book.violations().map(\.description)
    #expect(found.contains { $0.contains(forgery.words) }, "\(found)")
  }

  private struct Lister: TableVisitor {
    typealias Fault = Never
    var numbers: Set<UInt32> = []
    mutating func visit<Table: BookTable>(
      _: Table.Type, _ rows: Column<Table.Row>, _: inout Column<Table.Row>
    ) {
      numbers.insert(Table.section.number)
      #expect(rows.count > 0, "no \(Table.section.name) in the book that is forged")
    }
  }

  @Test func `every table is forged`() throws {
    var lister = Lister()
    var none = Book()
    Book.forEachTable(of: try soundBook(), &none, &lister)
    #expect(Set(Self.forgeries.map(\.table.number)) == lister.numbers)
  }
}

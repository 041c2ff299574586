extension Book {
  /// The one list of tables, in the order of their section numbers. A new one gets the number after
  /// the last, and stands at the end.
  static func forEachTable<Visitor: TableVisitor>(
    of book: borrowing Book, _ other: inout Book, _ visitor: inout Visitor
  ) throws(Visitor.Fault) {
    try visitor.visit(SymbolTable.self, book.symbols.names, &other.symbols.names)
    try visitor.visit(AccountTable.self, book.accounts, &other.accounts)
    try visitor.visit(ContactTable.self, book.contacts, &other.contacts)
    try visitor.visit(PhoneTable.self, book.phones, &other.phones)
    try visitor.visit(ItemTable.self, book.items, &other.items)
    try visitor.visit(ItemAccountTable.self, book.itemAccount, &other.itemAccount)
    try visitor.visit(ItemDueTable.self, book.itemDue, &other.itemDue)
    try visitor.visit(ItemRemainingTable.self, book.itemRemaining, &other.itemRemaining)
    try visitor.visit(CreditTable.self, book.credits, &other.credits)
    try visitor.visit(ApplicationTable.self, book.applications, &other.applications)
    try visitor.visit(EntryTable.self, book.entries, &other.entries)
    try visitor.visit(LegTable.self, book.legs, &other.legs)
    try visitor.visit(PairTable.self, book.pairs, &other.pairs)
    try visitor.visit(MemoTable.self, book.memos, &other.memos)
    try visitor.visit(TenderDetailsTable.self, book.tenderDetails, &other.tenderDetails)
    try visitor.visit(CallTable.self, book.calls, &other.calls)
    try visitor.visit(ReferenceTable.self, book.references, &other.references)
    try visitor.visit(PolicyTable.self, book.policies, &other.policies)
    try visitor.visit(HeadTable.self, book.heads, &other.heads)
    try visitor.visit(RateTable.self, book.rates, &other.rates)
    try visitor.visit(LoanTable.self, book.loans, &other.loans)
    try visitor.visit(InterestTable.self, book.interestCharges, &other.interestCharges)
    try visitor.visit(HoldTable.self, book.holds, &other.holds)
    try visitor.visit(LimitTable.self, book.limits, &other.limits)
    try visitor.visit(ServiceTable.self, book.services, &other.services)
    try visitor.visit(DraftTable.self, book.drafts, &other.drafts)
    try visitor.visit(LineTable.self, book.lines, &other.lines)
    try visitor.visit(HeldBackTable.self, book.heldBacks, &other.heldBacks)
    try visitor.visit(ApprovalTable.self, book.approvals, &other.approvals)
    try visitor.visit(CarriedOutTable.self, book.carriedOut, &other.carriedOut)
    try visitor.visit(LateFeeTable.self, book.lateFees, &other.lateFees)
    try visitor.visit(UserTable.self, book.users, &other.users)
    try visitor.visit(ControlTable.self, book.controls, &other.controls)
    try visitor.visit(UserChangeTable.self, book.userChanges, &other.userChanges)
    try visitor.visit(AmendmentTable.self, book.amendments, &other.amendments)
    try visitor.visit(ChangeTable.self, book.changes, &other.changes)
    try visitor.visit(PromiseTable.self, book.promises, &other.promises)
    try visitor.visit(PersonTable.self, book.persons, &other.persons)
    try visitor.visit(EmailTable.self, book.emails, &other.emails)
    try visitor.visit(LinkTable.self, book.links, &other.links)
    try visitor.visit(PreferenceTable.self, book.preferences, &other.preferences)
    try visitor.visit(PlanTable.self, book.plans, &other.plans)
    try visitor.visit(PlanItemTable.self, book.planItems, &other.planItems)
    try visitor.visit(SettledTable.self, book.settled, &other.settled)
    try visitor.visit(DisputeTable.self, book.disputes, &other.disputes)
    try visitor.visit(DisputeItemTable.self, book.disputeItems, &other.disputeItems)
    try visitor.visit(ReageTable.self, book.reages, &other.reages)
    try visitor.visit(ReageItemTable.self, book.reageItems, &other.reageItems)
    try visitor.visit(PromiseItemTable.self, book.promiseItems, &other.promiseItems)
    try visitor.visit(NoteTable.self, book.notes, &other.notes)
    try visitor.visit(
      IdentificationTable.self, book.identifications, &other.identifications)
    try visitor.visit(UserWorkTable.self, book.userWorks, &other.userWorks)
    try visitor.visit(TemplateTable.self, book.templates, &other.templates)
    try visitor.visit(NoticeTable.self, book.notices, &other.notices)
    try visitor.visit(NoticePartTable.self, book.noticeParts, &other.noticeParts)
    try visitor.visit(TaskTable.self, book.tasks, &other.tasks)
    try visitor.visit(NoteTimeTable.self, book.noteTimes, &other.noteTimes)
  }

  /// The numbers of all sections that this version knows, and 0, which ends a book.
  static let sectionNumbers: Set<UInt32> = {
    var gathered = SectionNumbers()
    var none = Book()
    forEachTable(of: Book(), &none, &gathered)
    forEachIndex(of: Book(), &none, &gathered)
    return gathered.numbers.union([0, TextArena.section.number, BookDates.section.number])
  }()

  /// The one list of indices, in the order of their section numbers.
  static func forEachIndex<Visitor: IndexVisitor>(
    of book: borrowing Book, _ other: inout Book, _ visitor: inout Visitor
  ) throws(Visitor.Fault) {
    try visitor.visit(SymbolIndex.self, book.symbols.index, &other.symbols.index)
    try visitor.visit(AccountIndex.self, book.accountIndex, &other.accountIndex)
    try visitor.visit(InvoiceIndex.self, book.invoiceIndex, &other.invoiceIndex)
    try visitor.visit(
      AccountInvoiceIndex.self, book.accountInvoiceIndex, &other.accountInvoiceIndex)
    try visitor.visit(PhoneIndex.self, book.phoneIndex, &other.phoneIndex)
    try visitor.visit(ReferenceIndex.self, book.referenceIndex, &other.referenceIndex)
    try visitor.visit(HeadIndex.self, book.headIndex, &other.headIndex)
  }
}

enum SymbolIndex: BookIndex {
  static var section: Section { Section(1001, "symbol index") }
}

enum AccountIndex: BookIndex {
  static var section: Section { Section(1002, "account index") }
}

enum InvoiceIndex: BookIndex {
  static var section: Section { Section(1003, "invoice index") }
}

enum AccountInvoiceIndex: BookIndex {
  static var section: Section { Section(1004, "account-invoice index") }
}

enum PhoneIndex: BookIndex {
  static var section: Section { Section(1005, "phone index") }
}

enum ReferenceIndex: BookIndex {
  static var section: Section { Section(1006, "reference index") }
}

enum HeadIndex: BookIndex {
  static var section: Section { Section(1007, "head index") }
}

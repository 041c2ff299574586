/// A plan or a settlement. Whether it is kept stands nowhere: it follows from the payments.
public struct PlanRow: BitwiseCopyable, Sendable {
  var total: Money
  /// The down payment; zero for none.
  var down: Money
  var each: Money
  /// What was owed and is paid by it; more than its total only of a settlement.
  public internal(set) var open: Money
  /// Where the debtor's authorization to draw the instalments is kept; empty for none.
  public internal(set) var authorization: TextReference
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  /// The day on which it was made.
  public internal(set) var made: Day
  var downDue: Day
  var first: Day
  /// The day from which it is ended or replaced; `never` if it is not.
  var ended = never
  var endedWord: UInt32 = 0
  var replacesWord: UInt32
  var acceptByOrNever: Day
  /// The day on which an entry accepted the offer; `never` if none did.
  var accepted = never
  var acceptedWord: UInt32 = 0
  /// Its first row in the table of items.
  var firstItem: UInt32
  var itemCount: UInt32
  var instalments: UInt16
  var everyByte: UInt8
  var flagsByte: UInt8
  var previousOfAccount: UInt32
  var unused: UInt32 = 0

  /// The entry that made it. Its number names the plan.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The entry that ended or replaced it, 0 if none did.
  public var endedBy: EntryNumber { EntryNumber(endedWord) }
  /// The plan that it replaces; nil for none.
  public var replaces: EntryNumber? { replacesWord == 0 ? nil : EntryNumber(replacesWord) }
  /// The last day on which it can be accepted; nil if it is no offer.
  public var acceptBy: Day? { acceptByOrNever == never ? nil : acceptByOrNever }
  var flags: PlanFlags { PlanFlags(rawValue: flagsByte) }
  /// Whether the debt is taken for paid once its total was.
  public var isSettlement: Bool { flags.contains(.settlement) }
  /// Whether no interest accrues while it is in force.
  public var stopsInterest: Bool { flags.contains(.stopsInterest) }
  /// What a settlement takes off in the end.
  public var discount: Money { isSettlement ? open - total : .zero }
  /// Whether only money on its items counts.
  var namesItems: Bool { flags.contains(.namesItems) }
  /// What is to be paid, and when.
  public var terms: PlanTerms {
    PlanTerms(
      total: total, down: down == .zero ? nil : PlanTerms.Part(amount: down, due: downDue),
      instalments: Int(instalments), each: each, first: first,
      every: LoanPeriod(rawValue: everyByte)!)
  }
}

extension PlanRow: EndableRow {
  static var chain: AccountChain { .plans }
}

/// The plans and settlements, in force or not.
enum PlanTable: BookTable {
  typealias Row = PlanRow
  static var section: Section { Section(60, "plans") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      for amount in [row.total, row.down, row.each, row.open] { links.amount(amount) }
      // A share of it is told.
      links.demand(row.open > .zero)
      links.text(row.authorization)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      for day in [row.made, row.downDue, row.first] { links.day(day) }
      for day in [row.ended, row.acceptByOrNever, row.accepted] { links.voided(day) }
      for word in [row.endedWord, row.replacesWord, row.acceptedWord] {
        links.entries.mayName(word &- 1)
      }
      if row.itemCount > 0 {
        links.extents[PlanItemTable.section].mustName(row.firstItem &+ (row.itemCount - 1))
      }
      links.demand(UInt64(row.firstItem) + UInt64(row.itemCount) <= UInt64(UInt32.max))
      links.demand((1...PlanTerms.instalmentsMax).contains(Int(row.instalments)))
      links.choice(row.everyByte, of: LoanPeriod.self)
      links.demand(row.flags.isSubset(of: .all))
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a plan is its entry's, that its parts add up to its total, and that what accepted
  /// or ended it is the entry that did so.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for plan in 0..<UInt32(book.plans.count) {
      let row = book.plans[plan]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .plan && entry.subject == plan && !entry.isAcceptance
          && entry.effective == row.made && entry.account == row.account,
        "plan \(row.entry): its entry")
      let parts = row.terms.parts
      demand(
        parts.allSatisfy { $0.amount > .zero && $0.due >= row.made }
          && parts.reduce(.zero) { $0 + $1.amount } == row.total
          && zip(parts, parts.dropFirst()).allSatisfy { $0.due <= $1.due }
          && (row.isSettlement ? row.open > row.total : row.open == row.total),
        "plan \(row.entry): its terms")
      if let earlier = row.replaces {
        demand(
          book.plan(madeBy: earlier).map { book.plans[$0].endedBy == row.entry } ?? false,
          "plan \(row.entry): what it replaces")
      }
      demand(isAcceptance(of: plan, in: book), "plan \(row.entry): its acceptance")
      demand(isEnd(of: plan, in: book), "plan \(row.entry): its end")
    }
    Book.checkChain(book.plans, book, demand) { $1.account }
  }

  private static func isAcceptance(of plan: UInt32, in book: borrowing Book) -> Bool {
    let row = book.plans[plan]
    if row.acceptedWord == 0 { return row.accepted == never }
    let entry = book.entries[Int(row.acceptedWord) - 1]
    return entry.kind == .plan && entry.isAcceptance && entry.subject == plan
      && entry.effective == row.accepted && row.acceptBy != nil
  }

  private static func isEnd(of plan: UInt32, in book: borrowing Book) -> Bool {
    let row = book.plans[plan]
    if row.endedBy == 0 { return row.ended == never }
    let end = book.entries[Int(row.endedBy) - 1]
    let isEnd =
      end.kind == .end
      ? EntryNumber(end.subject) == row.entry
      : end.kind == .plan && book.plans[end.subject].replaces == row.entry
    return isEnd && end.effective == row.ended
  }
}

/// An item that a plan is for.
public struct PlanItemRow: ItemShareRow {
  /// How much of it was open.
  public internal(set) var amount: Money
  /// The plan's row.
  var plan: UInt32
  /// The item's row.
  public internal(set) var item: UInt32

  var owner: UInt32 { plan }
}

/// The items that plans are for, in the order of the plans.
enum PlanItemTable: ItemShareTable {
  typealias Row = PlanItemRow
  static var section: Section { Section(61, "items of plans") }
  static var owners: Section { PlanTable.section }

  /// Checks that each is of the plan that names it, on the plan's account, and was there before it.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.planItems.count) {
      let row = book.planItems[place]
      let plan = book.plans[row.plan]
      demand(
        plan.firstItem <= place && place - plan.firstItem < plan.itemCount
          && book.itemAccount[row.item] == plan.account && row.amount > .zero
          && book.items[row.item].entry < plan.entry, "plan \(plan.entry): its items")
    }
  }
}

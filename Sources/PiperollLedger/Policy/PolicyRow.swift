/// One setting of a policy.
public struct PolicyRow: BitwiseCopyable, Sendable {
  var number: Int64
  var text: TextReference
  var entryWord: UInt32
  /// The day from which it applies.
  public internal(set) var effective: Day
  var policyByte: UInt8
  var scopeByte: UInt8
  /// The currency of an amount; 0 if the value is no amount.
  var currencyByte: UInt8
  /// 1 if it has a value, 0 if it removes the value.
  var isSetByte: UInt8
  var unused: UInt32 = 0

  /// The entry that set it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The policy that was set.
  public var policy: Policy { Policy(code: policyByte)! }
  /// For whom it was set.
  public var scope: PolicyScope { PolicyScope(code: scopeByte, of: policy.scopes)! }
  /// The currency of an amount; nil if the value is no amount.
  public var currency: Currency? {
    policy.type == .money ? Currency(index: currencyByte) : nil
  }
}

/// Every setting of a policy, in the order of recording.
enum PolicyTable: BookTable {
  typealias Row = PolicyRow
  static var section: Section { Section(26, "policies") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.text(row.text)
      links.day(row.effective)
      links.entry(row.entry)
      guard let policy = Policy(code: row.policyByte) else {
        links.demand(false)
        continue
      }
      links.demand(PolicyScope(code: row.scopeByte, of: policy.scopes) != nil)
      links.demand(row.isSetByte <= 1)
      links.demand(policy.type == .money || row.currencyByte == 0)
      links.demand(Int(row.currencyByte) < Currency.codes.count)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a policy was set by its entry, that it applies from that entry's date, and that it
  /// is found by its code.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.policies.count) {
      let row = book.policies[place]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .policy && entry.subject == place && entry.effective == row.effective,
        "policy of entry \(row.entry): its entry")
      demand(
        book.rows(of: row.policy).contains(place), "policy of entry \(row.entry): its code")
    }
  }
}

public import PiperollLedger
public import PiperollWire

/// REPORT AUDIT: what it declares. The server answers it.
public enum ReportAudit {
  /// Rows of one reply: a worker has them in a tenth of a second.
  public static let rowsMax = 10_000

  static let spec = CommandSpec(
    "REPORT AUDIT",
    "The audit trail: who logged in, who was refused, what was changed, and who saw whom.",
    role: .auditor,
    parameters: [
      Parameter("from", .date, .defaulted("the first record"), help: "the first day"),
      Parameter("to", .date, .defaulted("today"), help: "the last day"),
      Parameter("user", .user, .defaulted("all"), help: "only what this user did"),
      Parameter(
        "account", .identifier, .defaulted("all"), help: "only what is about this account"),
      Parameter("what", .choice(AuditWhat.words), .defaulted("all"), help: "only these records"),
      Parameter(
        "data", .choice(Sight.words), .defaulted("all"), help: "only what showed this of people"),
      Parameter(
        "limit", .count(1...rowsMax), .defaulted("\(rowsMax)"), help: "how many rows at the most"),
      Parameter(
        "start", .entry, .defaulted("the first of them"),
        help: "begin with this record, as `next=` of the reply before says"),
      Parameter(
        "head", .flag, .defaulted("no"),
        help: "yes: only the last record's sequence and its seal, to be kept elsewhere"),
    ],
    example: "REPORT AUDIT user=maria from=2026-11-01 to=2026-11-30",
    fields: [
      FieldSpec("last", "the sequence of the last record on the disk"),
      FieldSpec("seal", "its seal, which `piperolld verify DIR --audit-head` takes as last:seal"),
      FieldSpec("chain", "`ok`, or `damaged`: `piperolld verify` says where"),
      FieldSpec("next", "the record with which the rest begins, if there is more"), .rows,
    ],
    sections: [audit], codes: [.data, .ok], effect: .session(.reportAudit))

  /// The records.
  public static let audit = SectionSpec(
    "audit", .rows,
    [
      ColumnSpec("sequence", .count), ColumnSpec("time"), ColumnSpec("user"),
      ColumnSpec("address"), ColumnSpec("session", .count), ColumnSpec("what"), ColumnSpec("data"),
      ColumnSpec("target"), ColumnSpec("code", .count), ColumnSpec("rows", .count),
      ColumnSpec("said"), ColumnSpec("before"), ColumnSpec("after"),
    ])

  /// Which records are asked for.
  public struct Filter: Sendable {
    /// UTC, milliseconds since 1970.
    public var from = Int64.min
    public var to = Int64.max
    public var user: String?
    public var account: String?
    public var what: String?
    public var data: String?
    public var limit = rowsMax
    public var start: UInt64 = 0
  }
}

extension Arguments {
  /// What a request REPORT AUDIT asks for.
  public func auditFilter(in book: borrowing Book) throws(Failure) -> ReportAudit.Filter {
    var filter = ReportAudit.Filter()
    if let day = try date("from") { filter.from = book.end(ofDeskDay: day.advanced(days: -1)) + 1 }
    if let day = try date("to") { filter.to = book.end(ofDeskDay: day) }
    if filter.from > filter.to { throw bad("from", "a day up to that of to=") }
    filter.user = text("user")
    if has("account") { filter.account = try identifier("account") }
    filter.what = try auditWord("what", of: AuditWhat.words)
    filter.data = try auditWord("data", of: Sight.words)
    filter.limit = try count("limit", in: 1...ReportAudit.rowsMax) ?? filter.limit
    if has("start") { filter.start = try entry("start") }
    return filter
  }

  private func auditWord(
    _ name: StaticString, of words: [String]
  ) throws(Failure) -> String? {
    guard let word = text(name)?.lowercased() else { return nil }
    guard words.contains(word) else { throw bad(name, "one of \(words.joined(separator: " "))") }
    return word
  }

  /// Whether only the last record and its seal are asked for.
  public func isAuditHead() throws(Failure) -> Bool { try flag("head") }

  /// The first moment that ADMIN DROP-AUDIT keeps, in milliseconds since 1970. It must be so far
  /// back as the policy `audit-days` says.
  public func auditKept(in book: borrowing Book, today: Day) throws(Failure) -> Int64 {
    let day = try date("before") ?? today
    let days = book.days(of: .auditDays, on: today)
    let latest = today.advanced(days: -days)
    guard day <= latest else {
      throw bad("before", "\(latest.text) or earlier: audit-days is \(days)")
    }
    return book.end(ofDeskDay: day.advanced(days: -1)) + 1
  }
}

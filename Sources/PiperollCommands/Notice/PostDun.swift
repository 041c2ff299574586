import PiperollLedger
import PiperollWire

enum PostDun {
  static let spec = CommandSpec(
    "POST DUN",
    "Sends the letters that are due: one for each account on which something past due has come to"
      + " its next level (policy dunning-levels). Each is recorded by itself, so a run that is"
      + " repeated sends nothing twice.",
    role: .operator,
    parameters: [
      Parameter(
        "account", .identifier, .defaulted("all accounts"), .positional, "the one account"),
      .filter, .dry, .memo,
    ],
    example: "POST DUN dry=yes where=\"kind = trade\"",
    fields: [
      FieldSpec("dry", "yes: nothing was recorded"), FieldSpec("date", "the day of the letters"),
      .rows, FieldSpec("letters", "how many letters there are"),
      FieldSpec("skipped", "how many accounts have something due and get no letter"),
    ],
    sections: [letters, skipped, totals],
    codes: [.data, .ok, .notFound, .readOnly], effect: .session(.dun))

  static let letters = SectionSpec(
    "letters", .rows,
    [ColumnSpec("account"), ColumnSpec("name")] + SectionSpec.noticeColumns + [
      ColumnSpec("entry", .count)
    ],
    screen: ScreenLayout([
      "account", "name", "level", "channel", "template", "currency", "pay-now", "fee",
      .ifRoom("entry"), .ifRoom("items"),
    ]))
  static let skipped = SectionSpec(
    "skipped", .rows,
    [ColumnSpec("account"), ColumnSpec("why"), ColumnSpec("rule"), ColumnSpec("text")])
  static let totals = SectionSpec(
    "totals", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("letters", .count), ColumnSpec("fees", .money),
      ColumnSpec("pay-now", .money),
    ])
}

extension SectionSpec {
  /// What is shown of a notice wherever notices are listed.
  static let noticeColumns = [
    ColumnSpec("level", .count), ColumnSpec("channel"), ColumnSpec("template"),
    ColumnSpec("items", .count), ColumnSpec("currency"), ColumnSpec("pay-now", .money),
    ColumnSpec("fee", .money),
  ]
}

extension ReplyWriter {
  /// The cells of `SectionSpec.noticeColumns`.
  mutating func cells(of row: NoticeRow, in currency: Currency) {
    cell(Int(row.level))
    cell(row.channel.word)
    cell(row.template.word)
    cell(row.partsCount)
    cell(currency.code)
    cell(row.payNow, currency)
    cell(row.fee, currency)
  }
}

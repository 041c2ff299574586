/// A name that a template may use.
public struct LetterField: Sendable {
  /// What stands behind a name.
  public enum Form: Sendable {
    case text
    /// Yes or no.
    case flag
    /// Several texts, one behind the other.
    case texts
    /// Something with names of its own; it may be missing.
    case record([LetterField])
    /// Several of these.
    case records([LetterField])
  }

  /// The name, without what it stands in.
  public let name: String
  /// What stands behind it.
  public let form: Form
}

extension LetterField {
  /// All names, as `Protocol/Letters.md` tells of them. A letter has each of them, if only empty:
  /// one that were missing in a section would be looked for outside of it.
  public static let all: [LetterField] =
    [
      LetterField(name: "letter", form: .record(texts("date level entry"))),
      LetterField(
        name: "desk", form: .record(texts("name phone hours email site") + [lines("address")])),
      LetterField(name: "debtor", form: .record(texts("name") + [lines("address")])),
      LetterField(name: "account", form: .record(texts("id masked"))),
      LetterField(
        name: "items",
        form: .records(texts("number date due days amount open disputed level"))),
      LetterField(name: "promise", form: .record(texts("entry amount due made counted missing"))),
      LetterField(
        name: "plan",
        form: .record(texts("entry made total rest behind next_due next_amount") + [parts])),
      LetterField(
        name: "settlement",
        form: .record(texts("entry made total open discount percent accept_by") + [parts])),
      LetterField(
        name: "payment", form: .record(texts("entry date amount method returned reason fee"))),
      LetterField(
        name: "dispute",
        form: .record(
          texts("entry date reason outcome credited")
            + [LetterField(name: "items", form: .records(texts("number amount open")))])),
      LetterField(
        name: "validation",
        form: .record(
          texts("itemized then interest fees payments credits now end creditor_then"))),
      LetterField(name: "by_email", form: .flag),
    ]
    + texts(
      "creditor past_due not_due unapplied balance fee pay_now currency must opt_out")

  private static func texts(_ names: String) -> [LetterField] {
    names.split(separator: " ").map { LetterField(name: String($0), form: .text) }
  }

  private static func lines(_ name: String) -> LetterField { LetterField(name: name, form: .texts) }

  /// What is due when, of a plan or a settlement.
  private static let parts = LetterField(name: "instalments", form: .records(texts("date amount")))
}

import PiperollWire

// The keys of replies that several commands share.
extension FieldSpec {
  static let entry = FieldSpec("entry", "the number of the entry that recorded it")
  static let accountField = FieldSpec("account", "the account's id")
  static let amountField = FieldSpec("amount", "the amount")
  static let applied = FieldSpec("applied", "how much of it is set against invoices")
  static let unapplied = FieldSpec("unapplied", "how much of it is left over as credit")
  static let balance = FieldSpec("balance", "the account's balance after it")
  static let rows = FieldSpec("rows", "on the block's last line: its rows in all sections")
  static let asOf = FieldSpec("as-of", "the day whose end is shown")
}

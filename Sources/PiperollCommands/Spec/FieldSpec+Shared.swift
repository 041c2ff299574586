import PiperollWire

// Keys of status lines that several commands share.
extension FieldSpec {
  static let entry = FieldSpec("entry", "the number of the entry that recorded it")
  static let accountField = FieldSpec("account", "the account's id")
  static let amountField = FieldSpec("amount", "the amount")
  static let item = FieldSpec("item", "the number of the item that it made")
  static let due = FieldSpec("due", "when it is to be paid")
  static let effect = FieldSpec("effect", "by how much it changes the balance")
  static let second = FieldSpec("to", "the account that the credit goes to")
  static let secondBalance = FieldSpec("to-balance", "that account's balance after it")
  static let applied = FieldSpec("applied", "how much of it is set against items")
  static let unapplied = FieldSpec("unapplied", "how much of it is left over as credit")
  static let held = FieldSpec("held", "how much of that is unapplied because items are on hold")
  static let interest = FieldSpec(
    "interest", "on a loan: the entry that charged the interest up to its day, ahead of it")
  static let interestAmount = FieldSpec("interest-amount", "that interest")
  static let hold = FieldSpec("hold", "what kind of hold")
  static let overLimit = FieldSpec(
    "over-limit", "by how much the account owes more than its credit limit after it")
  static let secondOverLimit = FieldSpec(
    "to-over-limit", "by how much that account owes more than its credit limit after it")
  static let balance = FieldSpec("balance", "the account's balance after it")
  static let revisionField = FieldSpec(
    "rev", "the account's revision, the number of its last entry: a write can ask for it with if=")
  static let nothing = FieldSpec("nothing", "yes: there was nothing to record")
  static let sameCheck = FieldSpec(
    "same-check", "the entry of an earlier payment of the account with that check's number")
  static let why = FieldSpec("why", "why there was nothing to record")
  static let recoverable = FieldSpec(
    "recoverable", "what of it is left to recover, if anything was written off")
  static let state = FieldSpec(
    "state", "what has become of a request that needed an approval: pending or approved")
  static let rows = FieldSpec(
    "rows", "on the block's last line: how many rows it has in all its sections")
  static let asOf = FieldSpec("as-of", "the day at whose end the book is shown")
}

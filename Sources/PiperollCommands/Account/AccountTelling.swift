extension Telling {
  static let account = Telling(
    "an account", fields: [], write: { _, _, _ in }, detail: { _, _ in "" },
    amount: { _, _ in nil })
}

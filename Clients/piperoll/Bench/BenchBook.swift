/// The commands of a book for measuring: accounts `A-0000000` and up, each with a telephone number
/// and so many invoices over a year and a half, so that every bucket of an aging has some.
struct BenchBook {
  let accounts: Int
  let items: Int

  /// The telephone numbers there are with area code 212: the last seven digits begin with 2 to 9.
  /// In a larger book numbers are shared.
  static let phones: UInt64 = 8_000_000

  private static let kinds: [StaticString] = ["trade", "consumer", "patient", "loan"]

  /// The last seven digits of an account's telephone number.
  static func phone(of account: UInt64) -> UInt64 { 2_000_000 + account % phones }

  func print() {
    var lines = LinePrinter()
    for account in 0..<UInt64(accounts) {
      write(account, to: &lines.text)
      guard lines.lineEnded() else { return }
    }
    _ = lines.flush()
  }

  /// Adds the commands of one account.
  func write(_ account: UInt64, to text: inout TextBuffer) {
    text.put("POST ACCOUNT A-")
    text.put(account, digits: 7)
    text.put(" kind=")
    text.put(Self.kinds[Int(account % 4)])
    text.put(" name=\"Account ")
    text.put(account, digits: 7)
    text.put("\" collector=c")
    text.put(account % 10)
    text.put(" portfolio=p")
    text.put(account % 7)
    text.put("\nPOST CONTACT A-")
    text.put(account, digits: 7)
    text.put(" role=debtor name=\"Debtor ")
    text.put(account, digits: 7)
    text.put("\" phone=+1212")
    text.put(Self.phone(of: account), digits: 7)
    text.put("\n")
    for item in 0..<UInt64(items) { write(account, item, to: &text) }
  }

  private func write(_ account: UInt64, _ item: UInt64, to text: inout TextBuffer) {
    text.put("POST INVOICE A-")
    text.put(account, digits: 7)
    text.put(" I-")
    text.put(account, digits: 7)
    text.put("-")
    text.put(item)
    text.put(" ")
    text.put(10 + (account &* 31 &+ item &* 17) % 990)
    text.put(".50 date=-")
    text.put((item * 97 + account % 89) % 540)
    text.put("d\n")
  }
}

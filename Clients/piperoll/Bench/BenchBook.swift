import Glibc

/// The commands of a book for measuring: accounts `A-0000000` and up, each with a telephone number
/// and so many invoices over a year and a half, so that every bucket of an aging has some.
struct BenchBook {
  let accounts: Int
  let items: Int

  /// Kept until so much is there, because a write a line would be most of the work.
  private static let writeBytes = 1 << 20

  /// The last seven digits of an account's telephone number; a North American exchange begins with
  /// 2 to 9.
  static func phone(of account: UInt64) -> UInt64 { 2_000_000 + account % 8_000_000 }

  func print() {
    var bytes: [UInt8] = []
    for account in 0..<accounts {
      write(account: UInt64(account), to: &bytes)
      if bytes.count >= Self.writeBytes { flush(&bytes) }
    }
    flush(&bytes)
  }

  private func write(account: UInt64, to bytes: inout [UInt8]) {
    let kinds = ["trade", "consumer", "patient", "loan"]
    func key() { append(account, digits: 7, to: &bytes) }
    func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
    put("POST ACCOUNT A-")
    key()
    put(" kind=\(kinds[Int(account % 4)]) name=\"Account ")
    key()
    put("\" collector=c\(account % 10) portfolio=p\(account % 7)\n")
    put("POST CONTACT A-")
    key()
    put(" role=debtor name=\"Debtor ")
    key()
    put("\" phone=+1212")
    append(Self.phone(of: account), digits: 7, to: &bytes)
    put("\n")
    for item in 0..<items {
      put("POST INVOICE A-")
      key()
      put(" I-")
      key()
      put("-\(item) ")
      append(10 + (account &* 31 &+ UInt64(item) &* 17) % 990, digits: 1, to: &bytes)
      put(".50 date=-\((item * 97 + Int(account % 89)) % 540)d\n")
    }
  }

  private func flush(_ bytes: inout [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let wrote = bytes.withUnsafeBytes {
        Glibc.write(1, $0.baseAddress! + sent, bytes.count - sent)
      }
      guard wrote > 0 else { return }
      sent += wrote
    }
    bytes.removeAll(keepingCapacity: true)
  }
}

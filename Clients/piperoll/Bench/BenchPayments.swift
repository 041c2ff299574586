/// A file of payments of 1.00 on the accounts of a book, the same for the same seed, and each with
/// a ref that tells seeds apart.
struct BenchPayments {
  let count: Int
  let keys: Int
  let seed: UInt64
  /// One account after the other instead of random ones.
  let inOrder: Bool

  func print() {
    var lines = LinePrinter()
    var random = RandomKeys(keys: keys, seed: seed)
    for number in 0..<UInt64(count) {
      write(number, &random, to: &lines.text)
      guard lines.lineEnded() else { return }
    }
    _ = lines.flush()
  }

  /// Adds one payment.
  func write(_ number: UInt64, _ random: inout RandomKeys, to text: inout TextBuffer) {
    text.put("POST PAYMENT A-")
    text.put(inOrder ? number % random.keys : random.next(), digits: 7)
    text.put(" 1.00 ref=p")
    text.put(seed)
    text.put("-")
    text.put(number)
    text.put("\n")
  }
}

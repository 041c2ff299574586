import PiperollLedger

/// The tables of a book, as a snapshot has them, past the checksums: they are refused, or make a
/// book that can be used.
final class BookTarget: FuzzTarget {
  static let name = "book"

  init() {}

  func seeds() throws -> [[UInt8]] { [try Desk().book] }

  func run(_ bytes: [UInt8]) -> Bool {
    var source = ByteSource(bytes)
    guard let book = try? Book(from: &source, hashedWith: .stable) else { return true }
    _ = book.violations()
    var again = ByteSource(encoded(book))
    do {
      let second = try Book(from: &again, hashedWith: .stable)
      if second.stateHash() != book.stateHash() { fail("it comes to another state") }
    } catch {
      fail("it cannot be read again: \(error)")
    }
    return true
  }
}

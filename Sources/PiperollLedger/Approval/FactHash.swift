/// A hash of facts' bytes, by which what is approved is known to be what was asked for.
///
/// It tells what another state of the book makes of the same request; nobody chooses the bytes, for
/// they are decided anew from the request, which stands beside it.
public struct FactHash: BitwiseCopyable, Equatable, Sendable {
  let low: UInt64
  let high: UInt64

  init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

  /// The hash of facts that would be recorded from an entry's number on. Numbers of items that are
  /// made from it are left out: what is approved later gets a later one.
  public init(_ facts: [Fact], from number: EntryNumber) {
    var bytes: [UInt8] = []
    for (place, fact) in facts.enumerated() {
      fact.unnumbered(number + EntryNumber(place)).encode(to: &bytes)
    }
    var hash = StateHash()
    bytes.withUnsafeBytes { hash.write($0) }
    (low, high) = hash.words
  }
}

/// Whether a number of an item was made from its entry's: `C-71`, `C-71.2`.
func isNumber(_ number: String, madeFrom entry: EntryNumber) -> Bool {
  let parts = number.split(separator: "-", maxSplits: 1)
  return parts.count == 2 && parts[0].utf8.count == 1
    && (parts[1] == "\(entry)" || parts[1].hasPrefix("\(entry)."))
}

/// A hash of the bytes of facts. It shows whether an approved request still makes the facts that
/// were asked for.
///
/// The same request makes other facts if the book has changed since. The hash need not resist an
/// attacker: nobody chooses the bytes, for they are decided anew from the stored request.
public struct FactHash: BitwiseCopyable, Equatable, Sendable {
  let low: UInt64
  let high: UInt64

  init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

  /// The hash of facts that would be recorded from an entry number on. It leaves out item numbers
  /// that are made from the entry's number, because the approved entry gets a later number.
  public init(_ facts: [Fact], from number: EntryNumber) {
    var bytes: [UInt8] = []
    for (place, fact) in facts.enumerated() {
      fact.unnumbered(number + EntryNumber(place)).relative(to: number).encode(to: &bytes)
    }
    var hash = StateHash()
    bytes.withUnsafeBytes { hash.write($0) }
    (low, high) = hash.words
  }
}

extension Fact {
  /// The fact with the entries of its own request named by their places, from 1, and not by their
  /// numbers. Such an entry is interest that was charged ahead of a credit.
  fileprivate func relative(to first: EntryNumber) -> Fact {
    guard case .creditTaken(var fact) = self else { return self }
    for place in fact.applications.indices where fact.applications[place].invoice >= first {
      fact.applications[place].invoice -= first - 1
    }
    return .creditTaken(fact)
  }
}

/// Whether an item's number was made from the number of its entry: `C-71`, `C-71.2`.
func isNumber(_ number: String, madeFrom entry: EntryNumber) -> Bool {
  let parts = number.split(separator: "-", maxSplits: 1)
  return parts.count == 2 && parts[0].utf8.count == 1
    && (parts[1] == "\(entry)" || parts[1].hasPrefix("\(entry)."))
}

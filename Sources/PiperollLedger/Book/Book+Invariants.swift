/// A sum that does not hold, in words.
public struct Violation: Equatable, Sendable, CustomStringConvertible {
  public let description: String
}

/// Takes what must hold, and the words for it where it does not.
typealias Demand = (Bool, @autoclosure () -> String) -> Void

extension Book {
  /// Recomputes what can be computed in a second way and says what differs: empty for a sound book.
  /// Every pass is over the whole book; it is for VERIFY, tests and recovery, not for each entry.
  public func violations() -> [Violation] {
    var gathered = TableChecks()
    var none = Book()
    Self.forEachTable(of: self, &none, &gathered)
    var found: [Violation] = []
    func demand(_ holds: Bool, _ words: @autoclosure () -> String) {
      if !holds { found.append(Violation(description: words())) }
    }
    for check in gathered.checks { check(self, demand) }
    return found
  }
}

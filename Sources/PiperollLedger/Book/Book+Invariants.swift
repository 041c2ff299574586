/// A check of the book that failed, in words.
public struct Violation: Equatable, Sendable, CustomStringConvertible {
  public let description: String
}

/// A function that takes a condition which must hold, and the words to report if it does not.
typealias Demand = (Bool, @autoclosure () -> String) -> Void

extension Book {
  /// Recomputes whatever can be computed in a second way, and returns what differs: empty for a
  /// sound book. Each check reads the whole book. It is for REPORT VERIFY, tests and recovery, not
  /// for each entry.
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

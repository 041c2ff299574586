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
    var checks = BookChecks(self)
    while checks.runNext(on: self) {}
    return checks.found
  }
}

/// The checks of a book, to be made one after another: each reads a large part of it.
public struct BookChecks {
  private var gathered = TableChecks()
  private var done = 0
  /// What did not hold so far.
  public private(set) var found: [Violation] = []

  /// The checks of a book. It must be that book which they are then made on.
  public init(_ book: borrowing Book) {
    var none = Book()
    Book.forEachTable(of: book, &none, &gathered)
  }

  /// Makes the next check; false where there is none.
  public mutating func runNext(on book: borrowing Book) -> Bool {
    guard done < gathered.checks.count else { return false }
    let check = gathered.checks[done]
    done += 1
    check(book) { holds, words in
      if !holds { found.append(Violation(description: words())) }
    }
    return true
  }
}

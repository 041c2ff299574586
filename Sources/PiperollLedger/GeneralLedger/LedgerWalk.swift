/// Goes through the entries that move money, some at a time, in the order of recording.
public struct LedgerWalk {
  private let selection: Selection?
  /// The only account whose lines are given, and its entries; nil: all accounts.
  private let account: UInt32?
  private let numbers: [EntryNumber]
  /// The last entry of the book.
  private let sequence: EntryNumber
  /// How many entries have been looked at.
  private var done = 0
  /// The next application. They stand in the order of their entries, so none has to be searched
  /// for.
  private var next: UInt32 = 0
  private var lines: [LedgerLine] = []

  /// - Parameter account: the only account whose lines to give; nil for all.
  /// - Parameter selection: the accounts whose lines to give; nil for all.
  public init(_ book: borrowing Book, of account: UInt32?, in selection: Selection? = nil) {
    self.selection = selection
    self.account = account
    sequence = book.sequence
    if let account, selection?[account] ?? true {
      numbers = book.entryNumbers(of: account)
    } else {
      numbers = []
    }
  }

  private var count: Int { account == nil ? Int(sequence) : numbers.count }
  /// Whether all entries have been looked at.
  public var isDone: Bool { done == count }

  /// Calls the body for those of the next entries that move money, with their lines.
  /// - Parameter some: how many entries to look at.
  public mutating func advance(
    _ book: borrowing Book, by some: Int, _ body: (EntryNumber, [LedgerLine]) -> Void
  ) {
    for place in done..<min(done + some, count) {
      if let account {
        let lines = book.lines(of: numbers[place]).filter { $0.account == account }
        if !lines.isEmpty { body(numbers[place], lines) }
      } else {
        let number = EntryNumber(place + 1)
        gather(number, book)
        if !lines.isEmpty { body(number, lines) }
      }
    }
    done = min(done + some, count)
  }

  private mutating func gather(_ number: EntryNumber, _ book: borrowing Book) {
    lines.removeAll(keepingCapacity: true)
    for line in book.documentLines(of: number) { add(line) }
    while next < book.applications.count, book.applications[next].entry == number {
      add(book.line(ofApplication: next))
      next += 1
    }
  }

  private mutating func add(_ line: LedgerLine) {
    if selection?[line.account] ?? true { lines.append(line) }
  }
}

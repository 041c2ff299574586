/// The reversals of a period.
public struct Reversals: Sendable {
  /// How a reversal changed an account. The reversal of a transfer has two lines.
  public struct Line: BitwiseCopyable, Sendable {
    /// The reversing entry.
    public let entry: EntryNumber
    /// The account's row.
    public let account: UInt32
    /// What it did to the account's balance.
    public let effect: Money
  }

  /// The lines, in the order of recording.
  public private(set) var lines: [Line] = []
  /// The proof that these effects are what the ledger's lines add up to.
  public private(set) var proofs: [Proof]

  /// - Parameter selection: the accounts that the report is about; nil: all.
  public init(_ book: borrowing Book, from first: Day, to last: Day, of selection: Selection?) {
    proofs = book.proofs(book.reversed(from: first, to: last))
    for place in 0..<book.entries.count {
      let row = book.entries[place]
      guard row.kind == .reverse, first <= row.effective, row.effective <= last else { continue }
      let number = EntryNumber(place + 1)
      add(Line(entry: number, account: row.account, effect: row.effect), book, selection)
      if let leg = book.secondLeg(of: number) {
        let leg = book.legs[leg]
        add(Line(entry: number, account: leg.account, effect: leg.effect), book, selection)
      }
    }
  }

  private mutating func add(_ line: Line, _ book: borrowing Book, _ selection: Selection?) {
    let isShown = selection?[line.account] ?? true
    proofs.add(line.effect, book.accounts[line.account].currency, isShown: isShown)
    if isShown { lines.append(line) }
  }
}

/// What was undone in a period.
public struct Reversals: Sendable {
  /// The reversing entries, in the order of recording.
  public private(set) var entries: [EntryNumber] = []
  /// What they did to balances, against what the reversed entries had done.
  public private(set) var proofs: [Proof]

  /// - Parameter selection: the accounts that the report is about; nil: all.
  public init(_ book: borrowing Book, from first: Day, to last: Day, of selection: Selection?) {
    let control = book.totals(from: first, to: last) { entry in
      entry.kind == .reverse ? -book.entries[Int(entry.subject) - 1].effect : .zero
    }
    proofs = book.proofs(control)
    for place in 0..<book.entries.count {
      let row = book.entries[place]
      guard row.kind == .reverse, first <= row.effective, row.effective <= last else { continue }
      let isShown = selection?[row.account] ?? true
      proofs.add(row.effect, book.accounts[row.account].currency, isShown: isShown)
      if isShown { entries.append(EntryNumber(place + 1)) }
    }
  }
}

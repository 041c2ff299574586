/// What an entry that moved money did to promises.
public struct PromiseTurns: Equatable, Sendable {
  /// Those that are kept because of it.
  public internal(set) var kept: [EntryNumber] = []
  /// Those that were kept, and are not any more.
  public internal(set) var broken: [EntryNumber] = []
}

extension Book {
  /// What an entry did to the promises of its account when it was recorded. It is worked out again
  /// from what was known before it and behind it, so that a repetition is told the same.
  /// - Returns: nil if it did nothing to them.
  func promiseTurns(by number: EntryNumber) -> PromiseTurns? {
    let entry = entries[Int(number) - 1]
    guard entry.hasAccount, has(.promises, entry.account), entry.kind.movesMoney else {
      return nil
    }
    let was = view(known: number - 1).keptPromises(of: entry.account)
    let now = view(known: number).keptPromises(of: entry.account)
    if was == now { return nil }
    return PromiseTurns(
      kept: now.filter { !was.contains($0) }, broken: was.filter { !now.contains($0) })
  }

  private func keptPromises(of account: UInt32) -> [EntryNumber] {
    promises(of: account, asOf: .last).filter { $0.state == .kept }
      .map { promises[$0.promise].entry }
  }
}

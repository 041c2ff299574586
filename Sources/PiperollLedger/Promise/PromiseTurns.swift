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
    guard entry.hasAccount, has(.promises, entry.account) else { return nil }
    let kind = entry.kind
    if kind == .payment || kind == .recovery {
      return promiseTurns(byPayment: number, entry)
    }
    guard kind == .refund || kind == .transfer || kind == .reverse else { return nil }
    return promiseTurns(knownFrom: number, entry.account)
  }

  /// Nearly every payment is asked for as soon as it is recorded: then nothing else is known since,
  /// and what was kept before it is what is kept without it.
  private func promiseTurns(byPayment number: EntryNumber, _ entry: EntryRow) -> PromiseTurns? {
    guard isTimely(entry) else { return nil }
    guard continuation(of: number).upperBound == sequence, let credit = documents(of: number).credit
    else { return promiseTurns(knownFrom: number, entry.account) }
    return PromiseTurns(
      was: keptPromises(of: entry.account, without: credit), now: keptPromises(of: entry.account))
  }

  /// Whether money of an entry's day is in time for some promise of its account.
  private func isTimely(_ entry: EntryRow) -> Bool {
    var isTimely = false
    forEach(promises, of: entry.account) {
      let row = promises[$0]
      if row.made <= entry.effective, entry.effective <= lastDayOfGrace(ofPromise: $0) {
        isTimely = true
      }
    }
    return isTimely
  }

  private func promiseTurns(
    knownFrom number: EntryNumber, _ account: UInt32
  ) -> PromiseTurns? {
    PromiseTurns(
      was: view(known: number - 1).keptPromises(of: account),
      now: view(known: number).keptPromises(of: account))
  }

  private func keptPromises(of account: UInt32, without credit: UInt32? = nil) -> [EntryNumber] {
    promisesAndMoney(of: account, asOf: .last, without: credit).standings
      .filter { $0.state == .kept }.map { promises[$0.promise].entry }
  }
}

extension PromiseTurns {
  /// - Returns: nil if the same were kept before.
  fileprivate init?(was: [EntryNumber], now: [EntryNumber]) {
    if was == now { return nil }
    self.init(
      kept: now.filter { !was.contains($0) }, broken: was.filter { !now.contains($0) })
  }
}

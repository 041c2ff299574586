/// A promise or a plan that broke because a day passed, and not by an entry.
public struct BrokenByDay: Equatable, Sendable {
  /// The entry that made it.
  public let entry: EntryNumber
  /// The row of its account.
  public let account: UInt32
  /// Whether it is a plan or a settlement.
  public let isPlan: Bool
}

extension Book {
  /// What broke because days passed, by its entries: promises whose grace is over, plans of which
  /// another part is missed, settlements that are late.
  /// - Parameter last: a day by whose end all of it was still as it should be.
  public func broken(after last: Day, by day: Day) -> [BrokenByDay] {
    var found: [BrokenByDay] = []
    // No grace is longer, for of seven days in a row three at the most are no work days.
    let earliest = last.advanced(days: -2 * Grace.countMax)
    var accounts = Set<UInt32>()
    for promise in 0..<UInt32(promises.count) {
      let row = promises[promise]
      if row.due >= earliest, row.due < day { accounts.insert(row.account) }
    }
    for account in accounts { addPromises(of: account, after: last, by: day, to: &found) }
    accounts.removeAll()
    for plan in 0..<UInt32(plans.count) { accounts.insert(plans[plan].account) }
    for account in accounts { addPlans(of: account, after: last, by: day, to: &found) }
    let told = entriesBroken(on: Set(found.map(\.account)), after: last)
    return found.filter { !told.contains($0.entry) }.sorted { $0.entry < $1.entry }
  }

  /// The promises and plans that entries have broken since a day was over: who is told of these
  /// entries needs no second word of them.
  private func entriesBroken(on accounts: Set<UInt32>, after last: Day) -> Set<EntryNumber> {
    let dayOver = end(ofDeskDay: last)
    var broken: Set<EntryNumber> = []
    for account in accounts {
      forEachEntry(of: account) { number in
        if entries[Int(number) - 1].recorded <= dayOver { return false }
        let own = self.broken(by: number)
        broken.formUnion(own.promises + own.plans)
        return true
      }
    }
    return broken
  }

  private func addPromises(
    of account: UInt32, after last: Day, by day: Day, to found: inout [BrokenByDay]
  ) {
    let before = promises(of: account, asOf: last)
    for now in promises(of: account, asOf: day)
    where now.state == .partial || now.state == .broken {
      // One that was kept, and is not any more, an entry has broken.
      guard let was = before.first(where: { $0.promise == now.promise }), was.state.isOpen else {
        continue
      }
      found.append(
        BrokenByDay(entry: promises[now.promise].entry, account: account, isPlan: false))
    }
  }

  private func addPlans(
    of account: UInt32, after last: Day, by day: Day, to found: inout [BrokenByDay]
  ) {
    let before = plans(of: account, asOf: last)
    for now in plans(of: account, asOf: day) {
      guard let was = before.first(where: { $0.plan == now.plan }), now.isWorse(than: was)
      else { continue }
      found.append(BrokenByDay(entry: plans[now.plan].entry, account: account, isPlan: true))
    }
  }
}

extension Book {
  /// What was kept before an entry took money away, and is so no more, by the entries that made it:
  /// promises; plans and settlements.
  public func broken(
    by number: EntryNumber
  ) -> (promises: [EntryNumber], plans: [EntryNumber]) {
    let taking: [EntryKind] = [.reverse, .refund, .transfer, .unapply]
    // What takes no money away breaks nothing.
    guard taking.contains(entries[Int(number) - 1].kind) else { return ([], []) }
    return (promiseTurns(by: number)?.broken ?? [], plansBroken(by: number))
  }

  private func plansBroken(by number: EntryNumber) -> [EntryNumber] {
    let entry = entries[Int(number) - 1]
    guard entry.hasAccount, has(.plans, entry.account) else { return [] }
    let day = max(deskDay(at: entry.recorded), entry.effective)
    let before = view(known: number - 1).plans(of: entry.account, asOf: day)
    let after = view(known: continuation(of: number).upperBound)
      .plans(of: entry.account, asOf: day)
    return after.filter { now in
      before.contains {
        $0.plan == now.plan
          && (now.isWorse(than: $0) || $0.state == .paid && now.state != .paid)
      }
    }.map { plans[$0.plan].entry }
  }
}

extension PlanStanding {
  /// Whether more of it has failed than before.
  fileprivate func isWorse(than was: PlanStanding) -> Bool {
    guard let degree = state.brokenness, let former = was.state.brokenness else { return false }
    return degree > former || degree == 1 && missed > was.missed
  }
}

extension PlanState {
  /// 0 for what is kept, 1 for what is behind, 2 for what has failed; nil for what is over.
  fileprivate var brokenness: Int? {
    switch self {
    case .offered, .accepted, .current, .grace: 0
    case .behind: 1
    case .defaulted, .broken: 2
    case .paid, .ended, .replaced, .lapsed: nil
    }
  }
}

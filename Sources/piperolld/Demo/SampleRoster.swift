/// Which account identifiers the book holds: by kind, in rising order.
struct SampleRoster: IteratorProtocol {
  struct Place {
    let kind: SampleDebtor.Kind
    let number: Int

    var id: String {
      switch kind {
      case .trade: "T-\(number)"
      case .consumer: "C-\(number)"
      case .patient: "P-\(number)"
      case .loan: "L-\(number)"
      }
    }
  }

  /// A kind's share of the accounts in percent, its first number, and the number that must exist.
  private struct Share {
    let percent: Int
    let first: Int
    let wellKnown: Int
  }

  private static let shares: [Share] = [
    Share(percent: 35, first: 1_001, wellKnown: 1_042),
    Share(percent: 30, first: 20_001, wellKnown: 20_417),
    Share(percent: 25, first: 30_001, wellKnown: 30_088),
    Share(percent: 10, first: 4_001, wellKnown: 4_003),
  ]

  private let accounts: Int
  private var kind = 0
  private var index = 0

  init(accounts: Int) {
    self.accounts = accounts
  }

  mutating func next() -> Place? {
    while kind < SampleDebtor.Kind.allCases.count {
      let share = Self.shares[kind]
      let count = max(1, accounts * share.percent / 100)
      if index < count {
        // In a small book the last number of a kind gives way to the well-known one.
        let isLast = index == count - 1
        let number = isLast ? max(share.first + index, share.wellKnown) : share.first + index
        index += 1
        return Place(kind: SampleDebtor.Kind.allCases[kind], number: number)
      }
      kind += 1
      index = 0
    }
    return nil
  }
}

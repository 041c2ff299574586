import PiperollLedger

/// One account of the sample book as the simulation sees it while it plays the year.
struct SampleDebtor {
  enum Kind: Int, CaseIterable {
    case trade, consumer, patient, loan

    var word: String {
      switch self {
      case .trade: "trade"
      case .consumer: "consumer"
      case .patient: "patient"
      case .loan: "loan"
      }
    }
  }

  /// How an account pays; it decides the aging picture.
  enum Behaviour {
    case prompt, slow, verySlow, overpays
    /// Pays like `prompt` up to a day of the year and then no more.
    case stops(onDay: Int)
  }

  /// What is still owed of one invoice. `dueDay` counts from the first day of the book.
  struct Item {
    let invoice: String
    let dueDay: Int
    let amountMinor: Int
    var openMinor: Int
    /// A dispute: what nobody names passes it by.
    var isHeld = false
  }

  /// What a payment or credit did, so that its reversal can undo it.
  struct Applied {
    let item: Int
    let amountMinor: Int
  }

  let id: String
  let kind: Kind
  let name: String
  let behaviour: Behaviour
  let termsDays: Int
  /// The usual amount of one invoice, or the instalment of a loan.
  var usualMinor: Int
  /// A debt collected for somebody else arrives as one balance, not as monthly invoices.
  let isThirdParty: Bool
  /// Where the account is; its telephone number has the area code of the city.
  let city: SampleCity
  /// The number the collectors dial, already quoted for the wire where it holds blanks.
  let dialled: String
  let contactName: String
  var items: [Item] = []
  /// What was lent, where it was.
  var loan: LoanTerms?
  /// Through which day the interest of its loan is charged.
  var chargedDay = 0
  /// They want no more calls, or their number is not theirs.
  var mayNotBeCalled = false
  /// The last day on which the money of an open promise is in time.
  var promisedThrough = -1
  /// What they have paid too much, and nobody has used.
  var unappliedMinor = 0
  /// They pay in parts, as was agreed.
  var isOnPlan = false
  /// The entry that added who owes.
  var contact: UInt64 = 0

  var openMinor: Int {
    var sum = 0
    for item in items { sum += item.openMinor }
    return sum
  }

  /// What may be promised of an item: no more than is owed in all, less what was paid already.
  func promisableMinor(_ item: Int) -> Int {
    min(items[item].openMinor, openMinor - unappliedMinor)
  }

  /// Sets `amountMinor` against the oldest due items first, as the ledger does for a payment
  /// without `apply=`. The rest, if any, is what the ledger shows as unapplied.
  mutating func payOldestFirst(_ amountMinor: Int) -> (applied: [Applied], restMinor: Int) {
    var restMinor = amountMinor
    var applied: [Applied] = []
    // Items are appended in order of their due day: one account has one term of payment.
    for index in items.indices
    where restMinor > 0 && items[index].openMinor > 0 && !items[index].isHeld {
      let share = min(restMinor, items[index].openMinor)
      items[index].openMinor -= share
      restMinor -= share
      applied.append(Applied(item: index, amountMinor: share))
    }
    unappliedMinor += restMinor
    return (applied, restMinor)
  }

  mutating func pay(item index: Int, _ amountMinor: Int) -> [Applied] {
    precondition(amountMinor <= items[index].openMinor)
    items[index].openMinor -= amountMinor
    return [Applied(item: index, amountMinor: amountMinor)]
  }

  mutating func undo(_ applied: [Applied]) {
    for part in applied {
      items[part.item].openMinor += part.amountMinor
    }
  }
}

import PiperollLedger
import TestSupport

/// Plays at random: few accounts, few days, small amounts, so that ties, exact matches, repeated
/// reversals and every refusal come up often.
struct RandomPlay {
  var random: SplitMix64
  let play = Play()

  private let currencies: [String]

  init(seed: UInt64, currencies: [String] = ["USD", "USD", "JPY", "KWD"]) {
    self.currencies = currencies
    random = SplitMix64(seed: seed)
    for number in 0..<4 { openAccount(number) }
  }

  private mutating func openAccount(_ number: Int) {
    play.open(
      Model.Account(
        id: "A-\(number)", kind: ["trade", "consumer", "patient", "loan"][random.below(4)],
        currency: currencies[number % currencies.count],
        collector: ["", "ann", "bob"][random.below(3)],
        portfolio: ["", "p1", "p2"][random.below(3)], client: ["", "c1"][random.below(2)]))
  }

  /// Days that invoices, credits and reversals fall on: seldom in order.
  private mutating func day() -> Int { random.oneIn(3) ? random.below(8) : random.below(200) }

  mutating func step() {
    let account = random.below(play.model.accounts.count)
    switch random.below(20) {
    case 0 where play.model.accounts.count < 8: openAccount(play.model.accounts.count)
    case 0...6: bill(account)
    case 7...10: credit(account)
    case 11...13:
      let credits = play.model.credits
      guard !credits.isEmpty else { return }
      let credit = random.below(credits.count)
      play.apply(credit, on: day(), wishes: wishes(credits[credit].account))
    default: reverse()
    }
  }

  private mutating func bill(_ account: Int) {
    let day = day()
    let due = random.oneIn(12) ? day - 1 : day + [0, 0, 30, random.below(90)][random.below(4)]
    let number = "I-\(random.below(play.model.invoices.count + 4))"
    play.bill(account, number, Int64(random.below(12)) * 25, on: day, due: due)
  }

  private mutating func credit(_ account: Int) {
    play.credit(
      account, isPayment: !random.oneIn(3), Int64(random.below(20)) * 25, on: day(),
      wishes: wishes(account))
  }

  private mutating func wishes(_ account: Int) -> [Model.Wish]? {
    if random.oneIn(3) { return nil }
    let mine = play.model.invoices.filter { $0.account == account }
    guard !mine.isEmpty else { return nil }
    var wishes: [Model.Wish] = []
    for _ in 0...random.below(3) {
      let invoice = mine[random.below(mine.count)]
      let amount = random.oneIn(2) ? nil : Int64(random.below(8)) * 25
      wishes.append((random.oneIn(30) ? "nowhere" : invoice.number, amount))
    }
    return wishes
  }

  private mutating func reverse() {
    let known =
      play.model.invoices.map(\.entry) + play.model.credits.map(\.entry) + play.model.applyDays.keys
    guard !known.isEmpty, !random.oneIn(15) else {
      return play.reverse(UInt64(random.below(Int(play.book.sequence) + 3)), on: day())
    }
    let entry = known.sorted()[random.below(known.count)]
    let first = play.model.effectiveDay(of: entry)!
    // Often close to the original: the days between a document's end and its applications' matter.
    play.reverse(entry, on: random.oneIn(8) ? day() : first + random.below(40))
  }
}

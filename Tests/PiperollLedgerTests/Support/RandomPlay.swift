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
    play.setLateFees()
  }

  /// An item's number; some have every sign that an export could take for its own.
  private static func number(_ number: Int) -> String {
    number % 4 == 0 ? "\(number) #I; a: \"b\" \\ 'c', date:x [2026/1/1]" : "I-\(number)"
  }

  private mutating func openAccount(_ number: Int) {
    play.open(
      Model.Account(
        id: "A-\(number)", kind: ["trade", "consumer", "patient", "loan"][random.below(4)],
        currency: currencies[number % currencies.count],
        collector: ["", "ann", "bob"][random.below(3)],
        portfolio: ["", "p1", "p2"][random.below(3)], client: ["", "c1"][random.below(2)],
        limit: random.oneIn(2) ? nil : Int64(random.below(9)) * 50))
  }

  /// A day for invoices, credits and reversals. They seldom come in order.
  private mutating func day() -> Int { random.oneIn(3) ? random.below(8) : random.below(200) }

  mutating func step() {
    let (owed, last) = (play.owed, play.book.sequence)
    act()
    if play.book.sequence > last { play.demandOverLimits(owing: owed) }
  }

  private mutating func act() {
    let account = random.below(play.model.accounts.count)
    switch random.below(54) {
    case 0 where play.model.accounts.count < 8: openAccount(play.model.accounts.count)
    case 0...6: bill(account)
    case 7...10: credit(account)
    case 11...13:
      guard let credit = anyCredit() else { return }
      play.apply(credit, on: day(), wishes: wishes(play.model.credits[credit].account))
    case 14...25: move(account)
    case 26...27: lend(account)
    case 28: play.rate(account, rate(), on: day())
    case 29...31: interest(account)
    case 32...33: hold(account)
    case 38...44: serve(account)
    case 34:
      play.limit(account, random.oneIn(5) ? nil : Int64(random.below(12)) * 50, on: day())
    case 35...37: play.lateFee(account, on: random.oneIn(2) ? 190 + random.below(20) : day())
    default: reverse()
    }
  }

  private mutating func move(_ account: Int) {
    let amount = Int64(random.below(8)) * 25
    switch random.below(8) {
    case 0: charge(account)
    case 1: play.take(account, .adjustment, amount, on: day(), wishes: wishes(account))
    case 2 where random.oneIn(2):
      play.take(account, .writeOff, amount, on: day(), wishes: wishes(account))
    case 2: play.writeOff(account, on: day(), wishes: wishes(account))
    case 3:
      let accounts = play.model.accounts.indices
      let owing = accounts.first { play.model.writtenOff(of: $0, asOf: .max - 1) > 0 }
      play.recover(owing ?? account, amount, on: day())
    case 4: play.refund(account, amount, from: someCredit(of: account), on: day())
    case 5:
      play.transfer(
        account, to: random.below(play.model.accounts.count), amount,
        from: someCredit(of: account), on: day())
    default: unapply(account)
    }
  }

  private mutating func serve(_ account: Int) {
    let mine = play.model.services.filter { $0.account == account }
    let some = random.oneIn(15) ? play.model.services : mine
    let entries = some.map(\.entry)
    switch random.below(6) {
    case 0, 1: play.service(account, Int64(random.below(6)) * 25, on: day())
    case 2: if let entry = entries.randomElement(using: &random) { play.verify(entry, on: day()) }
    case 3...4:
      let free = random.oneIn(4) ? some : mine.filter { $0.billedBy == nil && $0.voided == .max }
      let chosen = free.shuffled(using: &random).prefix(random.below(3) + 1)
      let amount = chosen.reduce(random.oneIn(9) ? 25 : 0) { $0 + $1.amount }
      document(account, amount, chosen.map(\.entry))
    default:
      let drafts = play.model.drafts.filter { $0.account == account }
      let number = drafts.randomElement(using: &random)?.number ?? "D-0"
      let day = day()
      play.release(
        account, number, on: day, due: random.oneIn(3) ? day + random.below(20) - 1 : nil)
    }
  }

  /// Plays a draft, or an invoice with services and lines.
  private mutating func document(_ account: Int, _ amount: Int64, _ services: [UInt64]) {
    let (day, number) = (day(), Self.number(random.below(play.model.invoices.count + 4)))
    if random.oneIn(2) {
      return play.bill(account, number, amount, on: day, due: day + 9, services: services)
    }
    play.draft(
      account, number, amount, on: day, due: random.oneIn(2) ? nil : day + random.below(30) - 1,
      services: random.oneIn(4) ? [] : services)
  }

  /// Plays a hold or a release. Mostly the kinds that these tests ask for are placed, and holds in
  /// force are released.
  private mutating func hold(_ account: Int) {
    let placed = play.model.holds.filter { $0.released == Int.max || random.oneIn(8) }
    if let hold = placed.randomElement(using: &random), random.oneIn(2) {
      let entry = random.oneIn(12) ? 1 : hold.entry
      return play.release(entry, on: day())
    }
    let kinds: [HoldKind] = [.dispute, .dispute, .bankruptcy, .supervisor, .credit, .cease]
    let mine = play.model.invoices.indices.filter { play.model.invoices[$0].account == account }
    let some = random.oneIn(12) ? Array(play.model.invoices.indices) : mine
    let from = day()
    play.hold(
      account, kinds.randomElement(using: &random)!,
      invoice: random.oneIn(4) ? nil : some.randomElement(using: &random), from: from,
      until: random.oneIn(2) ? nil : from + random.below(60) - 2)
  }

  private mutating func charge(_ account: Int) {
    let kind = (ItemKind.charges + [.adjustment, .interest, .interest]).randomElement(
      using: &random)!
    let (day, number) = (day(), random.oneIn(3) ? Self.number(random.below(20)) : nil)
    play.charge(
      account, kind, number, Int64(random.below(9)) * 25, on: day, due: day + random.below(40) - 1)
  }

  private mutating func interest(_ account: Int) {
    let rated = play.model.rates.map(\.account)
    let account = rated.randomElement(using: &random) ?? account
    let day = random.oneIn(2) ? 190 + random.below(20) : day()
    play.interest(
      account, through: day - [0, 0, 1, 30][random.below(4)], on: day,
      due: day + random.below(12) - 1)
  }

  private mutating func rate() -> InterestRate {
    InterestRate(millionths: [0, 7_250_000, 12_000_000, 999_999_999, 333_333][random.below(5)])
  }

  private mutating func lend(_ account: Int) {
    let loans = play.model.accounts.indices.filter { play.model.accounts[$0].kind == "loan" }
    let account = random.oneIn(5) ? account : loans.randomElement(using: &random) ?? account
    let day = day()
    let terms = LoanTerms(
      principal: Money(minor: Int64(random.below(9)) * 1250), rate: rate(),
      dayCount: random.oneIn(2) ? .actual365 : .thirty360, instalments: 1 + random.below(14),
      firstDue: Play.day(day + random.below(45) - 1),
      every: LoanPeriod.allCases.randomElement(using: &random)!)
    play.lend(account, terms, random.oneIn(3) ? Self.number(random.below(20)) : nil, on: day)
  }

  private mutating func unapply(_ account: Int) {
    let shares = play.model.shares.filter { $0.live > 0 }
    if let share = shares.randomElement(using: &random), random.oneIn(2) {
      let amount = random.oneIn(2) ? nil : max(0, share.live - Int64(random.below(2)) * 25)
      let wish = (play.model.invoices[share.invoice].number, amount)
      let owner = play.model.credits[share.credit]
      let isNamed = Model.unappliable.contains(owner.kind) && random.oneIn(2)
      return play.unapply(
        owner.account, credit: isNamed ? share.credit : nil, on: day(), wishes: [wish])
    }
    let credit = random.oneIn(3) ? nil : someCredit(of: account)
    let wishes = wishes(account)
    if credit == nil, wishes == nil { return }
    play.unapply(account, credit: credit, on: day(), wishes: wishes)
  }

  /// A credit that a request can name, on any account.
  private mutating func anyCredit() -> Int? {
    play.model.credits.isEmpty ? nil : random.below(play.model.credits.count)
  }

  /// A credit to take something out of, mostly one of the account that has something left; nil for
  /// the oldest.
  private mutating func someCredit(of account: Int) -> Int? {
    let named = play.model.credits.indices.filter {
      Model.unappliable.contains(play.model.credits[$0].kind)
    }
    let mine = named.filter { play.model.credits[$0].account == account }
    let some = mine.isEmpty || random.oneIn(15) ? named : mine
    return random.oneIn(3) ? nil : some.randomElement(using: &random)
  }

  private mutating func bill(_ account: Int) {
    let day = day()
    let due = random.oneIn(12) ? day - 1 : day + [0, 0, 30, random.below(90)][random.below(4)]
    let number = Self.number(random.below(play.model.invoices.count + 4))
    play.bill(account, number, Int64(random.below(12)) * 25, on: day, due: due)
  }

  private mutating func credit(_ account: Int) {
    play.take(
      account, random.oneIn(3) ? .memo : .payment, Int64(random.below(20)) * 25, on: day(),
      wishes: wishes(account), exact: random.oneIn(5))
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
      + play.model.services.map(\.entry) + play.model.drafts.map(\.entry)
    guard !known.isEmpty, !random.oneIn(15) else {
      return play.reverse(UInt64(random.below(Int(play.book.sequence) + 3)), on: day())
    }
    // Often one of the last entries, before something else uses what it gave back.
    let entries = random.oneIn(2) ? known.sorted().suffix(5) : known.sorted()[...]
    let entry = entries.randomElement(using: &random)!
    let first = play.model.effectiveDay(of: entry)!
    // Often soon after the original, because the days between a document's end and those of its
    // applications matter.
    play.reverse(
      entry, on: random.oneIn(8) ? day() : first + random.below(40),
      random.oneIn(2) ? .nsf : .chargeback)
  }
}

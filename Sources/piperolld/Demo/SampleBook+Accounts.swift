import PiperollLedger

/// Opening the accounts, with their contacts and telephone numbers.
extension SampleBook {
  /// Writes an account with its contacts and puts the first events of its year on the agenda.
  mutating func open(_ place: SampleRoster.Place) {
    let isScripted = SampleScript.accounts.contains(place.id)
    if isScripted {
      for line in SampleScript.opening(place.id) {
        let day = firstDay.advanced(days: -line.daysAgo)
        write("\(line.head) date=\(day.text)", memo: line.memo)
      }
    }
    let debtor = makeDebtor(place)
    let account = debtors.count
    debtors.append(debtor)
    // A scripted account keeps its slot, so that the draws of the others do not depend on it.
    if isScripted { return }
    let opened = firstDay.advanced(days: -random.pick(1, 2_900)).text
    writeAccount(debtor, opened: opened)
    writeContacts(debtor, account: account, since: opened)
    planYear(account)
  }

  private mutating func makeDebtor(_ place: SampleRoster.Place) -> SampleDebtor {
    let person = personName()
    let kind = place.kind
    let isThirdParty = kind == .consumer && random.chance(permille: 350)
    let phone = nextPhone()
    return SampleDebtor(
      id: place.id, kind: kind, name: kind == .trade ? firmName(debtors.count) : person,
      behaviour: makeBehaviour(kind, isThirdParty: isThirdParty),
      termsDays: terms(kind, isThirdParty: isThirdParty),
      usualMinor: usualAmount(kind, isThirdParty: isThirdParty), isThirdParty: isThirdParty,
      city: phone.city, dialled: SamplePhone.spelled(phone, style: random.pick(0, 5)),
      contactName: person)
  }

  private mutating func makeBehaviour(
    _ kind: SampleDebtor.Kind, isThirdParty: Bool
  ) -> SampleDebtor.Behaviour {
    let draw = random.pick(1, 100)
    let stopDay = random.pick(120, Self.historyDays - 25)
    if isThirdParty { return draw <= 45 ? .verySlow : .stops(onDay: stopDay) }
    switch draw {
    case ...62: return .prompt
    case ...81: return .slow
    case ...90: return .verySlow
    case ...95: return kind == .loan ? .prompt : .overpays
    default: return .stops(onDay: stopDay)
    }
  }

  private mutating func terms(_ kind: SampleDebtor.Kind, isThirdParty: Bool) -> Int {
    switch kind {
    case .trade: [30, 30, 30, 45, 60][random.pick(0, 4)]
    case .consumer: isThirdParty ? 15 : 20
    case .patient: 30
    case .loan: 10
    }
  }

  /// Skewed as real amounts are: many small ones and a few that are ten times larger.
  private mutating func usualAmount(_ kind: SampleDebtor.Kind, isThirdParty: Bool) -> Int {
    let skew = random.pick(1, 100) * random.pick(1, 100)
    switch kind {
    case .trade: return 18_000 + skew * 95
    case .consumer: return isThirdParty ? 14_000 + skew * 22 : 3_200 + skew * 2
    case .patient: return 9_500 + skew * 21
    // Of a loan its terms say.
    case .loan: return 0
    }
  }

  private mutating func writeAccount(_ debtor: SampleDebtor, opened: String) {
    var head = "POST ACCOUNT \(debtor.id) kind=\(debtor.kind.word) name=\"\(debtor.name)\""
    head.append(" terms=\(debtor.termsDays) collector=\(random.choice(SampleWords.collectors))")
    head.append(" portfolio=\(portfolio(debtor))")
    if debtor.kind == .trade {
      let limitDollars = (debtor.usualMinor * 4 / 100 / 500 + 1) * 500
      head.append(" credit-limit=\(moneyText(limitDollars * 100))")
    }
    if debtor.isThirdParty {
      head.append(" client=\(random.choice(SampleWords.clients))")
    }
    head.append(" date=\(opened)")
    write(head)
  }

  private mutating func portfolio(_ debtor: SampleDebtor) -> String {
    switch debtor.kind {
    case .trade: random.chance(permille: 600) ? "trade-east" : "trade-west"
    case .consumer: debtor.isThirdParty ? "agency" : "households"
    case .patient: random.chance(permille: 700) ? "clinic" : "hospital"
    case .loan: random.chance(permille: 650) ? "auto-loans" : "personal-loans"
    }
  }

  private mutating func personName() -> String {
    random.choice(SampleWords.givenNames) + " " + random.choice(SampleWords.familyNames)
  }

  /// The `index`th firm. Names and trades are walked in a stride that is prime to the number of
  /// their pairs, so that no two firms of one book are called the same before all pairs are used.
  private func firmName(_ index: Int) -> String {
    let names = SampleWords.firmNames
    let trades = SampleWords.firmTrades
    let pair = index * 997 % (names.count * trades.count)
    return names[pair % names.count] + " " + trades[pair / names.count]
  }
}

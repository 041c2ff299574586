/// What keeps an item or an account from being worked on, and its end.
extension SampleBook {
  /// They say that an invoice is wrong: nobody asks for it until that is settled.
  mutating func dispute(_ account: Int, item: Int, on day: Int) {
    let debtor = debtors[account]
    let (reason, said) = random.choice(SamplePhrases.disputes)
    let text = phrase(said, debtor, item: item)
    let invoice = debtor.items[item].invoice
    // Some clerks only place a hold.
    if debtor.items[item].openMinor > 0, (account + day) % 5 < 3 {
      let entry = write(
        "POST DISPUTE \(debtor.id) \(reason) items=\(invoice) date=\(isoByDay[day])", memo: text)
      debtors[account].items[item].isHeld = true
      return plan(
        .resolve(account: account, item: item, entry: entry), on: day + random.pick(12, 60))
    }
    let entry = write(
      "POST HOLD \(debtor.id) dispute item=\(invoice) from=\(isoByDay[day])"
        + " source=phone", memo: text)
    debtors[account].items[item].isHeld = true
    plan(.release(account: account, item: item, entry: entry), on: day + random.pick(12, 60))
  }

  /// It is settled: half of them are right in part, and then pay the rest.
  mutating func release(_ account: Int, item: Int, entry: UInt64, on day: Int) {
    write("POST RELEASE-HOLD \(entry) date=\(isoByDay[day])", memo: "settled with them")
    debtors[account].items[item].isHeld = false
    if random.chance(permille: 500) {
      credit(account, item: item, on: day)
    } else if random.chance(permille: 300) {
      concede(account, item: item, on: day)
    }
    plan(.settle(account: account, item: item), on: day + random.pick(4, 20))
  }

  /// It is settled: half of them are right in part and get a credit, and then pay the rest.
  mutating func resolve(_ account: Int, item: Int, entry: UInt64, on day: Int) {
    var (minor, memo) = (0, "")
    if random.chance(permille: 500) {
      (minor, memo) = (
        agreedCredit(account, item: item).minor, "agreed with \(debtors[account].contactName)"
      )
    } else if random.chance(permille: 300) {
      (minor, memo) = (conceded(account, item: item), Self.noSlip)
    }
    if minor > 0 {
      write(
        "POST RESOLVE \(entry) credit amount=\(moneyText(minor)) date=\(isoByDay[day])",
        memo: memo, entries: 2)
      _ = debtors[account].pay(item: item, minor)
    } else if entry.isMultiple(of: 3) {
      write(
        "POST RESOLVE \(entry) withdrawn date=\(isoByDay[day])", memo: "found it in the back room")
    } else {
      write(
        "POST RESOLVE \(entry) upheld date=\(isoByDay[day])", memo: "sent the signed delivery slip")
    }
    debtors[account].items[item].isHeld = false
    plan(.settle(account: account, item: item), on: day + random.pick(4, 20))
  }

  private static let noSlip = "no delivery slip to be found"

  /// What is let go of where nobody can show who is right.
  private mutating func conceded(_ account: Int, item: Int) -> Int {
    let target = debtors[account].items[item]
    return min(target.openMinor, target.amountMinor * random.pick(2, 10) / 100)
  }

  /// Nobody can show who is right: a little is let go of.
  private mutating func concede(_ account: Int, item: Int, on day: Int) {
    let target = debtors[account].items[item]
    let minor = conceded(account, item: item)
    if minor == 0 { return }
    write(
      "POST ADJUST \(debtors[account].id) credit \(moneyText(minor)) reason=dispute"
        + " apply=\(target.invoice):\(moneyText(minor)) date=\(isoByDay[day])",
      memo: Self.noSlip)
    _ = debtors[account].pay(item: item, minor)
  }

  /// Who does not want to be called is not called again. Some say so in a letter, and then nobody
  /// contacts them at all; some let an attorney speak.
  mutating func cease(_ account: Int, item: Int, on day: Int) {
    let debtor = debtors[account]
    noteCall(
      debtor, item: item, SamplePhrases.Call("refused", "wants no more calls, in writing only"),
      on: day)
    debtors[account].mayNotBeCalled = true
    if desk.chance(permille: 250) { return retainAttorney(account, on: day) }
    if desk.chance(permille: 300) {
      write(
        "NOTE CEASE \(debtor.id) via=letter date=\(isoByDay[day])",
        memo: "asks us in writing to cease", entries: 2)
      return
    }
    write(
      "POST PREFER \(debtor.contact) stop call via=call date=\(isoByDay[day])",
      memo: "\(debtor.contactName) told us to stop calling")
  }

  /// Now and then the insurer has not said yet what it pays.
  mutating func holdForInsurer(_ account: Int, item: Int, on day: Int) {
    guard random.chance(permille: 90) else { return }
    let debtor = debtors[account]
    write(
      "POST HOLD \(debtor.id) insurance-pending item=\(debtor.items[item].invoice)"
        + " from=\(isoByDay[day]) until=\(isoByDay[day + random.pick(20, 75)]) source=payer",
      memo: "claim filed, EOB not yet in")
  }

  /// Nothing more on credit, for who has stopped to pay; some are taken to court.
  mutating func refuseOrders(_ account: Int, on day: Int) {
    if random.chance(permille: 400) {
      let minor = random.pick(50, 180) * 100
      let dueDay = day + debtors[account].termsDays
      let entry = write(
        "POST CHARGE \(debtors[account].id) \(moneyText(minor)) kind=court"
          + " date=\(isoByDay[day]) due=\(isoByDay[dueDay])", memo: "filing fee")
      _ = owe(account, "C-\(entry)", minor, dueDay: dueDay)
    }
    write(
      "POST HOLD \(debtors[account].id) credit from=\(isoByDay[day]) source=collector",
      memo: "cash with order until the account is paid")
  }

  /// After the last call: what is open of an invoice is written off. Of some an agency gets a part.
  mutating func giveUp(_ account: Int, item: Int, on day: Int) {
    let target = debtors[account].items[item]
    if target.openMinor == 0 || target.isHeld || debtors[account].isOnPlan { return }
    write(
      "POST WRITEOFF \(debtors[account].id) \(moneyText(target.openMinor)) reason=uncollectible"
        + " apply=\(target.invoice):\(moneyText(target.openMinor)) date=\(isoByDay[day])",
      memo: "no answer in \(Self.callAttempts) calls")
    _ = debtors[account].pay(item: item, target.openMinor)
    if random.chance(permille: 350) {
      let minor = target.openMinor * random.pick(20, 60) / 100
      plan(.recover(account: account, minor: minor), on: day + random.pick(20, 70))
    }
  }

  mutating func recover(_ account: Int, minor: Int, on day: Int) {
    if minor == 0 { return }
    write(
      "POST RECOVERY \(debtors[account].id) \(moneyText(minor)) method=agency"
        + " date=\(isoByDay[day])", memo: "from the agency, less its fee")
  }
}

/// What a desk agrees on with people: promises, plans, settlements, and how they may be reached.
///
/// Its draws are from a generator of its own, so that the rest of the book stays what it is when
/// the desk changes.
extension SampleBook {
  // MARK: People

  /// How a person wants to be reached, and in which language.
  mutating func writeWishes(_ debtor: SampleDebtor, contact: UInt64, since opened: String) {
    if debtor.kind == .trade { return }
    let draw = desk.pick(1, 1_000)
    switch draw {
    case ...40: write("POST AMEND \(contact) language=es date=\(opened)")
    case ...90: prefer(contact, "never when=\"mon-fri 12:00-13:00\"", opened)
    case ...115: prefer(contact, "only call when=\"mon-fri 17:00-20:00\"", opened)
    case ...135: prefer(contact, "never place=work", opened)
    case ...175: prefer(contact, "allow text", opened)
    case ...195: prefer(contact, "stop letter", opened)
    default: break
    }
  }

  private mutating func prefer(_ contact: UInt64, _ wish: String, _ day: String) {
    write("POST PREFER \(contact) \(wish) via=call date=\(day)")
  }

  /// A balance that somebody else has placed with the desk. Most validation notices go out at once.
  mutating func place(_ debtor: SampleDebtor, on day: Int) {
    let date = isoByDay[day]
    write("POST ASSIGN \(debtor.id) role=third-party placed=\(date) itemized=\(date) date=\(date)")
    if desk.chance(permille: 980) {
      write("NOTE LETTER \(debtor.id) direction=out purpose=validation date=\(date)")
    }
  }

  // MARK: Calls

  /// When a call of a day was, by the clock of who was called. Those of the last day are noted as
  /// they happen.
  mutating func callTime(on day: Int) -> String {
    let (hour, quarter) = (desk.pick(9, 15), desk.pick(0, 3) * 15)
    if day == Self.historyDays { return "date=\(isoByDay[day])" }
    return "at=\(isoByDay[day])/\(twoDigits(hour)):\(twoDigits(quarter))"
  }

  /// Two work days of grace, over a weekend with a holiday.
  private static let graceDays = 5

  /// They promise to pay an item. Most do so in time.
  mutating func promise(_ account: Int, item: Int, on day: Int) {
    let debtor = debtors[account]
    let call = random.choice(SamplePhrases.promised)
    let text = phrase(call.text, debtor, item: item)
    var payDay: Int?
    if random.chance(permille: 600) { payDay = day + random.pick(3, 8) }
    // Those who do not pay in time had meant to, by Friday or at the end of the week.
    let due = payDay.map { $0 + desk.pick(0, 1) } ?? day + desk.pick(2, 9)
    if let payDay { plan(.settle(account: account, item: item), on: payDay) }
    let promised = debtor.promisableMinor(item)
    // Whoever has promised or paid all of it says it once more.
    if day <= debtor.promisedThrough || promised <= 0 {
      return noteCall(debtor, call.result, text, on: day)
    }
    debtors[account].promisedThrough = due + Self.graceDays
    write(
      "NOTE CALL \(debtor.id) \(debtor.dialled) ptp"
        + " \(moneyText(promised))@\(isoByDay[due])"
        + " direction=\(call.inbound ? "in" : "out") \(callTime(on: day))",
      memo: text, entries: 2)
  }

  /// They ask to be called again. What is over by the last day was done.
  mutating func callBack(_ account: Int, item: Int, on day: Int) -> Bool {
    let next = day + desk.pick(3, 12)
    guard desk.chance(permille: 450), next >= Self.historyDays else { return false }
    let debtor = debtors[account]
    write(
      "NOTE CALL \(debtor.id) \(debtor.dialled) cb next=\(isoByDay[next]) \(callTime(on: day))",
      memo: "asks to be called again about \(debtor.items[item].invoice)", entries: 2)
    return true
  }

  /// They have an attorney now: nobody else is contacted.
  mutating func retainAttorney(_ account: Int, on day: Int) {
    let debtor = debtors[account]
    write(
      "NOTE ATTORNEY \(debtor.id) name=\"\(desk.choice(SampleWords.familyNames)) & Partners\""
        + " date=\(isoByDay[day])", memo: "letter of representation", entries: 3)
    debtors[account].mayNotBeCalled = true
  }

  // MARK: Plans

  private static let instalments = 4
  /// Below this nobody pays in parts.
  private static let leastPlanMinor = 200_00

  /// Who has stopped to pay agrees on instalments, or offers a part of it at once.
  mutating func agree(_ account: Int, on day: Int) {
    let debtor = debtors[account]
    let open = debtor.openMinor
    if open < Self.leastPlanMinor || debtor.mayNotBeCalled || debtor.isOnPlan { return }
    if debtor.items.contains(where: { $0.isHeld && $0.openMinor > 0 }) { return }
    debtors[account].isOnPlan = true
    noteCall(debtor, "right-party", "wants to pay, and cannot at once", on: day)
    if debtor.isThirdParty, desk.chance(permille: 250) { return settleForPart(account, on: day) }
    let first = day + 14
    let entry = write(
      "POST PLAN \(debtor.id) instalments=\(Self.instalments) first=\(isoByDay[first])"
        + " every=fortnight date=\(isoByDay[day])", memo: "agreed with \(debtor.contactName)")
    named["plan of \(debtor.id)"] = entry
    let each = open / Self.instalments
    // Some keep to it, some stop on the way.
    let kept = desk.chance(permille: 550) ? Self.instalments : desk.pick(0, Self.instalments - 1)
    for number in 0..<kept {
      let minor = number == Self.instalments - 1 ? open - each * number : each
      plan(.payPart(account: account, minor: minor), on: first + number * 14)
    }
  }

  private mutating func settleForPart(_ account: Int, on day: Int) {
    let debtor = debtors[account]
    let minor = debtor.openMinor * desk.pick(55, 80) / 100
    write(
      "POST SETTLEMENT \(debtor.id) \(moneyText(minor)) due=\(isoByDay[day + 10])"
        + " date=\(isoByDay[day])", memo: "offers a part of it, all at once")
  }

  /// An instalment, as far as that much is still owed.
  mutating func payInstalment(_ account: Int, _ minor: Int, on day: Int) {
    let minor = min(minor, debtors[account].openMinor)
    if minor == 0 { return }
    write(
      "POST PAYMENT \(debtors[account].id) \(moneyText(minor)) method=ach"
        + " date=\(isoByDay[day])", memo: "by the plan")
    _ = debtors[account].payOldestFirst(minor)
  }
}

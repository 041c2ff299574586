/// Telephone calls about what is past due, and the notes clerks leave.
extension SampleBook {
  /// Attempts about one invoice; after the last one it is a case for somebody else.
  static let callAttempts = 5

  mutating func call(_ account: Int, item: Int, attempt: Int, on day: Int) {
    let debtor = debtors[account]
    if debtor.items[item].openMinor == 0 || debtor.mayNotBeCalled { return }
    if debtor.items[item].isHeld || debtor.isOnPlan { return }
    let draw = random.pick(1, 100)
    // A promise mostly comes true within days and is what ends the calls about an invoice.
    if draw <= 16 {
      promise(account, item: item, on: day)
    } else if draw <= 36, callBack(account, item: item, on: day) {
      return
    } else if draw <= 36 {
      let isFirm = debtor.kind == .trade
      let spoken = isFirm ? SamplePhrases.spokenToFirm : SamplePhrases.spokenToPerson
      noteCall(debtor, item: item, pick(spoken), on: day)
    } else if draw <= 78 {
      let call = pick(SamplePhrases.unanswered)
      noteCall(debtor, item: item, call, on: day)
      // A number that is not theirs is not dialled again.
      if call.result == "wrong-number" { debtors[account].mayNotBeCalled = true }
    } else if draw <= 84, debtor.kind == .trade {
      return dispute(account, item: item, on: day)
    } else if draw == 85, debtor.kind != .trade {
      return cease(account, item: item, on: day)
    }
    if attempt < Self.callAttempts {
      let next = SampleBook.Action.call(account: account, item: item, attempt: attempt + 1)
      plan(next, on: day + random.pick(9, 26))
    } else if debtor.kind != .loan, !debtor.isThirdParty, random.chance(permille: 400) {
      plan(.giveUp(account: account, item: item), on: day + random.pick(15, 40))
    }
  }

  mutating func noteCall(
    _ debtor: SampleDebtor, item: Int, _ call: SamplePhrases.Call, on day: Int
  ) {
    noteCall(
      debtor, call.result, phrase(call.text, debtor, item: item), inbound: call.inbound, on: day)
  }

  mutating func noteCall(
    _ debtor: SampleDebtor, _ result: String, _ text: String, inbound: Bool = false, on day: Int
  ) {
    write(
      "NOTE CALL \(debtor.id) \(debtor.dialled) direction=\(inbound ? "in" : "out")"
        + " result=\(result) \(callTime(on: day))", memo: text,
      // That the number is not theirs is noted on the contact too.
      entries: result == "wrong-number" ? 2 : 1)
  }

  mutating func note(_ account: Int, on day: Int) {
    let debtor = debtors[account]
    if debtor.items.isEmpty { return }
    let list =
      switch debtor.kind {
      case .trade: SamplePhrases.firm
      case .patient: SamplePhrases.patient
      case .consumer, .loan: SamplePhrases.person
      }
    write(
      "NOTE GENERAL \(debtor.id) date=\(isoByDay[day])",
      memo: phrase(random.choice(list), debtor, item: debtor.items.count - 1))
  }

  private mutating func pick(_ calls: [SamplePhrases.Call]) -> SamplePhrases.Call {
    calls[random.pick(0, calls.count - 1)]
  }

  /// A phrase with its `%` letters filled in.
  mutating func phrase(_ text: String, _ debtor: SampleDebtor, item: Int? = nil) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var result = ""
    for (index, part) in text.split(separator: "%", omittingEmptySubsequences: false).enumerated() {
      guard index > 0, let letter = part.first else {
        result += part
        continue
      }
      switch letter {
      case "I": result += item.map { debtor.items[$0].invoice } ?? "the invoice"
      case "A": result += item.map { moneyText(debtor.items[$0].openMinor) } ?? "the balance"
      case "N": result += debtor.contactName
      default: result += String(random.pick(1_000, 9_999))
      }
      result += part.dropFirst()
    }
    return result
  }
}

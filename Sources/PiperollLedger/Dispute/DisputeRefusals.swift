extension Rule {
  static let entryNotDispute = Rule(
    "entry_not_dispute", .invalid, "the entry recorded no dispute")
  static let alreadyResolved = Rule(
    "already_resolved", .invalid, "the dispute was resolved before")
  static let receivedLater = Rule(
    "received_later", .invalid, "a dispute is received after the day from which it counts")
  static let answerNotSent = Rule(
    "answer_not_sent", .invalid,
    "what answers a dispute is a letter, an email or a text with `purpose=answer` or"
      + " `purpose=validation` that went out on its account between its receipt and its end, and"
      + " was not corrected")
  static let answerNeeded = Rule(
    "answer_needed", .invalid,
    "rule N5: what was disputed in writing in the validation period is upheld, or credited in part,"
      + " by an answer alone")

  static let ofDisputes = [
    entryNotDispute, alreadyResolved, receivedLater, answerNotSent, answerNeeded,
  ]
}

extension Refusal {
  static func entryNotDispute(_ kind: EntryKind) -> Refusal {
    Refusal(.entryNotDispute, "that entry is \(kind.article), not a dispute")
  }

  static func alreadyResolved(by entry: EntryNumber) -> Refusal {
    Refusal(.alreadyResolved, "entry \(entry) has resolved it")
  }

  static func receivedLater(than made: Day) -> Refusal {
    Refusal(.receivedLater, "it counts from \(made.text) on; it was received by then")
  }

  static var answerNeeded: Refusal {
    Refusal(
      .answerNeeded,
      "it came in writing in the validation period; 12 CFR 1006.38 wants it answered first: note"
        + " the letter (NOTE LETTER purpose=answer) and name it with answer=")
  }

  static func answerNotSent(_ number: EntryNumber) -> Refusal {
    Refusal(
      .answerNotSent,
      "entry \(number) is no letter, email or text to them; note it first (NOTE LETTER)")
  }

  static func answerCorrected(_ number: EntryNumber, by correction: EntryNumber) -> Refusal {
    Refusal(
      .answerNotSent,
      "entry \(correction) has corrected entry \(number); name the note of what was sent")
  }

  static func answerForOther(_ number: EntryNumber) -> Refusal {
    Refusal(
      .answerNotSent,
      "entry \(number) was not sent to answer; note the letter that was with purpose=answer")
  }

  /// - Parameter received: the day on which the dispute came.
  static func answerBefore(_ received: Day, _ number: EntryNumber) -> Refusal {
    Refusal(
      .answerNotSent,
      "entry \(number) went out before they disputed it, on \(received.text); name what went later")
  }

  /// - Parameter sent: the day on which the answer went out.
  static func answerLater(_ number: EntryNumber, on sent: Day) -> Refusal {
    Refusal(
      .answerNotSent, "entry \(number) went out on \(sent.text); resolve it on that day or later")
  }

  /// - Parameter left: what of the item is open and not disputed yet.
  static func disputeExceedsOpen(
    _ invoice: String, _ left: Money, currency: Currency
  ) -> Refusal {
    Refusal(
      .exceedsOpen,
      left > .zero
        ? "\(left.text(in: currency)) of \(invoice) is open and not disputed yet"
        : "nothing of \(invoice) is open that is not disputed yet")
  }

  static var nothingDisputable: Refusal {
    Refusal(.exceedsOpen, "nothing is open that is not disputed yet")
  }

  /// - Parameter open: what is open of what is disputed.
  static func creditExceedsDispute(_ open: Money, currency: Currency) -> Refusal {
    Refusal(
      .exceedsOpen,
      open > .zero
        ? "\(open.text(in: currency)) of what is disputed is open; credit at most that"
        : "nothing of what is disputed is open any more; resolve it with another outcome")
  }
}

extension Rule {
  static let nothingPastDue = Rule(
    "nothing_past_due", .invalid, "nothing is past due that could be re-aged")
  static let reageNotLater = Rule(
    "reage_not_later", .invalid, "an item is to be aged from a day that is not later than its own")
  static let reagedBefore = Rule(
    "reaged_before", .invalid,
    "an account is re-aged more than once in 12 months, or twice in 60")

  static let ofReages = [nothingPastDue, reageNotLater, reagedBefore]
}

extension Refusal {
  static var nothingPastDue: Refusal {
    Refusal(.nothingPastDue, "nothing is past due on that day; name items with items=")
  }

  /// - Parameter due: the day from which the item is aged.
  static func reageNotLater(_ invoice: String, _ due: Day) -> Refusal {
    Refusal(.reageNotLater, "\(invoice) is aged from \(due.text); name a later day")
  }

  /// - Parameters:
  ///   - entry: the first of so many re-agings.
  ///   - from: the first day on which it can be done again.
  static func reagedBefore(by entry: EntryNumber, from: Day) -> Refusal {
    Refusal(
      .reagedBefore,
      "once in 12 months and twice in 60: entry \(entry) counts until then; again from \(from.text)"
    )
  }
}

extension Rule {
  static let promisePast = Rule(
    "promise_past", .invalid, "a promise that is due before the day on which it is made")
  static let promiseTooFar = Rule(
    "promise_too_far", .invalid, "a promise that is due later than the policy promise-days allows")
  static let entryNotPromise = Rule(
    "entry_not_promise", .invalid, "the entry made no promise")
  static let promiseElsewhere = Rule(
    "promise_elsewhere", .invalid, "the promise is another account's")

  static let ofPromises = [promisePast, promiseTooFar, entryNotPromise, promiseElsewhere]
}

extension Refusal {
  static func promisePast(made: Day) -> Refusal {
    Refusal(.promisePast, "it is made on \(made.text); promise a day from then on")
  }

  /// - Parameter latest: the latest day that may be promised.
  static func promiseTooFar(latest: Day) -> Refusal {
    Refusal(
      .promiseTooFar,
      "the policy promise-days allows up to \(latest.text); agree on a nearer day, or on several")
  }

  /// - Parameter left: what is owed and not promised yet.
  static func promiseExceedsOpen(_ left: Money, currency: Currency) -> Refusal {
    Refusal(
      .exceedsOpen,
      left > .zero
        ? "\(left.text(in: currency)) is owed and not promised yet; promise at most that"
        : "nothing is owed that is not promised yet; replaces= takes the place of a promise")
  }

  /// - Parameter most: what is open of the items that it is for.
  static func promiseExceedsItems(_ most: Money, currency: Currency) -> Refusal {
    Refusal(
      .exceedsOpen,
      "\(most.text(in: currency)) of these items is promised at most; name others too")
  }

  static func entryNotPromise(_ kind: EntryKind) -> Refusal {
    Refusal(.entryNotPromise, "that entry is \(kind.article), not a promise")
  }

  static func promiseElsewhere(_ number: EntryNumber) -> Refusal {
    Refusal(.promiseElsewhere, "promise \(number) is another account's")
  }
}

extension Rule {
  static let itemsHeld = Rule(
    "items_on_hold", .invalid,
    "items on hold are adjusted, written off or applied to only if they are named")
  static let creditHeld = Rule(
    "credit_hold", .invalid, "a hold on the account's credit: nothing new is billed")
  static let untilBeforeFrom = Rule(
    "until_before_from", .invalid, "the last day is before the first")
  static let entryNotHold = Rule(
    "entry_not_hold", .invalid, "the entry did not place a hold")
  static let alreadyReleased = Rule(
    "already_released", .invalid, "the hold was released before")

  static let ofHolds = [itemsHeld, creditHeld, untilBeforeFrom, entryNotHold, alreadyReleased]
}

extension Refusal {
  /// - Parameter held: how much of the open items is on hold.
  static func itemsHeld(_ held: Money, currency: Currency) -> Refusal {
    Refusal(
      .itemsHeld,
      "\(held.text(in: currency)) of what is open is on hold; name its items with apply= to do it"
        + " all the same")
  }

  static func creditHeld(by hold: EntryNumber) -> Refusal {
    Refusal(.creditHeld, "entry \(hold) holds the account's credit; release it first")
  }

  static var untilBeforeFrom: Refusal {
    Refusal(.untilBeforeFrom, "the last day is before the first")
  }

  static func entryNotHold(_ kind: EntryKind) -> Refusal {
    Refusal(.entryNotHold, "that entry is \(kind.article), not a hold")
  }

  static func alreadyReleased(by entry: EntryNumber) -> Refusal {
    Refusal(.alreadyReleased, "entry \(entry) has released it")
  }
}

extension Rule {
  static let entryNotCredit = Rule(
    "entry_not_credit", .invalid, "the entry is not a payment, a credit memo or a transfer")
  static let paymentNotFound = Rule(
    "payment_not_found", .notFound, "no payment or other credit has all that was given")
  static let creditElsewhere = Rule(
    "credit_on_other_account", .invalid, "the credit is not the account's")
  static let applicationRepeated = Rule(
    "application_repeated", .invalid, "`apply=` or `from=` names an item twice")
  static let applicationExceedsItem = Rule(
    "application_exceeds_item", .invalid, "more than the item has open")
  static let applicationExceedsCredit = Rule(
    "application_exceeds_credit", .invalid, "more than the credit has left")
  static let nothingUnapplied = Rule(
    "nothing_unapplied", .invalid, "nothing of the credit is unapplied")
  static let nothingOpen = Rule(
    "nothing_open", .invalid, "the account has nothing open to apply to")
  static let nothingApplied = Rule(
    "nothing_applied", .invalid, "nothing that could be taken off is applied there")
  static let exceedsOpen = Rule(
    "exceeds_open", .invalid,
    "an adjustment, a write-off, a promise or a dispute of more than is open")
  static let exceedsUnapplied = Rule(
    "exceeds_unapplied", .invalid, "a refund or a transfer of more than is unapplied")
  static let exceedsApplied = Rule(
    "exceeds_applied", .invalid, "more would be taken off than was applied")
  static let beforeItem = Rule(
    "before_item", .invalid,
    "an adjustment or a write-off before the day from which its item is open")
  static let beforeCredit = Rule(
    "before_credit", .invalid,
    "a refund or a transfer before the day from which its credit is unapplied")

  static let ofCredits = [
    entryNotCredit, paymentNotFound, creditElsewhere, applicationRepeated, applicationExceedsItem,
    applicationExceedsCredit, nothingUnapplied, nothingOpen, nothingApplied, exceedsOpen,
    exceedsUnapplied, exceedsApplied, beforeItem, beforeCredit,
  ]
}

extension Refusal {
  /// The entry is of a kind that cannot be applied, refunded or transferred.
  public static func entryNotCredit(_ kind: EntryKind) -> Refusal {
    Refusal(
      .entryNotCredit, "that entry is \(kind.article), not a payment, a credit or a transfer")
  }

  /// No credit has what a look-up asks for.
  public static var paymentNotFound: Refusal {
    Refusal(.paymentNotFound, "no payment or other credit has that number or reference")
  }

  static func creditElsewhere(_ number: EntryNumber) -> Refusal {
    Refusal(.creditElsewhere, "entry \(number) is no credit of that account")
  }

  static func applicationRepeated(invoice: String) -> Refusal {
    Refusal(.applicationRepeated, "\(invoice) is named twice")
  }

  /// - Parameter open: what is left of the item.
  static func applicationExceedsItem(
    invoice: String, open: Money, currency: Currency
  ) -> Refusal {
    Refusal(.applicationExceedsItem, "\(invoice) has only \(open.text(in: currency)) open")
  }

  /// - Parameter available: what is left of the credit.
  static func applicationExceedsCredit(available: Money, currency: Currency) -> Refusal {
    Refusal(.applicationExceedsCredit, "only \(available.text(in: currency)) is there to apply")
  }

  static var nothingUnapplied: Refusal {
    Refusal(.nothingUnapplied, "nothing of it is unapplied")
  }

  static var nothingOpen: Refusal { Refusal(.nothingOpen, "nothing is open there") }

  static var nothingApplied: Refusal {
    Refusal(.nothingApplied, "nothing that could be taken off is applied there")
  }

  static func exceedsOpen(_ open: Money, currency: Currency) -> Refusal {
    Refusal(.exceedsOpen, "only \(open.text(in: currency)) is open there")
  }

  static func exceedsUnapplied(_ left: Money, currency: Currency) -> Refusal {
    Refusal(.exceedsUnapplied, "only \(left.text(in: currency)) is unapplied")
  }

  static func exceedsApplied(invoice: String, applied: Money, currency: Currency) -> Refusal {
    Refusal(
      .exceedsApplied, "only \(applied.text(in: currency)) can be taken off \(invoice)")
  }

  /// - Parameters:
  ///   - first: the day from which the item is open.
  ///   - isAgain: whether it is open since then because something was taken off it.
  static func beforeItem(
    _ invoice: String, date: Day, _ first: Day, isAgain: Bool
  ) -> Refusal {
    let how = isAgain ? "was opened again on \(first.text)" : "is of \(first.text)"
    return Refusal(.beforeItem, "dated \(date.text), but \(invoice) \(how)")
  }

  /// - Parameters:
  ///   - first: the day from which the credit is unapplied.
  ///   - isAgain: whether it is unapplied since then because it was taken off something.
  static func beforeCredit(
    _ entry: EntryNumber, date: Day, _ first: Day, isAgain: Bool
  ) -> Refusal {
    let how = isAgain ? "was taken off an item on \(first.text)" : "is of \(first.text)"
    return Refusal(.beforeCredit, "dated \(date.text), but the credit of entry \(entry) \(how)")
  }
}

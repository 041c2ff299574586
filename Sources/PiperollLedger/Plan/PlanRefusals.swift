extension Rule {
  static let planPast = Rule(
    "plan_past", .invalid, "a part of a plan is due before the day on which it is made")
  static let downTooLarge = Rule(
    "down_too_large", .invalid, "a down payment of all that is to be paid, or more")
  static let downLate = Rule(
    "down_late", .invalid, "a down payment that is due behind the first instalment")
  static let tooManyInstalments = Rule(
    "too_many_instalments", .invalid, "an instalment would be nothing, or there would be too many")
  static let planTooLong = Rule(
    "plan_too_long", .invalid, "a plan beyond the calendar, or of more items than one entry has")
  static let planInForce = Rule(
    "plan_in_force", .invalid, "there is a plan for that debt, and it is not over")
  static let entryNotPlan = Rule(
    "entry_not_plan", .invalid, "the entry made no plan and no settlement")
  static let planElsewhere = Rule(
    "plan_elsewhere", .invalid, "the plan is another account's")
  static let settlementNotLess = Rule(
    "settlement_not_less", .invalid, "a settlement of as much as is owed, or more")
  static let acceptByOutside = Rule(
    "accept_by_outside", .invalid, "an offer is accepted before its date or behind its first part")
  static let entryNotOffer = Rule(
    "entry_not_offer", .invalid, "the plan is no offer that could be accepted")
  static let offerOver = Rule(
    "offer_over", .invalid, "the offer was accepted before, or lapsed")

  static let ofPlans = [
    planPast, downTooLarge, downLate, tooManyInstalments, planTooLong, planInForce, entryNotPlan,
    planElsewhere, settlementNotLess, acceptByOutside, entryNotOffer, offerOver,
  ]
}

extension Refusal {
  static func planPast(made: Day) -> Refusal {
    Refusal(.planPast, "it is made on \(made.text); each part is due on that day or later")
  }

  /// - Parameter most: what is owed.
  static func planExceedsOpen(_ most: Money, currency: Currency) -> Refusal {
    Refusal(.exceedsOpen, "\(most.text(in: currency)) is owed; agree on at most that")
  }

  static var downTooLarge: Refusal {
    Refusal(.downTooLarge, "the down payment leaves nothing for the instalments; make it smaller")
  }

  static func downLate(first: Day) -> Refusal {
    Refusal(.downLate, "the first instalment is due on \(first.text); pay down by then")
  }

  /// - Parameter most: the most instalments that are possible.
  static func tooManyInstalments(most: Int) -> Refusal {
    Refusal(.tooManyInstalments, "at most \(most) of them can be of something; agree on fewer")
  }

  static var planTooLong: Refusal {
    Refusal(.planTooLong, "it would not end, or be about too many items; agree on less")
  }

  static func planInForce(_ plan: EntryNumber) -> Refusal {
    Refusal(
      .planInForce,
      "plan \(plan) is for the same debt and is not over; replaces=\(plan) takes its place")
  }

  static func entryNotPlan(_ kind: EntryKind) -> Refusal {
    Refusal(.entryNotPlan, "that entry is \(kind.article) and made no plan")
  }

  static func planElsewhere(_ number: EntryNumber) -> Refusal {
    Refusal(.planElsewhere, "plan \(number) is another account's")
  }

  /// - Parameter open: what is owed.
  static func settlementNotLess(_ open: Money, currency: Currency) -> Refusal {
    Refusal(
      .settlementNotLess,
      "\(open.text(in: currency)) is owed; settle for less, or agree on a plan (POST PLAN)")
  }

  static func acceptByOutside(from: Day, to last: Day) -> Refusal {
    Refusal(
      .acceptByOutside, "it can be accepted from \(from.text) to \(last.text), its first part's day"
    )
  }

  static var entryNotOffer: Refusal {
    Refusal(.entryNotOffer, "it is agreed on already; only an offer (accept-by=) is accepted")
  }

  static func offerAccepted(by entry: EntryNumber) -> Refusal {
    Refusal(.offerOver, "entry \(entry) has accepted it")
  }

  static func offerPaid(on day: Day) -> Refusal {
    Refusal(.offerOver, "it was accepted by the money of \(day.text)")
  }

  static func offerLapsed(_ last: Day) -> Refusal {
    Refusal(.offerOver, "it lapsed at the end of \(last.text); make a new one")
  }
}

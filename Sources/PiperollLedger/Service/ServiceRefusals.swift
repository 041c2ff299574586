extension Rule {
  static let entryNotService = Rule(
    "entry_not_service", .invalid, "the entry did not record a service")
  static let alreadyVerified = Rule(
    "already_verified", .invalid, "the service was verified before")
  static let serviceRepeated = Rule(
    "service_repeated", .invalid, "`services=` names a service twice")
  static let serviceElsewhere = Rule(
    "service_on_other_account", .invalid, "the service is another account's")
  static let serviceBilled = Rule(
    "service_billed", .invalid, "the service is on an invoice or a draft already")
  static let serviceUnverified = Rule(
    "service_unverified", .invalid, "a service that nobody has verified would be billed")
  static let beforeService = Rule(
    "before_service", .invalid,
    "a verification, an invoice or a draft before the day on which its service was rendered")

  static let ofServices = [
    entryNotService, alreadyVerified, serviceRepeated, serviceElsewhere, serviceBilled,
    serviceUnverified, beforeService,
  ]
}

extension Refusal {
  static func entryNotService(_ kind: EntryKind) -> Refusal {
    Refusal(.entryNotService, "that entry is \(kind.article), not a service")
  }

  static func alreadyVerified(by entry: EntryNumber) -> Refusal {
    Refusal(.alreadyVerified, "entry \(entry) has verified it")
  }

  static func serviceRepeated(_ number: EntryNumber) -> Refusal {
    Refusal(.serviceRepeated, "service \(number) is named twice")
  }

  static func serviceElsewhere(_ number: EntryNumber) -> Refusal {
    Refusal(.serviceElsewhere, "service \(number) is another account's")
  }

  /// - Parameters:
  ///   - entry: the invoice or the draft that lists the service.
  ///   - until: the day on which that ended; `never` if it stands.
  static func serviceBilled(
    _ number: EntryNumber, by entry: EntryNumber, until: Day = never
  ) -> Refusal {
    let document = "on the invoice or draft of entry \(entry)"
    return Refusal(
      .serviceBilled,
      until == never
        ? "service \(number) is \(document) already"
        : "service \(number) was \(document) until \(until.text); reverse it from then on")
  }

  /// - Parameter rendered: the service's date.
  static func beforeService(_ number: EntryNumber, date: Day, _ rendered: Day) -> Refusal {
    Refusal(
      .beforeService,
      "dated \(date.text), but the service of entry \(number) is of \(rendered.text)")
  }

  static func serviceUnverified(_ number: EntryNumber) -> Refusal {
    Refusal(
      .serviceUnverified,
      "service \(number) is not verified; POST VERIFY \(number) first, or bill it in a draft")
  }
}

extension Rule {
  static let entryNotFound = Rule(
    "entry_not_found", .notFound, "no entry has that number")
  static let dateAhead = Rule(
    "date_ahead", .invalid, "`date=` is more than a day ahead of the desk's today")
  static let dateFar = Rule(
    "date_far", .invalid,
    "a write gives a date that is further from today than the policy `date-years-back` or"
      + " `date-years-ahead` allows")
  static let notKnownYet = Rule(
    "not_known_yet", .invalid,
    "`known=` names an entry that is not recorded, or a time that is not past")

  static let ofEntries = [entryNotFound, dateAhead, dateFar, notKnownYet]

  static let referenceNotFound = Rule(
    "ref_not_found", .notFound, "nothing was recorded with that ref")
  static let referencePayloadDiffers = Rule(
    "ref_payload_differs", .refMismatch, "the ref was recorded with another payload")

  static let ofReferences = [referenceNotFound, referencePayloadDiffers]
}

extension Refusal {
  /// No entry has the number.
  public static func entryNotFound(_ number: EntryNumber) -> Refusal {
    Refusal(.entryNotFound, "no entry \(number)")
  }

  /// - Parameter latest: the latest effective date that an entry may have.
  public static func dateAhead(latest: Day) -> Refusal {
    Refusal(.dateAhead, "the date is too far ahead; the latest is \(latest.text)")
  }

  /// - Parameter key: the parameter that gives the date.
  /// - Parameter years: how many years from today the policy allows.
  /// - Parameter needed: how many it would have to allow.
  static func dateFar(
    _ day: Day, _ key: StaticString, _ policy: Policy, years: Int, needed: Int
  ) -> Refusal {
    let side = policy == .dateYearsBack ? "back" : "ahead"
    return Refusal(
      .dateFar,
      "\(key)=\(day.text) is more than \(years) years \(side); if that day is meant, a supervisor"
        + " allows it: POST POLICY \(policy.name) \(needed)")
  }

  /// - Parameter last: the last entry that is recorded.
  public static func notKnownYet(last: EntryNumber) -> Refusal {
    Refusal(
      .notKnownYet,
      "that is not recorded yet: the last entry is \(last), and a time has to be past")
  }

  /// No entry has the reference.
  public static func referenceNotFound(_ name: String) -> Refusal {
    Refusal(.referenceNotFound, "nothing was recorded with ref \(name)")
  }

  /// - Parameter first: the entry that has the reference.
  public static func referencePayloadDiffers(first: EntryNumber) -> Refusal {
    Refusal(
      .referencePayloadDiffers,
      "entry \(first) has this ref, with another payload; nothing was written")
  }
}

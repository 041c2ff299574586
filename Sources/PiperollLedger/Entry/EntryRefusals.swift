extension Rule {
  static let entryNotFound = Rule(
    "entry_not_found", .notFound, "no entry has that number")
  static let dateAhead = Rule(
    "date_ahead", .invalid, "the date is more than a day ahead of today (UTC)")
  static let notKnownYet = Rule(
    "not_known_yet", .invalid,
    "`known=` names an entry that is not recorded, or a time that is not past")

  static let ofEntries = [entryNotFound, dateAhead, notKnownYet]

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

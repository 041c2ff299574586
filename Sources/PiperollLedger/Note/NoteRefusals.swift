extension Rule {
  static let limitedWithoutMessage = Rule(
    "limited_without_message", .invalid, "only a message that was left may be of limited content")
  static let contactElsewhere = Rule(
    "contact_elsewhere", .invalid, "the contact is no contact of the account")

  static let ofNotes = [limitedWithoutMessage, contactElsewhere]
}

extension Refusal {
  static var limitedWithoutMessage: Refusal {
    Refusal(
      .limitedWithoutMessage, "limited=yes says what message was left: only with result=voicemail")
  }

  static func contactElsewhere(_ number: EntryNumber) -> Refusal {
    Refusal(.contactElsewhere, "contact \(number) is another account's")
  }
}

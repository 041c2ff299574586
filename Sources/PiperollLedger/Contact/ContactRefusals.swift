extension Rule {
  static let phoneNotFound = Rule(
    "phone_not_found", .notFound, "no contact has that telephone number")
  static let nameNotFound = Rule(
    "name_not_found", .notFound, "no account or contact has that name")

  static let contactNotFound = Rule(
    "contact_not_found", .notFound, "no entry of that number had added a contact by that day")
  static let pointNotFound = Rule(
    "point_not_found", .notFound, "the contact has no such number or address on that day")
  static let tooManyPhones = Rule(
    "too_many_phones", .invalid, "the contact would have more telephone numbers than it may")

  static let tooManyEmails = Rule(
    "too_many_emails", .invalid, "the contact would have more e-mail addresses than it may")

  static let ofContacts = [
    phoneNotFound, nameNotFound, contactNotFound, pointNotFound, tooManyPhones, tooManyEmails,
  ]
}

extension Refusal {
  /// No contact has the telephone number.
  public static func phoneNotFound(_ number: PhoneNumber) -> Refusal {
    Refusal(.phoneNotFound, "no contact has \(number.text)")
  }

  /// No entry of that number added a contact.
  static func contactNotFound(_ number: EntryNumber) -> Refusal {
    Refusal(
      .contactNotFound, "entry \(number) added no contact; LOOKUP ACCOUNT shows their numbers")
  }

  /// The contact was added later.
  public static func contactNotThere(_ number: EntryNumber, on day: Day) -> Refusal {
    Refusal(.contactNotFound, "contact \(number) was not there yet on \(day.text)")
  }

  /// - Parameter point: a number or an address.
  static func pointNotFound(_ point: String) -> Refusal {
    Refusal(.pointNotFound, "the contact has no \(point) on that day")
  }

  static var tooManyPhones: Refusal {
    Refusal(.tooManyPhones, "a contact has at most \(ContactAdded.phonesMax) numbers; drop= some")
  }

  static var tooManyEmails: Refusal {
    Refusal(
      .tooManyEmails,
      "a contact has at most \(ContactDetails.emailsMax) e-mail addresses; drop= some")
  }

  /// No account and no contact has the name.
  public static var nameNotFound: Refusal {
    Refusal(.nameNotFound, "no account or contact has that name")
  }
}

extension Refusal {
  /// No contact of an account has a number or an address that was asked about.
  public static func noPointOfAccount(_ account: String) -> Refusal {
    Refusal(
      .pointNotFound,
      "no contact of \(account) has such a number or address; LOOKUP ACCOUNT shows their contacts")
  }
}

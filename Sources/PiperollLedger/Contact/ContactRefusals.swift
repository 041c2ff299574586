extension Rule {
  static let phoneNotFound = Rule(
    "phone_not_found", .notFound, "no contact has that telephone number")
  static let nameNotFound = Rule(
    "name_not_found", .notFound, "no account or contact has that name")

  static let ofContacts = [phoneNotFound, nameNotFound]
}

extension Refusal {
  /// No contact has the telephone number.
  public static func phoneNotFound(_ number: PhoneNumber) -> Refusal {
    Refusal(.phoneNotFound, "no contact has \(number.text)")
  }

  /// No account and no contact has the name.
  public static var nameNotFound: Refusal {
    Refusal(.nameNotFound, "no account or contact has that name")
  }
}

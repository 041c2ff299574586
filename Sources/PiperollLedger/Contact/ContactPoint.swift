/// A way to reach a contact.
public enum ContactPoint: Hashable, Sendable {
  case phone(PhoneNumber)
  /// An email address.
  case email(String)
  /// The postal address.
  case mail
}

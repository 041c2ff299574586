extension Rule {
  static let lastAdministrator = Rule(
    "last_administrator", .invalid, "ADMIN USER would leave no administrator")
  static let userNotFound = Rule("user_not_found", .notFound, "there is no such user")
  static let userShutOut = Rule("user_shut_out", .invalid, "the user's role is none")
  static let nameAlike = Rule(
    "name_alike", .invalid, "a new user's name is another's but for upper and lower case")

  static let sessionNotFound = Rule(
    "session_not_found", .notFound, "there is no such session, or it is another user's")

  static let ofUsers = [
    lastAdministrator, nameAlike, userNotFound, userShutOut, sessionNotFound,
  ]
}

extension Refusal {
  static var lastAdministrator: Refusal {
    Refusal(
      .lastAdministrator, "nobody would be left to administer; make another administrator first")
  }

  /// No user has this name.
  public static func userNotFound(_ user: String) -> Refusal {
    Refusal(.userNotFound, "there is no user \(user)")
  }

  /// No session that the user may end has this number.
  public static func sessionNotFound(_ number: Int) -> Refusal {
    Refusal(
      .sessionNotFound,
      "there is no session \(number) that you may end; LOOKUP SESSIONS lists those")
  }

  static func userShutOut(_ user: String) -> Refusal {
    Refusal(.userShutOut, "\(user) is shut out; ADMIN USER \(user) role=... gives a role")
  }

  static func nameAlike(_ other: String) -> Refusal {
    Refusal(.nameAlike, "there is \(other) already; take a name that nobody mistakes for that")
  }
}

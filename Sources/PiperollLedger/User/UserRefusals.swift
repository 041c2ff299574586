extension Rule {
  static let lastAdministrator = Rule(
    "last_administrator", .invalid, "ADMIN USER would leave no administrator")

  static let ofUsers = [lastAdministrator]
}

extension Refusal {
  static var lastAdministrator: Refusal {
    Refusal(
      .lastAdministrator, "nobody would be left to administer; make another administrator first")
  }
}

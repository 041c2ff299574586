public import PiperollLedger
import PiperollWire

enum AdminUser {
  static let spec = CommandSpec(
    "ADMIN USER",
    "Makes a user, or changes one's role, password and work. A role above operator waits for a"
      + " second administrator, where there is one.",
    role: .admin,
    parameters: [
      Parameter("user", .user, .required, .positional, "the user's name"),
      Parameter(
        "role", .choice(Role.words), .defaulted("as it was; a new user needs one"),
        help: "what they may do; none shuts them out at once"),
      Parameter(
        "password", .secret, .defaulted("as it was; a new user has none"),
        help: "at least \(passwordBytesMin) bytes; only its scrypt hash is kept"),
      Parameter(
        "queues", .text, .defaulted("as they were; a new user's: all"),
        help: "which queues LOOKUP NEXT offers them, with commas between; or all"),
      Parameter(
        "languages", .text, .defaulted("as they were; a new user's: all"),
        help: "the languages that they speak: en,es; or all"),
      Parameter(
        "portfolios", .text, .defaulted("as they were; a new user's: all"),
        help: "the portfolios whose accounts they are offered; or all"),
    ],
    example: "ADMIN USER maria role=operator password=\"correct horse battery staple\"",
    fields: [.entry] + Telling.user.fields,
    codes: [.created, .pending, .needsApproval, .readOnly, .invalid], effect: .session(.setUser))

  /// NIST SP 800-63B-4 asks for 15 where the password is the only factor of the login.
  static let passwordBytesMin = 15
}

extension Arguments {
  /// The user's name and role in a request ADMIN USER, without the password.
  public func userChange(_ context: Context, in book: borrowing Book) throws(Failure) -> UserChanged
  {
    let name = required("user")
    guard Self.isIdentifier(name) else {
      throw bad("user", "1 to 32 letters, digits and ._/- with a letter or digit first")
    }
    try demandNoCard("user", in: name)
    // Who is no user is the server's own machine, which makes the sample book.
    let isByMachine = book.user(context.user) == nil
    var change = UserChanged(
      user: name, role: try roleGiven(to: name, in: book), isByMachine: isByMachine)
    change.work = try work(of: name, in: book)
    return change
  }

  /// The role that a user has after the request: the one that is given, else theirs as it was.
  private func roleGiven(to name: String, in book: borrowing Book) throws(Failure) -> Role {
    if let role = try choice("role", Role.self) { return role }
    guard let user = book.user(name) else {
      throw roleMissing("\(name) is no user yet, and a new one needs role=; \(spec.usage)")
    }
    if !["password", "queues", "languages", "portfolios"].contains(where: { has($0) }) {
      throw roleMissing("say what is to change; \(spec.usage)")
    }
    return user.role
  }

  private func roleMissing(_ sentence: String) -> Failure {
    .fault(.syntax, column: line.count + 1, key: "role", sentence: sentence)
  }

  /// Refuses a password that is too short. The refusal does not repeat the password.
  public func checkNewPassword(_ name: StaticString, bytes: Int) throws(Failure) {
    if bytes < AdminUser.passwordBytesMin {
      throw bad(name, "at least \(AdminUser.passwordBytesMin) bytes")
    }
  }

  /// The request ADMIN USER in one spelling, to be decided again when somebody approves it.
  public func userRequest(_ context: Context) -> String { canonicalLine(context.today) }
}

extension WriteDecision {
  /// Decides a change of a user.
  /// - Parameter request: the request in one spelling, which has no password in it; nil if it has
  ///   one, so that the change cannot wait for an approval.
  public static func user(
    _ change: UserChanged, _ request: String?, on book: borrowing Book, _ context: Context
  ) throws(Failure) -> WriteDecision {
    let fact: Fact
    do { fact = try book.decide(change) } catch { throw .refused(error) }
    let needs = book.needs(
      for: fact, effective: context.today, by: context.user, context.role, on: context.today)
    if needs.isEmpty {
      return .fresh(
        Entry(effective: context.today, actor: context.user, fact: fact), then: [], isDry: false)
    }
    guard let request else {
      throw .fault(
        .needsApproval, column: nil, key: "password",
        sentence:
          "\(needs.sentence), which another administrator approves; ask for the role without"
          + " password=, and give the password when they have it")
    }
    let asked = book.decideAsking(
      for: [fact], request: request, needs: needs, effective: context.today, today: context.today,
      amountAbout: { $1.amount(about: $0) })
    return .pending(
      Entry(effective: context.today, actor: context.user, fact: asked), needs)
  }
}

import PiperollCommands
import PiperollLedger
import PiperollTLS
import PiperollWire

// Logins and passwords.

extension Session {
  /// The address as logins are counted by.
  var loginAddress: String { LoginAddress.text(of: host) }

  func logIn(_ arguments: borrowing Arguments) throws(Failure) {
    let name = arguments.text("user") ?? ""
    let password = secret(arguments, "password")
    let ticket = try admit(name)
    let isUser = engine.book.user(name) != nil
    let record = passwordRecord(of: name)
    check(password, record, ticket) { isRight, anew in
      if isRight, self.passwordRecord(of: name) != record {
        self.engine.logins.cancelled(ticket)
        return self.fail(.overload(afterSeconds: 1, "the password was changed meanwhile"))
      }
      if let anew { self.renew(of: name, as: anew) }
      if isRight, let role = self.engine.book.user(name)?.role, role != .none {
        self.engine.logins.succeeded(ticket)
        if self.hasTooManySessions(name) { return self.refuseSession(of: name) }
        self.user = SessionUser(name: name, role: role)
        self.login = .password
        self.engine.audit.login(self.actor, by: "password")
        self.reply.status(.ok)
        self.reply.field("user", name)
        self.reply.field("role", role.word)
      } else {
        let why = isRight ? "shut out" : "wrong user or password"
        self.refuse(ticket, isUser: isUser, why)
        self.reply.status(.authFail)
        self.reply.human("wrong user or password")
      }
      self.reply.endLine()
      // A user who was made or changed a moment ago may not be durable yet.
      self.endReply(after: self.engine.book.sequence)
    }
  }

  /// The record of a user's password; empty for one without, and for one who is no user.
  private func passwordRecord(of name: String) -> String {
    engine.book.user(name).map { engine.book.text($0.passwordRecord) } ?? ""
  }

  /// Lets a password check through, if nobody has to wait and there is room.
  private func admit(_ name: String) throws(Failure) -> LoginGuard.Ticket {
    let ticket = try engine.logins.admit(name, from: loginAddress)
    do throws(Failure) {
      try engine.passwordChecks.demandRoom(for: ticket)
    } catch {
      engine.logins.cancelled(ticket)
      throw error
    }
    return ticket
  }

  /// Counts a wrong password.
  private func refuse(_ ticket: LoginGuard.Ticket, isUser: Bool, _ reason: String) {
    let seconds = engine.logins.failed(ticket)
    // A name that is no user's may be a password, typed in the wrong place.
    let name = isUser ? ticket.user : "unknown"
    func note(_ what: AuditWhat, _ reason: String) {
      engine.strangers.refused(what, user: name, address, actor.session, reason: reason)
    }
    note(.refusedLogin, reason)
    if seconds > 0 { note(.delay, "\(seconds) s") }
  }

  /// Looks whether a password is the one of a record, and makes a new record if the old one's cost
  /// is another than today's. An unknown user, and one without a password, take as long as a wrong
  /// password does.
  private func check(
    _ password: Secret, _ record: String, _ ticket: LoginGuard.Ticket,
    then: @escaping @Sendable (Bool, String?) -> Void
  ) {
    let checked = record.isEmpty ? PasswordHash.unknownUser : record
    let cost = engine.configuration.passwordCost
    isWaiting = true
    engine.passwordChecks.submit(for: ticket) { () -> (isRight: Bool, anew: String?) in
      let isRight = (try? PasswordHash.verify(password, against: checked)) ?? false
      guard isRight, !record.isEmpty else { return (false, nil) }
      // Only now is the password there to be hashed at what is asked of a password today.
      let isDated = PasswordHash.needsRehash(record, cost: cost)
      return (true, isDated ? try? PasswordHash.make(password, cost: cost) : nil)
    } then: { result in
      then(result.isRight, result.anew)
      self.resume()
    }
  }

  /// Records a password's new hash. The role is the book's.
  private func renew(of name: String, as anew: String) {
    guard let user = engine.book.user(name) else { return }
    let fact = Fact(UserChanged(user: name, role: user.role, passwordRecord: anew))
    let today = engine.today(at: engine.configuration.clock())
    // On a full disk it is left for the next login.
    _ = try? engine.record(Entry(effective: today, actor: name, fact: fact), by: actor)
  }

  /// Takes a password out of the request; `answer` wipes the request when nobody refers to it.
  private func secret(_ arguments: borrowing Arguments, _ name: StaticString) -> Secret {
    holdsSecret = true
    var bytes = arguments.secret(name)
    return Secret(moving: &bytes)
  }

  // MARK: Users

  func setUser(_ arguments: borrowing Arguments) throws(Failure) {
    let hasPassword = arguments.has("password")
    let password = secret(arguments, "password")
    let context = context(engine.configuration.clock())
    let change = try arguments.userChange(context, in: engine.book)
    guard hasPassword else {
      let request = arguments.userRequest(context)
      return try record(change, request, arguments.spec, context)
    }
    try arguments.checkNewPassword("password", bytes: password.count)
    // What is refused whatever the password is takes no hash.
    _ = try WriteDecision.user(change, nil, on: engine.book, context)
    let (cost, spec) = (engine.configuration.passwordCost, arguments.spec)
    isWaiting = true
    engine.passwordChecks.submitFirst {
      try? PasswordHash.make(password, cost: cost)
    } then: { made in
      self.finish(made) { record throws(Failure) in
        var change = change
        change.passwordRecord = record
        try self.record(change, nil, spec, context)
      }
    }
  }

  /// Goes on with a new password's record. The session may have been told 421 meanwhile, which
  /// means that nothing came of it.
  private func finish(_ made: String?, _ body: (String) throws(Failure) -> Void) {
    if !isClosing {
      do throws(Failure) {
        guard let made else {
          throw .fault(
            .internal, column: nil, key: nil, sentence: "the password could not be hashed")
        }
        try body(made)
      } catch { fail(error) }
    }
    resume()
  }

  private func record(
    _ change: UserChanged, _ request: String?, _ spec: CommandSpec, _ context: Context
  ) throws(Failure) {
    // An administrator's role may have been taken away while the password was hashed.
    try authorise(spec)
    switch try WriteDecision.user(change, request, on: engine.book, context) {
    case .fresh(let entry, _, _):
      tell(try engine.record(entry, by: actor), .created, spec)
      if !change.passwordRecord.isEmpty { endSessionsOfFormerPassword(of: change.user) }
    case .pending(let entry, _): tell(try engine.record(entry, by: actor), .pending, spec)
    case .tried: preconditionFailure("ADMIN USER takes no dry")
    case .duplicate: preconditionFailure("ADMIN USER takes no ref")
    case .waiting: preconditionFailure("ADMIN USER takes no ref")
    case .nothing: preconditionFailure("ADMIN USER always has something to record")
    }
  }

  func changePassword(_ arguments: borrowing Arguments) throws(Failure) {
    let old = secret(arguments, "old-password")
    let new = secret(arguments, "password")
    try arguments.checkNewPassword("password", bytes: new.count)
    guard let name = user?.name else { throw .notLoggedIn }
    let ticket = try admit(name)
    let record = passwordRecord(of: name)
    let checked = record.isEmpty ? PasswordHash.unknownUser : record
    let (cost, spec) = (engine.configuration.passwordCost, arguments.spec)
    isWaiting = true
    engine.passwordChecks.submit(for: ticket) { () -> (isRight: Bool, made: String?) in
      let isRight = (try? PasswordHash.verify(old, against: checked)) ?? false
      guard isRight, !record.isEmpty else { return (false, nil) }
      return (true, try? PasswordHash.make(new, cost: cost))
    } then: { result in
      // Somebody may have given them another password meanwhile.
      if result.isRight, self.passwordRecord(of: name) == record {
        self.engine.logins.succeeded(ticket)
        self.finish(result.made) { made throws(Failure) in
          try self.recordOwn(made, name, spec)
        }
        return
      }
      self.refuse(ticket, isUser: true, "wrong old password")
      self.reply.status(.authFail)
      self.reply.human("the old password is another; your password is as it was")
      self.reply.endLine()
      self.endReply(after: self.engine.book.sequence)
      self.resume()
    }
  }

  private func recordOwn(_ made: String, _ name: String, _ spec: CommandSpec) throws(Failure) {
    try authorise(spec)
    guard let user else { throw .notLoggedIn }
    let fact = Fact(UserChanged(user: name, role: user.role, passwordRecord: made))
    let today = engine.today(at: engine.configuration.clock())
    let entry = Entry(effective: today, actor: name, fact: fact)
    tell(try engine.record(entry, by: actor), .created, spec)
    endSessionsOfFormerPassword(of: name)
  }
}

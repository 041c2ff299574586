import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollStore
import PiperollTLS
import PiperollWire

// What the session itself does: login, and what is about the connection or the server.

extension Session {
  func perform(_ act: SessionAct, _ arguments: borrowing Arguments) throws(Failure) {
    switch act {
    case .hello: try hello(arguments)
    case .auth: try logIn(arguments)
    case .capabilities:
      let limits = engine.configuration
      let now = limits.clock()
      limits.registry.writeCapabilities(
        server: serverName, zone: engine.book.deskZone(at: now), today: engine.today(at: now),
        loginSeconds: limits.loginSeconds, idleSeconds: limits.idleSeconds,
        bounds: [("connections", "\(limits.connectionsMax)")] + limits.bounds.capabilities,
        to: &reply)
      endReply()
    case .help:
      try engine.configuration.registry.writeHelp(arguments, to: &reply)
      endReply()
    case .ping:
      reply.status(.ok)
      reply.endLine()
      endReply()
    case .quit: close("until next time", code: .bye)
    case .begin: begin()
    case .commit: try commit()
    case .abort: try abort()
    case .snapshot: snapshot()
    case .health: health()
    case .setUser: try setUser(arguments)
    case .reportAudit: try reportAudit(arguments)
    case .dropAudit: try dropAudit(arguments)
    }
  }

  private func hello(_ arguments: borrowing Arguments) throws(Failure) {
    let asked = arguments.text("protocol") ?? protocolVersion
    guard asked.uppercased() == protocolVersion else {
      throw .fault(.version, column: nil, key: "protocol", sentence: "this is \(protocolVersion)")
    }
    let chosenClass = try arguments.sessionClass()
    if let chosen = try arguments.format() { format = chosen }
    if let chosenClass { isScript = chosenClass == .script }
    // The log is no place for a payment card's number either.
    if let client = arguments.text("client"), !CardNumber.isIn(client) {
      engine.strangers.hello(client, address)
    }
    reply.status(.ok)
    reply.field("protocol", protocolVersion)
    reply.field("server", serverName)
    if let user {
      reply.field("user", user.name)
      reply.field("role", user.role.word)
    }
    reply.field("fmt", format.rawValue)
    reply.endLine()
    endReply()
  }

  private func logIn(_ arguments: borrowing Arguments) throws(Failure) {
    let name = arguments.text("user") ?? ""
    let password = secret(arguments)
    try takePlace(of: name)
    let known = engine.book.user(name)
    let record = known.map { engine.book.text($0.passwordRecord) } ?? ""
    // An unknown user, and one without a password, take as long as a wrong password does.
    let checked = record.isEmpty ? PasswordHash.unknownUser : record
    let cost = engine.configuration.passwordCost
    afterHashing { () -> (isRight: Bool, anew: String?) in
      let isRight = (try? PasswordHash.verify(password, against: checked)) ?? false
      guard isRight, !record.isEmpty else { return (false, nil) }
      // Only now is the password there to be hashed at what is asked of a password today.
      let isDated = PasswordHash.needsRehash(record, cost: cost)
      return (true, isDated ? try? PasswordHash.make(password, cost: cost) : nil)
    } then: { isRight, anew in
      if let anew { self.renew(record, of: name, as: anew) }
      self.engine.logins.remove("user \(name)")
      self.engine.logins.remove("address \(self.host)")
      if isRight, let role = self.engine.book.user(name)?.role, role != .none {
        if self.hasTooManySessions(name) { return self.refuseSession(of: name) }
        self.user = SessionUser(name: name, role: role)
        self.engine.audit.login(self.actor, by: "password")
        self.reply.status(.ok)
        self.reply.field("user", name)
        self.reply.field("role", role.word)
      } else {
        // A name that is no user's may be a password, typed in the wrong place.
        let tried = known == nil ? "unknown" : name
        self.engine.strangers.refused(
          .refusedLogin, user: tried, self.address, self.actor.session,
          reason: !isRight ? "wrong user or password" : "shut out")
        self.reply.status(.authFail)
        self.reply.human("wrong user or password")
      }
      self.reply.endLine()
      // A user who was made or changed a moment ago may not be durable yet.
      self.endReply(after: self.engine.book.sequence)
    }
  }

  /// Records a password's new hash, unless the password was changed meanwhile. The role is the
  /// book's.
  private func renew(_ record: String, of name: String, as anew: String) {
    guard let user = engine.book.user(name), engine.book.text(user.passwordRecord) == record else {
      return
    }
    let fact = Fact(UserSet(user: name, role: user.role, passwordRecord: anew))
    let today = engine.today(at: engine.configuration.clock())
    // On a full disk it is left for the next login.
    _ = try? engine.record(Entry(effective: today, actor: name, fact: fact), by: actor)
  }

  /// Takes the password out of the request; `answer` wipes the request when nobody refers to it.
  private func secret(_ arguments: borrowing Arguments) -> Secret {
    holdsSecret = true
    var bytes = arguments.secret("password")
    return Secret(moving: &bytes)
  }

  /// Of the places of logins one user has only some, and so has one address, unless it is this
  /// machine's own.
  private func takePlace(of name: String) throws(Failure) {
    let logins = engine.logins
    let perAddress = max(engine.configuration.waitingLoginsMax / 2, 1)
    guard logins["user \(name)"] < engine.configuration.bounds.loginsPerUser,
      Address.isLoopback(host) || logins["address \(host)"] < perAddress
    else { throw .overload(afterSeconds: 2) }
    try takeTurn()
    engine.logins.add("user \(name)")
    engine.logins.add("address \(host)")
  }

  /// Password checks are slow by design: only so many may wait.
  private func takeTurn() throws(Failure) {
    guard engine.waitingLogins < engine.configuration.waitingLoginsMax else {
      throw .overload(afterSeconds: 2)
    }
    engine.waitingLogins += 1
  }

  private func afterHashing<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result, then: @escaping @Sendable (Result) -> Void
  ) {
    isWaiting = true
    let engine = engine
    engine.queues.passwords.submit {
      let result = body()
      engine.loop.execute {
        engine.waitingLogins -= 1
        engine.turns.whenFree {
          then(result)
          self.resume()
        }
      }
    }
  }

  private func setUser(_ arguments: borrowing Arguments) throws(Failure) {
    let (name, role) = try arguments.newUser()
    let actor = user?.name ?? ""
    let hasPassword = arguments.has("password")
    let password = secret(arguments)
    if hasPassword { try arguments.checkNewPassword(bytes: password.count) }
    try takeTurn()
    let cost = engine.configuration.passwordCost
    afterHashing { () -> String? in
      hasPassword ? try? PasswordHash.make(password, cost: cost) : ""
    } then: { made in
      // The session was told 421 meanwhile, which means that nothing came of it.
      if self.isClosing { return }
      guard let made else {
        self.fail(
          .fault(.internal, column: nil, key: nil, sentence: "the password could not be hashed"))
        return
      }
      let kept = self.engine.book.user(name).map { self.engine.book.text($0.passwordRecord) }
      let record = hasPassword ? made : kept ?? ""
      self.record(UserSet(user: name, role: role, passwordRecord: record), by: actor)
    }
  }

  private func record(_ change: UserSet, by actor: String) {
    do throws(Failure) {
      let fact: Fact
      do throws(Refusal) { fact = try engine.book.decide(change) } catch { throw .refused(error) }
      let today = engine.today(at: engine.configuration.clock())
      let number = try engine.record(
        Entry(effective: today, actor: actor, fact: fact), by: self.actor)
      reply.status(.created)
      reply.fields(of: engine.book.outcome(of: number), in: engine.book)
      reply.endLine()
      endReply(after: number)
    } catch { fail(error) }
  }

  private func snapshot() {
    isWaiting = true
    engine.snapshots.write(engine) { result in
      switch result {
      case .success(let written):
        self.reply.status(.ok)
        self.reply.field("sequence", written.sequence)
        self.reply.field("bytes", written.bytes)
        self.reply.endLine()
        self.endReply()
      case .failure(StoreError.storage(let fault)) where fault.isShortage:
        self.fail(.readOnly(WriteStop(fault.cause), afterSeconds: Snapshots.retrySeconds))
      case .failure(let error):
        self.fail(.fault(.internal, column: nil, key: nil, sentence: "no snapshot: \(error)"))
      case nil: self.fail(.overload(afterSeconds: 1))
      }
      self.resume()
    }
  }
}

import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollStore
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
    case .password: try changePassword(arguments)
    case .unlock: try unlock(arguments)
    case .users: try tellUsers(arguments)
    case .sessions: tellSessions(arguments)
    case .endSession: try endSessions(arguments)
    case .next: try next(arguments)
    case .watch: try watch(arguments)
    case .call: try call(arguments)
    case .dun: try dun(arguments)
    }
  }

  private func hello(_ arguments: borrowing Arguments) throws(Failure) {
    let asked = arguments.text("protocol") ?? protocolVersion
    guard asked.uppercased() == protocolVersion else {
      throw .fault(.version, column: nil, key: "protocol", sentence: "this is \(protocolVersion)")
    }
    let chosenClass = try arguments.sessionClass()
    let width = try arguments.screenWidth()
    if let chosen = try arguments.format() { form.format = chosen }
    if let width { form.width = width }
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
    reply.field("fmt", form.format.rawValue)
    if form.format == .screen { reply.field("width", form.width) }
    reply.endLine()
    endReply()
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

import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollTLS
import PiperollWire

/// The engine's side of a connection: its session, and when that ends.
///
/// The transport's side is a `ConnectionHandler`. If the engine's loop serves it, the two call each
/// other; if it is far, on another loop, they hand parcels over.
///
/// Unchecked `Sendable`: on the engine's loop only, but for what never changes; `onEngine` and
/// `hand` carry it there.
final class Conversation: @unchecked Sendable {
  let session: Session
  /// Whether another loop than the engine's serves the connection.
  let isFar: Bool
  private let engine: Engine
  private let channel: any Channel
  /// Nil before the channel has its handler, and when the connection is gone.
  private var transport: ConnectionHandler?
  /// The handshake is done.
  private var isOpen = false
  /// The client's certificate, if it has shown one.
  private var certificate: PeerCertificate?
  /// Every reply was handed over; the transport ends the connection.
  private var isFinished = false
  /// Whether something was received since the deadlines were last looked at, and when that was
  /// first seen there: a read is spared a look at the clock.
  private var hasReceived = false
  private var lastActivity: Int64
  private let openedAt: Int64
  /// Why the client is told to come again, once it has shaken hands; nil: it may stay.
  private let refusal: String?
  /// For a transport on another loop: reply bytes that were handed over and are not reported as
  /// taken; request bytes that were taken here and not reported yet.
  private var underWay = 0
  private var unreported = 0

  init(engine: Engine, channel: any Channel, address: String, refusal: String?) {
    self.engine = engine
    self.refusal = refusal
    self.channel = channel
    isFar = channel.eventLoop !== engine.loop
    session = Session(engine: engine, address: address)
    openedAt = SteadyClock.milliseconds()
    lastActivity = openedAt
  }

  /// Runs a body on the engine's loop, from the transport's.
  func onEngine(_ body: @escaping @Sendable (Conversation) -> Void) {
    if isFar { engine.loop.execute { body(self) } } else { body(self) }
  }

  private func onTransport(_ body: @escaping @Sendable (ConnectionHandler) -> Void) {
    guard let transport else { return }
    if isFar { channel.eventLoop.execute { body(transport) } } else { body(transport) }
  }

  func attach(_ handler: ConnectionHandler) {
    transport = handler
    session.onOutput = { [weak self] in self?.send() }
  }

  func detach() {
    transport = nil
    session.leave()
  }

  /// Whether nobody has logged in.
  var isStranger: Bool { session.user == nil }

  /// The handshake is done, and the client has shown this certificate, or none.
  func open(_ shown: PeerCertificate?) {
    isOpen = true
    if let refusal { return end(refusal, code: .overload, after: Connections.afterSeconds) }
    guard let shown else { return }
    certificate = shown
    let user = shown.user.flatMap { engine.book.user($0) }
    if let name = shown.user, let user, user.role != .none {
      if session.hasTooManySessions(name) {
        session.refuseSession(of: name)
        return send()
      }
      session.user = SessionUser(name: name, role: user.role)
      engine.logins.visited(
        name, from: session.loginAddress, certificate: shown.serial.map { "\($0)" } ?? "")
      engine.audit.login(session.actor, by: "certificate")
      guard let credentials = engine.credentials else { return }
      if let ends = shown.ends { credentials.warn(name, ofEnd: ends, session.address) }
      // It may have been revoked while the hands were shaken.
      return endIfRevoked(by: credentials.context)
    }
    let reason = user == nil ? "no such user" : "the user is shut out"
    session.certificateFault = reason
    refuse(reason, of: shown.user)
  }

  /// Ends a session whose certificate is revoked.
  func endIfRevoked(by context: TLSContext) {
    guard !isFinished, let certificate, let serial = certificate.serial,
      context.isRevoked(serial)
    else { return }
    refuseCertificate("certificate revoked", certificate)
    end("the certificate of this session was revoked")
  }

  /// A certificate is refused by libssl, or was revoked. What one that libssl refused says of its
  /// user is unproved.
  func refuseCertificate(_ reason: String, _ shown: PeerCertificate?) {
    let serial = shown?.serial.map { ", serial \($0)" } ?? ""
    refuse(reason + serial, of: shown?.user)
  }

  private func refuse(_ reason: String, of user: String?) {
    engine.strangers.refused(
      .refusedCertificate, user: user ?? "", session.address, session.actor.session,
      reason: reason)
  }

  /// The connection is gone.
  func ended() {
    if session.user != nil { engine.audit.logout(session.actor, why: "") }
  }

  /// Seconds since something was received, to the interval in which deadlines are looked at.
  func idleSeconds(now: Int64) -> Int64 { hasReceived ? 0 : max(0, now - lastActivity) / 1_000 }

  /// The client sends no more; what it had sent is answered first.
  func endInput() {
    session.endInput()
    send()
  }

  /// Something was received.
  func proceed() {
    hasReceived = true
    goOn()
  }

  /// Answers what can be answered now, and sends it.
  func goOn() {
    session.process()
    send()
  }

  /// Sends what may be sent, answers what waited for the room that makes, and ends when all is
  /// said.
  private func send() {
    guard let transport else { return }
    if isFar {
      handOver(to: transport)
    } else {
      while transport.isWritable, session.output.canSend {
        session.output.send { transport.write($0) }
        session.sent()
      }
    }
    if !isFinished, session.isDone {
      isFinished = true
      onTransport { $0.finish() }
    } else if isFar {
      reportTaken()
    } else {
      transport.flush()
      transport.updateReading()
    }
  }

  // MARK: Deadlines

  /// Ends what has been idle, has not logged in or does not read for too long. Called every now and
  /// then, with the steady clock's milliseconds.
  func checkDeadlines(now: Int64) {
    onTransport { $0.checkDeadlines(now: now) }
    let limits = engine.configuration
    if hasReceived {
      hasReceived = false
      lastActivity = now
    }
    if isFinished {
      return
    } else if !isOpen, now - openedAt > limits.bounds.handshakeSeconds * 1000 {
      end("no handshake")
    } else if session.user == nil, now - openedAt > limits.loginSeconds * 1000 {
      end("no login within \(limits.loginSeconds) seconds")
    } else if now - lastActivity > limits.idleSeconds * 1000, !session.isWaiting {
      end("idle for \(limits.idleSeconds) seconds")
    } else if session.isReadingTooSlowly(now: now) {
      end("the report was read slower than \(Limits.readingRate) bytes a second")
    }
  }

  /// Says 421 and closes once the replies are out; before the handshake is done it just closes.
  func end(_ reason: String, code: Code = .closing, after: Int? = nil) {
    guard isOpen else { return channel.close(promise: nil) }
    session.beginReply(tag: 0..<0)
    session.close(reason, code: code, after: after)
    send()
  }
}

// Over to the other loop and back.
extension Conversation {
  /// Takes over from the transport's loop what it has decrypted.
  func hand(_ parcel: Parcel) { engine.loop.execute { self.take(parcel) } }

  private func take(_ parcel: Parcel) {
    underWay -= parcel.report
    unreported += parcel.cost
    parcel.forEach(session.receive)
    parcel.wipe()
    if parcel.isLast { session.endInput() }
    proceed()
  }

  /// The transport has taken so much of the replies.
  func taken(_ bytes: Int) {
    underWay -= bytes
    goOn()
  }

  private func handOver(to transport: ConnectionHandler) {
    while underWay < LoopHandover.replyBytesMax, session.output.canSend {
      let parcel = Parcel()
      session.output.send(parcel.append)
      underWay += parcel.cost
      parcel.report = report()
      channel.eventLoop.execute { transport.take(parcel) }
      session.sent()
    }
  }

  /// What was taken of the requests since the last report: nothing as long as the session is full,
  /// so that the transport stops reading.
  private func report() -> Int {
    if session.isFull { return 0 }
    defer { unreported = 0 }
    return unreported
  }

  private func reportTaken() {
    guard unreported >= LoopHandover.requestBytesMax / 2, case let bytes = report(), bytes > 0
    else { return }
    onTransport { $0.taken(bytes) }
  }
}

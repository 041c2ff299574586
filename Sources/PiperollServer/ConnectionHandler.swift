import Logging
import NIOCore
import PiperollLedger
import PiperollTLS
import PiperollWire

/// A connection: TLS around a session. All replies to what was read at once go out in one record
/// and one write.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var tls: TLSConnection
  let session: Session
  private let engine: Engine
  private var context: ChannelHandlerContext?
  private var isSessionOpen = false
  private var isReading = true
  /// Whether something was received since the deadlines were last looked at, and when that was
  /// first seen there: a read is spared a look at the clock.
  private var hasReceived = false
  private var lastActivity: Int64
  private let openedAt: Int64
  /// When the client stopped taking what is sent; nil while it takes it.
  private var stalledSince: Int64?
  /// As the channel tells it, which is asked too often to be asked there.
  private var isWritable: Bool { stalledSince == nil }
  /// When all was said, then when the system had taken all of it; nil until all was said.
  private var saidAllAt: Int64?
  private var isAllTaken = false

  /// Seconds that a client has to close its side after the goodbye: some round trips of a bad line.
  private static var lingerSeconds: Int64 { 5 }

  init(engine: Engine, context: TLSContext, address: String) throws {
    self.engine = engine
    tls = try TLSConnection(context: context)
    session = Session(engine: engine, address: address)
    openedAt = SteadyClock.milliseconds()
    lastActivity = openedAt
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    session.onOutput = { [weak self] in self?.send() }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    session.onOutput = {}
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if saidAllAt != nil { return }
    let buffer = unwrapInboundIn(data)
    do {
      try buffer.withUnsafeReadableBytes { try tls.receive($0) }
    } catch { fail(error) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    hasReceived = true
    if saidAllAt == nil { advance() }
  }

  /// The client closed its side; what it had sent is answered first. TLS is not told: without a
  /// close_notify it would take that for an attack and say no more. Whoever cuts a connection can
  /// withhold whole lines at most, and a piece of a line is never run.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? ChannelEvent, case .inputClosed = event, saidAllAt == nil
    else { return }
    guard isSessionOpen else { return context.close(promise: nil) }
    session.endInput()
    send()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(error) }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stalledSince = context.channel.isWritable ? nil : SteadyClock.milliseconds()
    if context.channel.isWritable {
      session.process()
      send()
    }
  }

  /// A client that does not take its replies, or sends more than is being answered, is not read
  /// from.
  private func updateReading() {
    let wanted = isWritable && !session.isFull
    guard wanted != isReading, saidAllAt == nil, let context else { return }
    isReading = wanted
    context.channel.setOption(.autoRead, value: wanted).whenComplete { _ in }
  }

  private func advance() {
    do {
      if !isSessionOpen { try openSession() }
      if isSessionOpen { try readRequests() }
    } catch { return fail(error) }
    session.process()
    send()
  }

  private func openSession() throws {
    guard try tls.handshake() == .complete else { return }
    isSessionOpen = true
    guard let name = tls.peerCommonName else { return }
    if let user = engine.book.user(name), user.role != .none {
      session.user = SessionUser(name: name, role: user.role)
    } else {
      engine.logger.notice("certificate of an unknown user", metadata: ["user": "\(name)"])
    }
  }

  private func readRequests() throws {
    while true {
      let result = try engine.scratch.withUnsafeMutableBytes { buffer in
        let result = try tls.read(into: buffer)
        if case .bytes(let count) = result {
          session.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        return result
      }
      switch result {
      case .bytes: continue
      case .needsInput: return
      case .closed: return session.endInput()
      }
    }
  }

  /// Sends what may be sent, answers what waited for the room that makes, and closes when all is
  /// said.
  private func send() {
    guard let context else { return }
    while isSessionOpen, isWritable, session.output.hasFree {
      session.output.send { bytes in
        do { try tls.write(bytes) } catch { engine.logger.debug("write after close: \(error)") }
      }
      flush(context)
      session.process()
    }
    if saidAllAt == nil, isSessionOpen, session.isDone { return finish(context) }
    flush(context)
    updateReading()
  }

  /// Says close_notify. The socket is closed only when the client has everything and has closed its
  /// side: to close it before that would drop what is on its way, or, with bytes of the client
  /// unread, make the system reset the connection.
  private func finish(_ context: ChannelHandlerContext) {
    saidAllAt = SteadyClock.milliseconds()
    tls.close()
    flush(context)
    context.channel.setOption(.autoRead, value: true).whenComplete { _ in }
    let last = context.channel.allocator.buffer(capacity: 0)
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(last)).assumeIsolated().whenComplete { _ in
      self.saidAllAt = SteadyClock.milliseconds()
      self.isAllTaken = true
      channel.close(mode: .output, promise: nil)
    }
  }

  private func flush(_ context: ChannelHandlerContext) {
    let pending = tls.outputPending
    guard pending > 0 else { return }
    engine.outgoing.clear(minimumCapacity: pending)
    engine.outgoing.writeWithUnsafeMutableBytes(minimumWritableBytes: pending) {
      tls.takeOutput(into: $0)
    }
    context.writeAndFlush(wrapOutboundOut(engine.outgoing), promise: nil)
  }

  /// A fault of TLS or of the connection: an alert may be waiting to be sent; then it ends.
  private func fail(_ error: any Error) {
    guard let context else { return }
    engine.logger.debug("connection ended: \(error)", metadata: ["address": "\(session.address)"])
    flush(context)
    context.close(promise: nil)
  }

  /// Ends what has been idle, has not logged in or does not read for too long. Called every now and
  /// then, with the steady clock's milliseconds.
  func checkDeadlines(now: Int64) {
    let limits = engine.configuration
    if hasReceived {
      hasReceived = false
      lastActivity = now
    }
    // One that does not take the goodbye either is given the time of any that does not read.
    let patience = isAllTaken ? Self.lingerSeconds : limits.loginSeconds
    if let since = saidAllAt ?? stalledSince, now - since > patience * 1000 {
      context?.close(promise: nil)
    } else if saidAllAt != nil {
      return
    } else if session.user == nil, now - openedAt > limits.loginSeconds * 1000 {
      end("no login within \(limits.loginSeconds) seconds")
    } else if now - lastActivity > limits.idleSeconds * 1000, !session.isWaiting {
      end("idle for \(limits.idleSeconds) seconds")
    }
  }

  /// Says 421 and closes once the replies are out; before the handshake is done it just closes.
  func end(_ reason: String) {
    guard isSessionOpen else {
      context?.close(promise: nil)
      return
    }
    session.beginReply(tag: 0..<0)
    session.close(reason)
    send()
  }
}

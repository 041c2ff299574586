import Logging
import NIOCore
import PiperollTLS

/// The transport's side of a connection: TLS, and what the client may leave the socket waiting. All
/// replies to what was read at once go out in one record and one write.
///
/// Unchecked `Sendable`: on its channel's loop only; `Conversation` carries it there.
final class ConnectionHandler: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var tls: TLSConnection
  private let conversation: Conversation
  private let engine: Engine
  private let buffers: LoopBuffers
  private var context: ChannelHandlerContext?
  /// The handshake is done.
  private var isOpen = false
  private var isReading = true
  /// When the client was last seen to take anything of what waits for it, and how much waited then;
  /// nil while it takes what is sent.
  private var stalledSince: Int64?
  private var stalledBytes = 0
  /// The channel's own answer, kept here because it is needed for every reply.
  var isWritable: Bool { stalledSince == nil }
  /// When the last reply and the close_notify were sent off; then, when the system had taken all of
  /// it. Steady clock, in milliseconds; nil: more is to come.
  private var saidAllAt: Int64?
  private var isAllTaken = false
  /// For a conversation on another loop: request bytes that were handed over and are not reported
  /// as taken; reply bytes that were taken here and not reported yet.
  private var underWay = 0
  private var unreported = 0

  /// Seconds that a client has to close its side after the goodbye: some round trips of a bad line.
  private static var lingerSeconds: Int64 { 5 }

  init(
    _ conversation: Conversation, engine: Engine, context: TLSContext, buffers: LoopBuffers
  ) throws {
    self.conversation = conversation
    self.engine = engine
    self.buffers = buffers
    tls = try TLSConnection(context: context)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    conversation.onEngine { $0.attach(self) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    conversation.onEngine { $0.detach() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if saidAllAt != nil { return }
    let buffer = unwrapInboundIn(data)
    do {
      try buffer.withUnsafeReadableBytes { try tls.receive($0) }
    } catch { fail(error) }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if saidAllAt == nil { advance() }
  }

  /// The client closed its side; what it had sent is answered first. TLS is not told: without a
  /// close_notify it would take that for an attack and say no more. Whoever cuts a connection can
  /// withhold whole lines at most, and a piece of a line is never run.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? ChannelEvent, case .inputClosed = event, saidAllAt == nil
    else { return }
    guard isOpen else { return context.close(promise: nil) }
    conversation.onEngine { $0.endInput() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(error) }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stalledSince = context.channel.isWritable ? nil : SteadyClock.milliseconds()
    if conversation.isFar {
      reportTaken()
      updateReading()
    } else if isWritable {
      conversation.goOn()
    }
  }

  /// A client that does not take its replies, or sends more than is being answered, is not read
  /// from.
  func updateReading() {
    let isBehind =
      conversation.isFar ? underWay >= LoopHandover.requestBytesMax : conversation.session.isFull
    let wanted = isWritable && !isBehind
    guard wanted != isReading, saidAllAt == nil, let context else { return }
    isReading = wanted
    context.channel.setOption(.autoRead, value: wanted).whenComplete { _ in }
  }

  private func advance() {
    do {
      if !isOpen, try !shakeHands() { return flush() }
      if conversation.isFar { return try handOver() }
      let session = conversation.session
      let isLast = try decrypt { session.receive(UnsafeRawBufferPointer($0)) }
      if isLast { session.endInput() }
    } catch { return fail(error) }
    conversation.proceed()
  }

  private func shakeHands() throws -> Bool {
    guard try tls.handshake() == .complete else { return false }
    isOpen = true
    let shown = tls.peerCertificate
    conversation.onEngine { $0.open(shown) }
    return true
  }

  /// Gives what has come to the body, record by record.
  ///
  /// - Returns: whether the client has closed its side.
  private func decrypt(_ body: (UnsafeMutableRawBufferPointer) -> Void) throws -> Bool {
    while true {
      let result = try buffers.scratch.withUnsafeMutableBytes { buffer in
        let result = try tls.read(into: buffer)
        if case .bytes(let count) = result {
          body(UnsafeMutableRawBufferPointer(rebasing: buffer[..<count]))
        }
        return result
      }
      switch result {
      case .bytes: continue
      case .needsInput: return false
      case .closed: return true
      }
    }
  }

  /// Encrypts replies and sends them.
  func write(_ bytes: UnsafeRawBufferPointer) {
    do { try tls.write(bytes) } catch {
      engine.logger.debug("write after close", metadata: ["reason": "\(error)"])
    }
    flush()
  }

  /// Says close_notify. The socket is closed only when the client has everything and has closed its
  /// side: to close it before that would drop what is on its way, or, with bytes of the client
  /// unread, make the system reset the connection.
  func finish() {
    guard let context else { return }
    saidAllAt = SteadyClock.milliseconds()
    tls.close()
    flush()
    context.channel.setOption(.autoRead, value: true).whenComplete { _ in }
    let last = context.channel.allocator.buffer(capacity: 0)
    let channel = context.channel
    context.writeAndFlush(wrapOutboundOut(last)).assumeIsolated().whenComplete { _ in
      self.saidAllAt = SteadyClock.milliseconds()
      self.isAllTaken = true
      channel.close(mode: .output, promise: nil)
    }
  }

  func flush() {
    let pending = tls.outputPending
    guard pending > 0, let context else { return }
    buffers.outgoing.clear(minimumCapacity: pending)
    buffers.outgoing.writeWithUnsafeMutableBytes(minimumWritableBytes: pending) {
      tls.takeOutput(into: $0)
    }
    context.writeAndFlush(wrapOutboundOut(buffers.outgoing), promise: nil)
  }

  /// A fault of TLS or of the connection: an alert may be waiting to be sent; then it ends.
  private func fail(_ error: any Error) {
    guard let context else { return }
    let address = conversation.session.address
    if !isOpen, case TLSFault.certificate(let reason) = error {
      let shown = tls.refusedCertificate
      conversation.onEngine { $0.refuseCertificate(reason, shown) }
    } else {
      engine.logger.debug(
        "connection ended", metadata: ["address": "\(address)", "reason": "\(error)"])
    }
    flush()
    context.close(promise: nil)
  }

  /// Ends a client that does not take what is sent, or does not close its side. One that does not
  /// take the goodbye either is given the time of any that does not read.
  func checkDeadlines(now: Int64) {
    watchTaking(now)
    let patience = isAllTaken ? Self.lingerSeconds : engine.configuration.loginSeconds
    guard let since = isAllTaken ? saidAllAt : stalledSince ?? saidAllAt,
      now - since > patience * 1000
    else { return }
    context?.close(promise: nil)
  }
}

// What the client takes of what waits for it.
extension ConnectionHandler {
  /// Sees whether the client takes any of what waits for it, however slowly.
  private func watchTaking(_ now: Int64) {
    guard stalledSince != nil, let options = context?.channel.syncOptions,
      let waiting = try? options.getOption(.bufferedWritableBytes)
    else { return }
    if waiting < stalledBytes { stalledSince = now }
    stalledBytes = waiting
  }
}

// Over to the engine's loop and back, when that is another.
extension ConnectionHandler {
  /// Decrypts what has come and hands it over.
  private func handOver() throws {
    let parcel = Parcel()
    parcel.isLast = try decrypt { parcel.move($0) }
    flush()
    if parcel.isEmpty { return }
    underWay += parcel.cost
    parcel.report = report()
    conversation.hand(parcel)
    updateReading()
  }

  /// Takes replies over.
  func take(_ parcel: Parcel) {
    underWay -= parcel.report
    unreported += parcel.cost
    parcel.forEach(write)
    reportTaken()
    updateReading()
  }

  /// The conversation has taken so much of the requests.
  func taken(_ bytes: Int) {
    underWay -= bytes
    updateReading()
  }

  /// What was taken of the replies since the last report: nothing while the client takes none, so
  /// that no more of them come.
  private func report() -> Int {
    guard isWritable else { return 0 }
    defer { unreported = 0 }
    return unreported
  }

  private func reportTaken() {
    guard unreported >= LoopHandover.replyBytesMax / 2, case let bytes = report(), bytes > 0
    else { return }
    conversation.onEngine { $0.taken(bytes) }
  }
}

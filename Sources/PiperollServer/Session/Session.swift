import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollWire

/// A user's conversation: bytes of requests in, bytes of replies out, in order. It knows no socket
/// and no TLS, so a test or the sample book can talk to it directly.
///
/// Unchecked `Sendable`: it is used on the engine's loop only.
final class Session: @unchecked Sendable {
  let engine: Engine
  let registry: Registry
  var reader = LineReader()
  var request = Request()
  var reply = ReplyWriter()
  /// The request line that is being answered; its memory is used again.
  var line: [UInt8] = []
  var output = OutputAwaitingDurability()
  var user: SessionUser? {
    didSet {
      reader.blockBytesMax = blockBytesMax
      takeShare()
      actor = AuditActor(user: user?.name ?? "", address: address, session: actor.session)
    }
  }
  /// Who talks, for the audit trail.
  private(set) var actor: AuditActor
  /// Whether it said `HELLO class=script`.
  var isScript = false { didSet { takeShare() } }
  /// What it shares with the other sessions of its user; nil before login.
  private(set) var share: Share?
  private var owner: Share.Owner?
  /// Bytes of a block that is being run.
  var runningBytes = 0
  /// Bytes of blocks and of its list that the share has been told of.
  var heldBytes = 0
  /// It has requests that wait for its user's next turn.
  private var isInQueue = false
  /// The session's format; a command's `fmt=` holds for its own reply.
  var form = OutputForm()
  /// A report, a login, a snapshot or a bulk write is under way: what follows waits, so that the
  /// replies keep their order.
  var isWaiting = false
  private var isProcessing = false
  /// A bulk write or a report is under way, whose block is open.
  var isInBlock = false
  /// Nothing more is read; the connection closes when all replies are out.
  private(set) var isClosing = false
  /// The connection is gone.
  var isGone = false
  /// The report that is under way, which the session waits for; how fast its client reads it.
  var report: ReportWork?
  var pace = ReadingPace()
  private var inputEnded = false
  /// The writes since BEGIN; nil: each is run as it comes.
  var list: WriteList?
  /// What it is told of; nil: nothing.
  var watch: SessionWatch?
  var linesBeforeLogin = 0
  /// The request that is being answered has a password in it.
  var holdsSecret = false
  /// The account that it leased last.
  var worked: WorkedAccount?
  /// The request that is being answered was refused as a line.
  var wasRefused = false
  /// What the requests that wait will touch; how many of them have been looked at.
  var ahead: LookAhead
  var linesLookedAt = 0
  /// `Engine.usersVersion` when `user` was last compared with the book.
  var usersVersion = 0
  /// Why the client's certificate, which the authority signed, logs nobody in.
  var certificateFault: String?
  /// Called when there may be something to send, or the end has come.
  var onOutput: () -> Void = {}
  let address: String
  /// The number that LOOKUP SESSIONS and the audit trail give it.
  var number: Int { Int(actor.session) }
  /// It is the server's own machine that talks, whose user need not be in the book.
  var isOfMachine = false
  /// How the user logged in.
  var login = Login.certificate
  /// When it was opened: UTC, milliseconds since 1970.
  let since: Int64

  init(engine: Engine, address: String) {
    self.engine = engine
    registry = engine.configuration.registry
    self.address = address
    ahead = LookAhead(engine.book)
    actor = AuditActor(user: "", address: address, session: engine.audit.newSession())
    since = engine.configuration.clock()
    reader.blockBytesMax = blockBytesMax
  }

  /// A line that never became whole may begin with a password.
  deinit { reader.wipe() }

  private var blockBytesMax: Int {
    user == nil ? Limits.blockBytesBeforeLogin : Limits.blockBytes
  }

  /// Whether so much was received and not yet answered that nothing more should be read. The
  /// largest request always becomes whole: its block has room, or is refused.
  var isFull: Bool {
    reader.pendingBytes
      >= (reader.isInBlock ? Limits.lineBytes + 2 * blockBytesMax : Limits.pipelineBytes)
  }

  /// Whether the connection can be closed: all is answered and sent.
  var isDone: Bool {
    (isClosing || (inputEnded && !isWaiting && !isAwaitingDurability && !isInQueue))
      && output.isEmpty
      && reply.bytes.isEmpty
  }

  /// Takes bytes that the client sent.
  func receive(_ bytes: UnsafeRawBufferPointer) {
    if !isClosing { reader.append(bytes) }
  }

  /// The client sends no more: what it sent whole is answered, a last line without LF is not run.
  func endInput() { inputEnded = true }

  /// Answers what can be answered now. What ends while it runs is gone on with by this call: a
  /// request that calls it again would lie on the stack of the one before.
  func process() {
    if isProcessing || isInQueue { return }
    isProcessing = true
    defer { isProcessing = false }
    while !isWaiting, !isClosing, output.unsentBytes + reply.bytes.count < Limits.unsentBytes {
      if engine.isBehind { return awaitDurability() }
      if reader.pendingBytes > 0, let share, !engine.shares.admit(self, share) {
        isInQueue = true
        return
      }
      if linesLookedAt == 0 { lookAhead() } else { linesLookedAt -= 1 }
      switch reader.next() {
      case .incomplete:
        if weigh() { return }
      case .refused(let code): refuse(code)
      case .request(let place, let block):
        line.removeAll(keepingCapacity: true)
        line.append(contentsOf: reader.bytes[place])
        answer(block: block)
      }
    }
  }

  private func refuse(_ code: Code) {
    wipeRequest()
    beginReply(tag: 0..<0)
    let failure = failure(ofSkipped: code)
    list?.refuse(failure)
    reply.write(failure)
    endReply()
    countLine()
  }

  private func failure(ofSkipped code: Code) -> Failure {
    if code == .overload { return tooMuchInTheMaking }
    let what =
      code == .tooLong
      ? "a line of more than \(Limits.lineBytes) bytes"
      : "a block of more than \(blockBytesMax) bytes"
    return .fault(code, column: nil, key: nil, sentence: "\(what); it was skipped")
  }

  private func answer(block: Range<Int>?) {
    if line.isEmpty { return }
    // Before login any line may be a login that was mistyped, and later one that is refused. What
    // goes on needs its lines until it is done.
    wasRefused = false
    defer { if holdsSecret || wasRefused && !isWaiting || user == nil { wipeRequest() } }
    do throws(RequestFault) {
      try request.parse(line)
    } catch {
      beginReply(tag: request.tag)
      list?.refuse(Failure(error))
      failLine(Failure(error), hasBlock: block != nil)
      return countLine()
    }
    do throws(Failure) {
      if user != nil { try replaceDots() }
    } catch {
      beginReply(tag: request.tag)
      list?.refuse(error)
      failLine(error, hasBlock: block != nil)
      return
    }
    if request.tokens.isEmpty && request.tag.isEmpty && request.text == nil { return }
    beginReply(tag: request.tag)
    countLine()
    if isClosing { return }
    run(block: block.map { .read($0) })
  }

  /// A password must not lie in memory after its request: neither in the line, nor in what was
  /// received, nor where it was decrypted. What came from another loop is overwritten there and on
  /// its way.
  private func wipeRequest() {
    (holdsSecret, wasRefused) = (false, false)
    for place in line.indices { line[place] = 0 }
    reader.wipeRead()
    engine.buffers.wipeScratch()
  }

  /// A browser that was made to send a form here: its verb is ours (POST), its path and its header
  /// lines are not.
  func looksLikeHTTP() -> Bool {
    word(0, startsWith: "host:")
      || request.tokens.count == 3 && request.text == nil && word(1, startsWith: "/")
        && word(2, startsWith: "http/1.")
  }

  /// Whether a bare word of the request begins so, in any case; `start` is in lower case.
  private func word(_ number: Int, startsWith start: StaticString) -> Bool {
    guard number < request.tokens.count, request.tokens[number].key.isEmpty else { return false }
    let word = line[request.tokens[number].value]
    return start.withUTF8Buffer { start in
      word.count >= start.count
        && zip(word, start).allSatisfy { (0x41...0x5A).contains($0) ? $0 | 0x20 == $1 : $0 == $1 }
    }
  }

  /// Before login, lines are few: a stranger gets no more of the server than that.
  private func countLine() {
    guard user == nil, !isClosing else { return }
    linesBeforeLogin += 1
    if linesBeforeLogin > Limits.linesBeforeLogin {
      beginReply(tag: 0..<0)
      close("too many lines before login")
    }
  }

  // MARK: Replies

  func beginReply(tag: Range<Int>) {
    // A goodbye ends the block that is open, in that block's format.
    if isInBlock { return }
    reply.tag.removeAll(keepingCapacity: true)
    reply.tag.append(contentsOf: line[tag])
    reply.form = form
  }

  /// The reply is whole; it may be sent when an entry is durable. Behind the goodbye nothing is
  /// said: what was still under way stays without a reply.
  func endReply(after number: EntryNumber = 0) {
    if isClosing { return reply.bytes.removeAll() }
    output.take(&reply.bytes, after: number, durable: engine.durable)
    if output.isWaiting { awaitDurability() }
    if watch != nil { sendPushes() }
  }

  /// Asks to be released when the next group is on the disk.
  func awaitDurability() {
    if isAwaitingDurability { return }
    isAwaitingDurability = true
    engine.releaseWhenDurable(self)
  }
  private var isAwaitingDurability = false

  /// More has become durable.
  func release() {
    isAwaitingDurability = false
    output.release(durable: engine.durable)
    if output.isWaiting { awaitDurability() }
    process()
    onOutput()
  }

  /// The user's next turn has come.
  func takeNextTurn() {
    isInQueue = false
    process()
    onOutput()
  }

  func takeShare() {
    let owner = isGone ? nil : user.map { Share.Owner(user: $0.name, isScript: isScript) }
    if owner == self.owner { return }
    if let share {
      engine.shares.hold(-heldBytes, share)
      engine.shares.leave(share)
    }
    share = owner.map { engine.shares.join($0) }
    if let share { engine.shares.hold(heldBytes, share) }
    self.owner = owner
  }

  /// Says why and closes when all replies are out.
  /// - Parameter after: the seconds after which it may be tried again.
  func close(_ reason: String, code: Code = .closing, after: Int? = nil) {
    guard !isClosing else { return }
    // A block that is open ends with it: a line of its own would be read as one of its rows.
    if isInBlock { reply.endBlock(code) } else { reply.status(code) }
    if let after { reply.field("after", after) }
    reply.human(reason)
    reply.endLine()
    endReply(after: engine.book.sequence)
    stop()
  }

  /// Runs nothing more. A report that is under way is given up.
  func stop() {
    isClosing = true
    watch(nil)
    guard let report = report.take() else { return }
    record(sightOfGivenUp: report)
    engine.reports.drop(report)
  }

  /// Ends the wait for a result that was made elsewhere.
  func resume() {
    isWaiting = false
    runningBytes = 0
    process()
    onOutput()
  }
}

/// How a user logged in to a session.
enum Login: String, Sendable {
  case certificate, password
}

/// Who talks in a session.
struct SessionUser: Sendable {
  var name: String
  var role: Role
}

extension SessionUser? {
  /// What a command needs: a user, and one of a role that it is open to.
  func demand(_ spec: CommandSpec) throws(Failure) {
    if spec.role == nil { return }
    guard let self else { throw .notLoggedIn }
    try spec.demand(of: self.role)
  }
}

import Logging
import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollStore
import PiperollWire

/// What becomes part of the audit trail. The loop copies a record into a page; a thread seals the
/// pages, writes them, and makes them durable at the latest when `flushMilliseconds` have passed.
///
/// Unchecked `Sendable`: on the engine's loop only.
final class Audit: @unchecked Sendable {
  /// After this a record is on its way to the disk: a crash loses a second of the trail at most.
  private static var flushMilliseconds: Int64 { 900 }
  /// Pages in memory, 32 MiB: what a disk may refuse before records are dropped and counted.
  private static var pagesMax: Int { 512 }

  private let trail: AuditTrail?
  private let loop: any EventLoop
  private let clock: @Sendable () -> Int64
  private let logger: Logger
  private var page = AuditPage()
  private var full: [AuditPage] = []
  private var free: [AuditPage] = []
  /// How many pages there are.
  private var pages = 1
  private var isFlushPlanned = false
  private var isWriting = false
  /// What waits must be synced with the next write.
  private var isDue = false
  private var waiters: [@Sendable () -> Void] = []
  /// Records that had no room since the last one that says so; and all.
  private var droppedNow = 0
  private(set) var dropped = 0
  private var sessions: UInt32 = 0
  /// Why the disk does not take the trail; nil: it does.
  private(set) var fault: StorageFault?
  /// The last record on the disk and the seal of its block.
  private(set) var last: (sequence: UInt64, seal: [UInt8])?

  init(
    _ trail: AuditTrail?, loop: any EventLoop, clock: @escaping @Sendable () -> Int64,
    logger: Logger
  ) {
    self.trail = trail
    self.loop = loop
    self.clock = clock
    self.logger = logger
    if let progress = trail?.writer.progress { last = (progress.last, progress.seal) }
  }

  /// What HEALTH says of it.
  var state: String { trail == nil ? "off" : fault == nil ? "ok" : "failed" }

  /// The number of a new session. A flood may use them all up in some days, and they begin anew.
  func newSession() -> UInt32 {
    sessions &+= 1
    return sessions
  }

  // MARK: Events

  /// The server is there, and has found this at the end of its trail.
  func started() {
    add(.start, said: serverName)
    guard let opening = trail?.opening else { return }
    if opening.tornBytes > 0 {
      add(.torn, rows: opening.tornBytes, said: "bytes at the end, cut off and kept as .broken")
      logger.warning(
        "cut off an unfinished end of the audit trail",
        metadata: [
          "bytes": "\(opening.tornBytes)"
        ])
    }
    for finding in opening.findings {
      add(.damaged, said: "\(finding)")
      logger.error("the audit trail is damaged", metadata: ["reason": "\(finding)"])
    }
  }

  func login(_ actor: AuditActor, by means: String) { add(.login, actor, said: means) }
  func logout(_ actor: AuditActor, why: String) { add(.logout, actor, said: why) }

  func refused(_ what: AuditWhat, _ actor: AuditActor, reason: String) {
    add(what, actor, said: reason)
  }

  /// An administrator had a user's wrong passwords forgotten.
  func unlocked(_ user: String, failures: Int, by actor: AuditActor) {
    add(.unlock, actor, target: user, before: "failures=\(failures)", after: "failures=0")
  }

  /// A session was ended by somebody.
  func ended(_ session: Int, of user: String, by actor: AuditActor) {
    add(.endSession, actor, target: user, said: "session \(session)")
  }

  /// More was refused than is recorded one by one.
  func refusedMore(_ count: Int) { add(.dropped, rows: count, said: "refusals") }

  /// Somebody asked for what their role does not allow.
  func refusedRole(_ actor: AuditActor, _ words: String) {
    add(.refusedRole, actor, code: .forbidden, said: words)
  }

  /// An entry changed who may do what, or decided something.
  func changed(_ change: ControlChange, by actor: AuditActor) {
    let what: AuditWhat =
      switch change.kind {
      case .user: .user
      case .policy: .policy
      case .close: .close
      case .template: .template
      default: .approval
      }
    add(what, actor, target: change.target, before: change.before, after: change.after)
  }

  /// Segments will be removed.
  func removed(before first: UInt64, by actor: AuditActor) {
    add(.removed, actor, target: "\(first)")
  }

  /// Somebody saw something of people.
  func saw(
    _ sight: Sight, _ actor: AuditActor, code: Code, rows: Int, at time: Int64, said: [UInt8],
    shown: borrowing ReplyBytes
  ) {
    if trail == nil || sight == .none { return }
    let head = AuditHead(
      what: AuditWhat.sight.rawValue, data: sight.rawValue, code: UInt16(code.rawValue), time: time,
      session: actor.session, rows: UInt32(truncatingIfNeeded: rows))
    said.withUnsafeBytes { said in
      shown.withBytes { append(head, actor, target: $0, said: said) }
    }
  }

  /// Copies a record that is none of the frequent ones.
  private func add(
    _ what: AuditWhat, _ actor: AuditActor = .server, code: Code? = nil, rows: Int = 0,
    target: String = "", said: String = "", before: String = "", after: String = ""
  ) {
    let head = AuditHead(
      what: what.rawValue, data: 0, code: UInt16(code?.rawValue ?? 0), time: clock(),
      session: actor.session, rows: UInt32(clamping: rows))
    let texts = [target, said, before, after].map { Array($0.utf8) }
    texts[0].withUnsafeBytes { target in
      texts[1].withUnsafeBytes { said in
        texts[2].withUnsafeBytes { before in
          texts[3].withUnsafeBytes { after in
            append(head, actor, target: target, said: said, before: before, after: after)
          }
        }
      }
    }
  }

  private func append(
    _ head: AuditHead, _ actor: AuditActor, target: UnsafeRawBufferPointer,
    said: UnsafeRawBufferPointer, before: UnsafeRawBufferPointer = .init(start: nil, count: 0),
    after: UnsafeRawBufferPointer = .init(start: nil, count: 0)
  ) {
    if trail == nil { return }
    let said = cut(said, AuditPage.textBytesMax)
    let before = cut(before, AuditPage.changeBytesMax)
    let after = cut(after, AuditPage.changeBytesMax)
    let bytes = actor.bytes.count + target.count + said.count + before.count + after.count
    if !page.hasRoom(bytes), !turnPage() {
      droppedNow += 1
      dropped += 1
      return
    }
    actor.bytes.withUnsafeBytes {
      page.append(
        head, actor: $0, userBytes: actor.userBytes, target: target, said: said, before: before,
        after: after)
    }
    if !isFlushPlanned { planFlush() }
  }

  private func cut(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> UnsafeRawBufferPointer {
    bytes.count <= count ? bytes : UnsafeRawBufferPointer(rebasing: bytes[..<count])
  }

  // MARK: To the disk

  /// Puts the page with those that wait; false: there is no other to go on with.
  private func turnPage() -> Bool {
    guard let next = free.popLast() ?? (pages < Self.pagesMax ? newPage() : nil) else {
      return false
    }
    full.append(page)
    page = next
    write()
    return true
  }

  private func newPage() -> AuditPage {
    pages += 1
    return AuditPage()
  }

  private func planFlush() {
    isFlushPlanned = true
    loop.assumeIsolated().scheduleTask(in: .milliseconds(Self.flushMilliseconds)) {
      self.isFlushPlanned = false
      self.flush()
    }
  }

  private func flush() {
    isDue = true
    if page.isEmpty || !turnPage() { write() }
  }

  /// Makes durable what is recorded, then calls a body on the loop; also where the disk refuses.
  func flush(then body: @escaping @Sendable () -> Void) {
    guard trail != nil else { return body() }
    waiters.append(body)
    flush()
  }

  /// Called every few seconds.
  func watch() { if fault != nil { flush() } }

  private func write() {
    guard let trail, !isWriting, isDue || !full.isEmpty else { return }
    isWriting = true
    let (batch, isDue, time) = (full, isDue, clock())
    let served = isDue ? waiters : []
    full.removeAll(keepingCapacity: true)
    if isDue { waiters.removeAll() }
    self.isDue = false
    trail.queue.submit {
      let result = Result { () throws(StorageFault) in
        try trail.writer.write(batch, isDue: isDue, time: time)
      }
      self.loop.execute {
        self.written(result)
        for waiter in served { waiter() }
      }
    }
  }

  private func written(_ result: Result<AuditWriter.Progress, StorageFault>) {
    isWriting = false
    switch result {
    case .success(let progress):
      for page in progress.free { page.removeAll() }
      free += progress.free
      last = (progress.last, progress.seal)
      if fault != nil { logger.notice("the audit trail is written again") }
      fault = nil
      if droppedNow > 0 {
        let count = droppedNow
        droppedNow = 0
        add(.dropped, rows: count, said: "records without room")
      }
      write()
    case .failure(let failure):
      if fault == nil {
        logger.error("the audit trail cannot be written", metadata: ["reason": "\(failure)"])
      }
      fault = failure
    }
  }

  /// Writes what is recorded and ends the thread.
  func shutDown() async throws {
    guard let trail else { return }
    let done = loop.makePromise(of: Void.self)
    loop.execute {
      self.add(.stop)
      self.flush { done.succeed() }
    }
    try await done.futureResult.get()
    try await trail.queue.shutDown()
    trail.writer.close()
  }

  // MARK: Reading, and removing

  /// What REPORT AUDIT reads; nil: there is no trail.
  var reading: AuditReading? { trail.map { AuditReading($0) } }

  /// Removes the segments all of whose records are older than a time, when the record of that is
  /// durable. The body gets the sequence with which the trail begins then; nil: there is none.
  func remove(
    before time: Int64, by actor: AuditActor,
    then body: @escaping @Sendable (Result<UInt64?, StorageFault>) -> Void
  ) {
    guard let trail else { return body(.success(nil)) }
    trail.queue.submit {
      let beginning = Result { () throws(StorageFault) in
        try trail.writer.beginning(after: time)
      }
      self.loop.execute {
        switch beginning {
        case .failure(let fault): body(.failure(fault))
        case .success(let first) where first.now == first.then: body(.success(first.now))
        case .success(let first):
          self.removed(before: first.then, by: actor)
          self.flush { self.remove(trail, first.then, body) }
        }
      }
    }
  }

  private func remove(
    _ trail: AuditTrail, _ first: UInt64,
    _ body: @escaping @Sendable (Result<UInt64?, StorageFault>) -> Void
  ) {
    if let fault { return body(.failure(fault)) }
    trail.queue.submit {
      let result = Result { () throws(StorageFault) -> UInt64? in
        try trail.writer.remove(before: first)
        return first
      }
      self.loop.execute { body(result) }
    }
  }
}

import Glibc

/// Sends blocks of rows, several at once, and takes their replies in order. What has no reply when
/// the connection is lost is sent again: each row has its reference.
struct PostRun {
  struct Setting {
    /// Rows that there are, for the progress line.
    let rows: Int
    let isGrouped: Bool
    let isDry: Bool
    /// How long nothing may go on.
    let patience: Duration
  }

  /// Blocks on their way: the server works on one while the next come.
  private static let blocksMax = 4
  /// Refused rows that are told; the others are only counted.
  private static let toldMax = 10
  /// Where a server without room does not say when to ask again.
  private static let usualRetry = 1

  private let link: ServerLink
  private let setting: Setting
  private let diagnostics: Diagnostics
  private let progress: ProgressLine
  private var source: RowSource
  private let rejects: RejectsFile?
  private var hasSourceEnded = false
  /// Blocks that are not told yet, in the order of the file.
  private var blocks: [RowBlock] = []
  /// Those of them that wait for a reply.
  private var onTheirWay: [RowBlock] = []
  private var reply = BlockReply()
  /// Nothing is sent before this moment, because the server had no room.
  private var pausedUntil: ContinuousClock.Instant?
  /// When something went on last.
  private var lastProgress = ContinuousClock.now
  private var toldCount = 0

  private(set) var totals = PostTotals()
  private(set) var rejectsPath: String?
  /// All rows have their answers.
  private(set) var isComplete = false
  private var exitCode = ExitCode.ok

  var passedOver: Int { source.passedOver }

  init(
    _ link: ServerLink, _ source: RowSource, _ rejects: RejectsFile?, _ diagnostics: Diagnostics,
    _ setting: Setting
  ) {
    self.link = link
    self.source = source
    self.rejects = rejects
    self.diagnostics = diagnostics
    self.setting = setting
    progress = ProgressLine(diagnostics, rows: setting.rows)
  }

  mutating func toEnd() -> ExitCode {
    do {
      try work()
      isComplete = true
      if let rejects, try rejects.finish() { rejectsPath = rejects.path }
    } catch {
      progress.clear()
      exitCode = exitCode.combined(with: diagnostics.report(error))
    }
    progress.clear()
    if toldCount > Self.toldMax {
      diagnostics.line("and \(toldCount - Self.toldMax) more rows were refused")
    }
    if !isComplete, !setting.isDry {
      diagnostics.line("not all rows were posted; run it again: none is posted twice")
    }
    return exitCode
  }

  private mutating func work() throws {
    while true {
      try takeReplies()
      try settle()
      if link.connection.ending != nil { try reconnect() }
      try fill()
      if blocks.isEmpty && hasSourceEnded { return }
      if let moment = pausedUntil, onTheirWay.isEmpty {
        ServerLink.pause(ContinuousClock.now.duration(to: moment))
        pausedUntil = nil
      }
      if pausedUntil == nil { send() }
      if !onTheirWay.isEmpty { wait() }
    }
  }

  private mutating func fill() throws {
    while blocks.count < Self.blocksMax, !hasSourceEnded {
      guard let block = try source.nextBlock() else {
        hasSourceEnded = true
        return
      }
      blocks.append(block)
      if block.sentCount == 0 { block.results = [] }
    }
  }

  private mutating func send() {
    for block in blocks where block.results == nil {
      if onTheirWay.contains(where: { $0 === block }) { continue }
      onTheirWay.append(block)
      link.connection.send(block.bytes)
    }
  }

  private func wait() {
    var entries = [link.connection.pollEntry]
    guard Poll.wait(&entries, .after(progress.interval)) == .ready else { return }
    link.connection.service(entries[0])
  }
}

// Replies.
extension PostRun {
  private mutating func takeReplies() throws {
    while let event = link.connection.nextEvent() {
      guard let final = reply.add(event) else { continue }
      defer { reply = BlockReply() }
      if final.code == 421 {
        link.connection.close()
        return
      }
      guard let block = onTheirWay.first else {
        throw ClientError(
          .unreachable, "the server sent a reply that was not asked for: \(final.text)")
      }
      onTheirWay.removeFirst()
      try take(final, block)
    }
  }

  private mutating func take(_ final: StatusLine, _ block: RowBlock) throws {
    if let wait = reply.retryAfter(final) {
      guard ContinuousClock.now < lastProgress + setting.patience else {
        throw ClientError(.retryable, reply.why(final))
      }
      let seconds = max(wait, Self.usualRetry)
      if pausedUntil == nil { tell("\(reply.why(final)); asking again in \(seconds) s") }
      pausedUntil = .now + .seconds(seconds)
      return
    }
    guard reply.hasBlock else {
      throw ClientError(ExitCode(final), "the server takes none of the rows: \(final.text)")
    }
    guard reply.results.count == block.sentCount else {
      throw ClientError(
        .unreachable,
        "the server answered \(reply.results.count) of \(block.sentCount) rows:"
          + " \(final.text)")
    }
    block.results = reply.results
    lastProgress = .now
    link.wentOn()
  }

  /// Counts and tells the rows of the blocks at the front that have their answers.
  private mutating func settle() throws {
    while let block = blocks.first, var results = block.results?.makeIterator() {
      for row in block.rows {
        if let fault = row.fault {
          try refuse(row, "file", fault)
        } else if let result = results.next() {
          let fate = result.fate(isDry: setting.isDry)
          if fate == .refused {
            try refuse(row, "\(result.code)", result.text)
          } else {
            try totals.add(row, fate, isGrouped: setting.isGrouped)
          }
          if fate == .pending { exitCode = exitCode.combined(with: .pending) }
        }
      }
      blocks.removeFirst()
      progress.show(totals.all.rows)
    }
    progress.show(totals.all.rows)
  }

  private mutating func refuse(_ row: BlockRow, _ code: String, _ why: String) throws {
    try totals.add(row, .refused, isGrouped: setting.isGrouped)
    try rejects?.add(row, code: code, why: why)
    exitCode = exitCode.combined(with: .refused)
    toldCount += 1
    if toldCount <= Self.toldMax { tell("line \(row.line): \(code): \(why)") }
  }

  private func tell(_ text: String) {
    progress.clear()
    diagnostics.line(text)
  }

  private mutating func reconnect() throws {
    let reason = link.connection.ending?.description ?? "the connection was lost"
    let isUnknown = !onTheirWay.isEmpty && !setting.isDry
    onTheirWay.removeAll()
    reply = BlockReply()
    if blocks.isEmpty && hasSourceEnded { return }
    tell("\(reason); connecting again")
    do {
      try link.renew(until: lastProgress + setting.patience)
    } catch let error as ClientError {
      guard error.exitCode == .unreachable, isUnknown else { throw error }
      throw ClientError(.unknownOutcome, error.description)
    }
    tell("connected again")
  }
}

/// The reply to a block as far as it has come.
private struct BlockReply {
  private(set) var hasBlock = false
  private(set) var results: [RowResult] = []
  private var columns: (code: Int, rule: Int, text: Int)?
  private var isInResults = false

  /// The final status, if this event brings it.
  mutating func add(_ event: ReplyEvent) -> StatusLine? {
    switch event {
    case .status(let status): hasBlock = status.hasBlock
    case .line(let line): add(line)
    case .blockEnd, .push: break
    }
    return event.final
  }

  private mutating func add(_ line: String) {
    if line.utf8.starts(with: "# ".utf8) {
      isInResults = line == "# results"
      columns = nil
      return
    }
    guard isInResults else { return }
    let cells = line.utf8.split(separator: 0x09, omittingEmptySubsequences: false)
    guard let columns else {
      let names = cells.map { String(decoding: $0, as: UTF8.self) }
      columns = (
        names.firstIndex(of: "code") ?? 0, names.firstIndex(of: "rule") ?? 0,
        names.firstIndex(of: "text") ?? 0
      )
      return
    }
    guard cells.count > max(columns.code, columns.rule, columns.text) else { return }
    let code = cells[columns.code].reduce(0) { $0 * 10 + Int($1) - 0x30 }
    func text(_ index: Int) -> String { TabSection.unescaped(Substring(cells[index])) }
    let rule = code == 201 || code == 208 ? "" : text(columns.rule)
    // Of a cell that cannot be read the text says how it should be, and the rule which it is.
    let key = code == 504 ? "\(rule): " : ""
    results.append(
      RowResult(code: code, rule: rule, text: code < 400 ? "" : key + text(columns.text)))
  }

  /// After how many seconds the block may be sent again unchanged; nil where that is no use.
  func retryAfter(_ final: StatusLine) -> Int? {
    let isRefused = (400..<500).contains(final.code)
    guard isRefused || results.contains(where: { (400..<500).contains($0.code) }) else {
      return nil
    }
    return final["after"].flatMap { Int($0) } ?? 0
  }

  /// Why it has to be sent again.
  func why(_ final: StatusLine) -> String {
    if (400..<500).contains(final.code) { return final.text }
    let row = results.first { (400..<500).contains($0.code) }
    return row.map { "\($0.code): \($0.text)" } ?? final.text
  }
}

extension RowResult {
  /// What became of the row; in a dry run, what would.
  func fate(isDry: Bool) -> RowFate {
    switch code {
    case 201: .posted
    case 208: .before
    case 264, 564: .pending
    case 200 where isDry && rule.isEmpty: .posted
    case ..<400: .nothing
    default: .refused
    }
  }
}

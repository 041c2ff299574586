import PiperollCommands
import PiperollLedger
import PiperollStore
import PiperollWire

/// Reads an audit trail for REPORT AUDIT, on a worker.
struct AuditReading: Sendable {
  private let trail: AuditTrail

  init(_ trail: AuditTrail) { self.trail = trail }

  /// Bytes that one report reads: a worker proves and reads so much in a quarter of a second.
  private static var bytesMax: Int { 64 << 20 }

  /// Writes the rows that fit a filter.
  func write(_ filter: ReportAudit.Filter, to reply: inout ReplyWriter) throws(StorageFault) {
    var walk = try AuditWalk(
      trail.place.directory, storage: trail.storage, seal: trail.key, bytesMax: Self.bytesMax)
    try walk.skip(toSequence: filter.start, time: filter.from)
    reply.status(.data, block: true)
    reply.endLine()
    reply.section(ReportAudit.audit)
    var next: UInt64?
    try walk.run { record in
      guard record.sequence >= filter.start, filter.fits(record) else { return true }
      if reply.rowsWritten == filter.limit {
        next = record.sequence
        return false
      }
      reply.row(record)
      return true
    }
    reply.endBlock()
    reply.field("chain", walk.findings.isEmpty ? "ok" : "damaged")
    if let next = next ?? walk.unread { reply.field("next", next) }
    reply.endLine()
  }
}

extension ReportAudit.Filter {
  fileprivate func fits(_ record: AuditRecord) -> Bool {
    let head = record.head
    guard head.time >= from, head.time <= to else { return false }
    if let user, record.user != user { return false }
    if let what, AuditWhat.word(head.what) != what { return false }
    if let data, Sight(rawValue: head.data)?.word != data { return false }
    guard let account else { return true }
    return record.target.split(separator: ",").contains { $0 == account }
  }
}

extension ReplyWriter {
  fileprivate mutating func row(_ record: AuditRecord) {
    let head = record.head
    beginRow()
    cell(Int64(clamping: record.sequence))
    cell(utcText(head.time))
    text(record.user)
    text(record.address)
    if head.session == 0 { emptyCell() } else { cell(Int64(head.session)) }
    cell(AuditWhat.word(head.what))
    text(Sight(rawValue: head.data)?.word ?? "unknown")
    text(record.target)
    if head.code == 0 { emptyCell() } else { cell(Int64(head.code)) }
    if head.rows == 0, head.what != AuditWhat.sight.rawValue {
      emptyCell()
    } else {
      cell(Int64(head.rows))
    }
    text(record.said)
    text(record.before)
    text(record.after)
    endRow()
  }

  private mutating func text(_ text: String) { if text.isEmpty { emptyCell() } else { cell(text) } }
}

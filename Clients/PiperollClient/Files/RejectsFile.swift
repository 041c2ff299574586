import Glibc

/// The rows that were refused, as they were, each with its line, reference, code and sentence. It
/// has another name until it is whole.
final class RejectsFile {
  let path: String
  private let source: RowFile
  private let plan: RowPlan
  private let descriptor: Int32
  private let sink: TextSink
  private var isEmpty = true

  /// Makes the file, so that it is known to be possible before anything is posted.
  /// - Throws: a usage error where it is not, or where another run writes it.
  init(_ path: String, _ source: RowFile, _ plan: RowPlan) throws {
    let part = Self.part(path)
    descriptor = open(part, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ClientError(.usage, "\(part): \(systemReason(errno))") }
    sink = TextSink(descriptor)
    (self.path, self.source, self.plan) = (path, source, plan)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw ClientError(.usage, "\(part) is being written by another run of this file")
    }
    // A run that was killed has left its rows.
    ftruncate(descriptor, 0)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// What the file is called until it is whole.
  static func part(_ path: String) -> String { path + ".part" }

  /// Throws a usage error for a file that cannot be read.
  func add(_ row: BlockRow, code: String, why: String) throws {
    if isEmpty { writeHeader() }
    isEmpty = false
    var bytes = try source.bytes(row.place)
    while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
    // What a row has from an earlier file of rejects is replaced.
    if plan.header.refColumn != nil { bytes = ownCells(bytes) }
    write(bytes, ["\(row.line)", row.ref, code, why])
  }

  private func writeHeader() {
    let header = plan.header
    let names =
      header.bytes.isEmpty
      ? Array(header.names.map(cell).joined(separator: [plan.dialect.separator]))
      : header.refColumn == nil ? header.bytes : ownCells(header.bytes)
    write(names, RowHeader.rejected)
  }

  private func ownCells(_ bytes: [UInt8]) -> [UInt8] {
    guard let end = CSVReader.end(of: plan.header.ownCount, in: bytes, plan.dialect.separator)
    else { return bytes }
    return Array(bytes[..<end])
  }

  private func write(_ row: [UInt8], _ added: [String]) {
    sink.write(bytes: row)
    for text in added { sink.write(bytes: [plan.dialect.separator] + cell(text)) }
    sink.write(bytes: [0x0A])
  }

  private func cell(_ text: String) -> [UInt8] {
    plan.dialect.encoding.encode(CSVText.cell(text, separator: plan.dialect.separator))
  }

  /// Gives the file its name, or takes it away if no row is in it.
  /// - Returns: whether a row was refused.
  /// - Throws: if it could not be written.
  func finish() throws -> Bool {
    let part = Self.part(path)
    guard !isEmpty else {
      unlink(part)
      return false
    }
    sink.flush()
    if let fault = sink.fault {
      throw ClientError(.unwritten, "\(part): \(systemReason(fault.reason))")
    }
    guard rename(part, path) == 0 else {
      throw ClientError(.unwritten, "\(path): \(systemReason(errno))")
    }
    return true
  }
}

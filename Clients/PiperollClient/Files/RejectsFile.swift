import Glibc

/// The rows that were refused, as they were, each with its line, reference, code and sentence. It
/// has another name until it is whole.
final class RejectsFile {
  let path: String
  private let source: RowFile
  private let plan: RowPlan
  private var sink: TextSink?
  private var descriptor: Int32 = -1

  private var partPath: String { path + ".part" }

  init(_ path: String, _ source: RowFile, _ plan: RowPlan) {
    self.path = path
    self.source = source
    self.plan = plan
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Throws a usage error for a file that cannot be written or read.
  func add(_ row: BlockRow, code: String, why: String) throws {
    if sink == nil { try begin() }
    var bytes = try source.bytes(row.place)
    while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
    // What a row has from an earlier file of rejects is replaced.
    if plan.header.refColumn != nil { bytes = ownCells(bytes) }
    write(bytes, ["\(row.line)", row.ref, code, why])
  }

  private func begin() throws {
    descriptor = open(partPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ClientError(.usage, "\(partPath): \(systemReason(errno))") }
    sink = TextSink(descriptor)
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
    sink?.write(bytes: row)
    for text in added { sink?.write(bytes: [plan.dialect.separator] + cell(text)) }
    sink?.write(bytes: [0x0A])
  }

  private func cell(_ text: String) -> [UInt8] {
    plan.dialect.encoding.encode(CSVText.cell(text, separator: plan.dialect.separator))
  }

  /// Gives the file its name. Throws if it could not be written.
  /// - Returns: whether a row was refused.
  func finish() throws -> Bool {
    guard let sink else { return false }
    sink.flush()
    if let fault = sink.fault {
      throw ClientError(.unwritten, "\(partPath): \(systemReason(fault.reason))")
    }
    guard rename(partPath, path) == 0 else {
      throw ClientError(.unwritten, "\(path): \(systemReason(errno))")
    }
    return true
  }
}

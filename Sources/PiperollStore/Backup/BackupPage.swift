import PiperollVersion

/// What a finished backup says of itself, as lines of `name value`:
///
///     piperoll-backup 1
///     journal 0123...
///     sequence 4711
///     chain 89ab...
///     state cdef...
///     program 0.2.0
///     checksum 1a2b3c4d
///
/// `program` is the version of piperolld that made the backup, `checksum` the CRC-32C of the lines
/// before it (backups of 0.2.0 have none). Lines of other names are passed
/// over. The files say as much, but for the state - and but for a last group that went missing from
/// the end, which without this would pass for one that was never finished.
struct BackupPage {
  static let fileName = "backup.txt"
  /// The format this version writes, and the newest it reads.
  static let version: UInt32 = 1
  private static let magic = "piperoll-backup"
  /// The lines of a page that has no checksum.
  private static let names: Set<String> = [
    magic, "journal", "sequence", "chain", "state", "program",
  ]
  /// More than the lines above can come to.
  private static let bytesMax = 1 << 10

  let journal: String
  let sequence: UInt64
  let chain: String
  let state: String

  init(_ backup: Backup) {
    journal = backup.copy.journalID.description
    sequence = backup.copy.sequence
    chain = backup.copy.chain.description
    state = backup.state
  }

  /// Reads a backup's page.
  init(_ directory: String, storage: any Storage) throws(StoreError) {
    let path = Backup.page(of: directory)
    let bytes: [UInt8]
    do throws(StorageFault) {
      let file = try storage.open(path, .read)
      defer { file.close() }
      bytes = try file.readPrefix(Self.bytesMax)
    } catch {
      guard error.isNotFound else { throw .storage(error) }
      throw .notABackup(directory: directory, reason: "it has no \(Self.fileName)")
    }
    var fields: [String: String] = [:]
    var isKnown = true
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words.count == 2 { fields[words[0]] = words[1] }
      isKnown = isKnown && words.count == 2 && Self.names.contains(words[0])
    }
    guard let version = fields[Self.magic].flatMap({ UInt32($0) }) else {
      throw .notABackup(directory: directory, reason: "\(path) is damaged")
    }
    guard version <= Self.version else {
      throw .newerFormat(
        file: path, version: version, known: Self.version,
        program: fields["program"].flatMap { ProgramVersion($0) })
    }
    // Without a checksum it is of a version that wrote these lines and no others.
    let isWhole = fields["checksum"].map { $0 == Self.checksum(bytes) } ?? isKnown
    guard isWhole else {
      throw .notABackup(directory: directory, reason: "\(path) is damaged")
    }
    guard let journal = fields["journal"], let chain = fields["chain"],
      let state = fields["state"], let sequence = fields["sequence"].flatMap({ UInt64($0) })
    else { throw .notABackup(directory: directory, reason: "\(path) is damaged") }
    (self.journal, self.sequence, self.chain, self.state) = (journal, sequence, chain, state)
  }

  /// Writes it, durably but for its name.
  func write(to directory: String, _ storage: any Storage) throws(StoreError) {
    let text = """
      \(Self.magic) \(Self.version)
      journal \(journal)
      sequence \(sequence)
      chain \(chain)
      state \(state)
      program \(ProgramVersion.current)

      """
    let lines = text + "checksum \(Self.checksum(Array(text.utf8)))\n"
    try StoreError.storing { () throws(StorageFault) in
      let file = try storage.open(Backup.page(of: directory), .createNew)
      defer { file.close() }
      try file.writeWhole(Array(lines.utf8), at: 0)
      try file.sync()
    }
  }

  /// Of the lines before the one that says it.
  private static func checksum(_ bytes: [UInt8]) -> String {
    let own = bytes.firstRange(of: Array("checksum ".utf8))?.lowerBound ?? bytes.count
    return String(CRC32C.checksum(Array(bytes[..<own])), radix: 16)
  }

  // MARK: - Whether the files come to what it says

  func compare(_ directory: String, _ found: JournalID) throws(StoreError) {
    guard found.description != journal else { return }
    throw .mismatch(
      directory: directory, what: "journal", found: found.description, expected: journal)
  }

  func compare(_ directory: String, last: UInt64, _ found: ChainHash) throws(StoreError) {
    guard last != sequence || found.description != chain else { return }
    throw .mismatch(
      directory: directory, what: "chain", found: "\(found) at \(last)",
      expected: "\(chain) at \(sequence)")
  }

  func compare(_ directory: String, state found: String) throws(StoreError) {
    guard found != state else { return }
    throw .mismatch(directory: directory, what: "state", found: found, expected: state)
  }
}

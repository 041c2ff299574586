import Glibc

/// The lines that were typed, oldest first, each once. They stand in a private file, which several
/// consoles may use at a time.
struct History {
  /// How many lines are kept: some weeks of work, and a file that is read in a millisecond.
  static let linesMax = 1000
  /// A longer line is not kept: such a one is pasted, and nobody goes through it with arrows.
  static let lineBytesMax = 4096

  private let path: String?
  private(set) var lines: [String] = []

  /// Reads the file and makes it shorter if it has grown. Throws a usage error for a file that
  /// others may read, or that cannot be read; the lines are kept nowhere then.
  /// - Parameter path: of the file; nil: the lines are kept as long as this value lives.
  init(path: String?) throws {
    self.path = path
    guard let path, let file = try HistoryFile(path) else { return }
    let text = try file.read()
    let found = text.split(separator: "\n").map(String.init).filter(Self.mayKeep)
    for line in found { take(line) }
    if found.count > Self.linesMax {
      file.rewrite(lines.map { $0 + "\n" }.joined())
    }
  }

  /// A history that is kept nowhere.
  init() { path = nil }

  /// Adds a line that was typed, unless it has a secret.
  mutating func add(_ line: String) {
    guard Self.mayKeep(line), lines.last != line else { return }
    take(line)
    guard let path, let file = try? HistoryFile(path) else { return }
    file.append(line + "\n")
  }

  /// Adds a line that nobody has typed yet: it is offered, and not written down.
  mutating func offer(_ line: String) { if Self.mayKeep(line) { take(line) } }

  private mutating func take(_ line: String) {
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > Self.linesMax { lines.removeFirst() }
  }

  /// Whether a line is one to be kept: neither empty, nor too long, nor secret.
  static func mayKeep(_ line: String) -> Bool {
    let words = line.split { $0 == " " || $0 == "\t" }
    if words.isEmpty || line.utf8.count > lineBytesMax || line.contains("\n") { return false }
    if RequestLine.isSecret(line) { return false }
    // Behind a command of the console, or misspelled.
    return !words.contains { word in
      let name = word.prefix { $0 != "=" }.uppercased()
      let isKey = word.contains("=")
      return name == "AUTH" || name.contains("PASSW") || name.contains(isKey ? "PAS" : "PASW")
    } && !isNearlyAuth(words.first { !$0.hasPrefix("@") } ?? "")
  }

  /// Whether a line's first word may be meant for AUTH: a password stands behind it. No verb of
  /// the protocol is that near.
  private static func isNearlyAuth(_ word: Substring) -> Bool {
    let letters = word.uppercased().filter { $0.isASCII && $0.isLetter }
    return (2...6).contains(letters.count) && slips(letters, "AUTH") <= 2
  }

  /// How many letters are to be put in, left out or replaced to make one word another.
  private static func slips(_ word: String, _ other: String) -> Int {
    let other = Array(other)
    var row = Array(0...other.count)
    for (place, letter) in word.enumerated() {
      var (before, next) = (row, [place + 1])
      for (column, wanted) in other.enumerated() {
        next.append(
          min(before[column + 1] + 1, next[column] + 1, before[column] + (letter == wanted ? 0 : 1))
        )
      }
      before = next
      row = before
    }
    return row[other.count]
  }
}

/// The file while it is read or written. Others wait meanwhile.
private final class HistoryFile {
  /// A file of the most and longest lines, twice.
  private static let bytesMax = 2 * History.linesMax * (History.lineBytesMax + 1)

  private let path: String
  private let descriptor: Int32

  /// Opens the file, or makes it for us alone; nil where there is no folder and none can be made.
  init?(_ path: String) throws {
    self.path = path
    if let slash = path.lastIndex(of: "/") { SmallFile.makeFolder(String(path[..<slash])) }
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw ClientError(.usage, "\(path): \(systemReason(errno))")
    }
    _ = try SmallFile.demand(.secret, descriptor, path)
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func read() throws -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw ClientError(.usage, "\(path): \(systemReason(errno))") }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
      if bytes.count > Self.bytesMax { throw ClientError(.usage, "\(path): too long") }
    }
  }

  func append(_ text: String) { write(Array(text.utf8), to: descriptor) }

  /// Puts a shorter text into the file, in place: other consoles have its name, and a full disk has
  /// room for what is shorter.
  func rewrite(_ text: String) {
    let bytes = Array(text.utf8)
    let other = open(path, O_WRONLY | O_CLOEXEC)
    guard other >= 0 else { return }
    write(bytes, to: other)
    ftruncate(other, off_t(bytes.count))
    close(other)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }
}

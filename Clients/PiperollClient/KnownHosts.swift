import Glibc

/// The servers that were trusted before: a file with a line `host:port SHA256:...` for each.
public struct KnownHosts: Equatable, Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  public enum Verdict: Equatable, Sendable {
    case known
    /// Known by its certificate alone, which an earlier version wrote down.
    case knownByCertificate
    case unknown
    /// The server is known, but not by this fingerprint.
    case changed(expected: [Fingerprint], line: Int)
  }

  /// Throws a usage error for a file that cannot be read, that others may change, or that holds a
  /// line which is none: skipping it could forget a server.
  public func verdict(on address: Address, _ shown: ShownFingerprints) throws -> Verdict {
    guard let text = try SmallFile.read(path, .trusted) else { return .unknown }
    var expected: [Fingerprint] = []
    var firstLine = 0
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.split(separator: " ")
      guard let name = words.first, !name.hasPrefix("#") else { continue }
      guard words.count == 2, let known = Fingerprint(String(words[1])) else {
        throw ClientError(.usage, "\(path): line \(index + 1) is not `host:port SHA256:...`")
      }
      guard name == address.hostAndPort else { continue }
      if expected.isEmpty { firstLine = index + 1 }
      expected.append(known)
    }
    if expected.isEmpty { return .unknown }
    if expected.contains(shown.key) { return .known }
    if expected.contains(shown.certificate) { return .knownByCertificate }
    return .changed(expected: expected, line: firstLine)
  }

  /// Adds a server; the file and its folder are made when they are missing, for us alone.
  public func add(_ address: Address, _ fingerprint: Fingerprint) throws {
    if let slash = path.lastIndex(of: "/") { SmallFile.makeFolder(String(path[..<slash])) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ClientError(.usage, "\(path): \(systemReason(errno))") }
    defer { close(descriptor) }
    // One write: two programs that add at the same time do not mix their lines.
    let line = Array("\(address.hostAndPort) \(fingerprint)\n".utf8)
    guard write(descriptor, line, line.count) == line.count else {
      throw ClientError(.usage, "\(path): \(systemReason(errno))")
    }
  }
}

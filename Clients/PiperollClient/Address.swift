/// Where a server is and who calls: `piperolls://user@host:port`.
public struct Address: Equatable, Sendable, CustomStringConvertible {
  /// The port where the address names none.
  public static let defaultPort: UInt16 = 7117

  public var user: String?
  /// A name, or an IPv4 or IPv6 address without brackets; lower case.
  public var host: String
  public var port: UInt16

  public init(user: String? = nil, host: String, port: UInt16 = Address.defaultPort) {
    self.user = user
    self.host = host.lowercased()
    self.port = port
  }

  /// Reads `piperolls://[user@]host[:port][/]`; without a scheme the same, so that a bare host
  /// works. Throws a usage error, also for a password in the address.
  public init(_ text: String) throws {
    func bad(_ why: String) -> ClientError { ClientError(.usage, "address: \(why)") }
    var rest = text.utf8[...]
    if let scheme = Self.prefix(of: &rest, upTo: "://") {
      guard scheme == "piperolls" else { throw bad("\(scheme):// is not piperolls://") }
    }
    if rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
    let user = Self.prefix(of: &rest, upTo: "@")
    guard user?.contains(":") != true else {
      throw bad("a password does not belong here: use --password-file or --password-fd")
    }
    let (host, port) = try Self.hostAndPort(String(rest)!, bad)
    guard !host.isEmpty, host.utf8.allSatisfy(Self.isOfHost) else {
      throw bad("it has no usable host")
    }
    self.init(user: user?.isEmpty == true ? nil : user, host: host, port: port)
  }

  /// The host as it stands in a prompt: of a name the first part, which tells servers of one
  /// company apart.
  var shortHost: String {
    let isNumber = host.contains(":") || host.utf8.allSatisfy { $0 == 0x2E || 48...57 ~= $0 }
    return isNumber ? host : String(host.prefix { $0 != "." })
  }

  public var description: String {
    "piperolls://\(user.map { "\($0)@" } ?? "")\(hostAndPort)"
  }

  /// `host:port`, as known_hosts names a server; an IPv6 address in brackets.
  public var hostAndPort: String {
    "\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  /// Whether a byte may stand in a name or an address; `%` is before the zone of an IPv6 address.
  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: ".-_:%".utf8.contains(byte)
    }
  }

  private static func prefix(of text: inout Substring.UTF8View, upTo mark: String) -> String? {
    let bytes = Array(mark.utf8)
    for start in text.indices where text[start...].starts(with: bytes) {
      let found = String(Substring(text[..<start]))
      text = text[text.index(start, offsetBy: bytes.count)...]
      return found
    }
    return nil
  }

  private static func hostAndPort(
    _ text: String, _ bad: (String) -> ClientError
  ) throws -> (String, UInt16) {
    let host: Substring
    let tail: Substring
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { throw bad("a [ has no ]") }
      host = text[..<end].dropFirst()
      tail = text[end...].dropFirst()
    } else {
      host = text.prefix { $0 != ":" }
      tail = text.dropFirst(host.count)
    }
    if tail.isEmpty { return (String(host), defaultPort) }
    guard tail.first == ":", let port = UInt16(tail.dropFirst()), port > 0 else {
      throw bad("the port is a number from 1 to 65535 behind a colon; IPv6 stands in brackets")
    }
    return (String(host), port)
  }
}

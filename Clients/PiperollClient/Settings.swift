import PiperollTLS

/// What the command line, PIPEROLL_URL and the configuration file may say. Nil: nothing is said.
public struct Settings: Equatable, Sendable {
  public var url: String?
  public var cert: String?
  public var key: String?
  public var cacert: String?
  public var trust: String?
  public var knownHosts: String?
  public var passwordFile: String?
  public var passwordDescriptor: Int32?
  public var window: Int?

  public init() {}

  /// Reads the text of a configuration file: `key=value` lines, `#` comments, empty lines.
  /// - Parameters:
  ///   - path: for the messages.
  ///   - home: what a leading `~` in a path stands for.
  /// - Throws: a usage error for a line that is no `key=value`, for a key that is not known or is
  ///   given twice, and for a bad value.
  public init(configuration text: String, path: String, home: String) throws {
    var names: Set<String> = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = Self.trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let (name, fault): (String, String?)
      if parts.count == 2 {
        name = String(Self.trimmed(parts[0]))
        let isFirst = names.insert(name).inserted
        fault =
          isFirst ? set(name, String(Self.trimmed(parts[1])), home) : "\(name) is given twice"
      } else {
        (name, fault) = ("", "not key=value")
      }
      if let fault { throw ClientError(.usage, "\(path): line \(index + 1): \(fault)") }
    }
  }

  /// Sets a value.
  /// - Returns: what is wrong with it; nil if nothing is.
  private mutating func set(_ name: String, _ value: String, _ home: String) -> String? {
    let path = value.hasPrefix("~/") ? home + value.dropFirst() : value
    switch name {
    case _ where value.isEmpty && Self.names.contains(name):
      return "\(name)= has no value; leave the line out"
    case "url": url = value
    case "trust": trust = value
    case "cert": cert = path
    case "key": key = path
    case "cacert": cacert = path
    case "known-hosts": knownHosts = path
    case "password-file": passwordFile = path
    case "window":
      window = Int(value)
      if window ?? 0 < 1 { return "window= takes a whole number from 1 on" }
    default: return "no setting \(name); there are \(Self.names.joined(separator: ", "))"
    }
    return nil
  }

  /// What a configuration file may set.
  private static let names = [
    "url", "cert", "key", "cacert", "trust", "known-hosts", "password-file", "window",
  ]

  private static func trimmed(_ text: Substring) -> Substring {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  /// These settings, and from `weaker` what they leave open. Settings that answer the same question
  /// stand or fall together.
  public func over(_ weaker: Settings) -> Settings {
    var merged = self
    merged.url = url ?? weaker.url
    merged.knownHosts = knownHosts ?? weaker.knownHosts
    merged.window = window ?? weaker.window
    if cert == nil && key == nil { (merged.cert, merged.key) = (weaker.cert, weaker.key) }
    if cacert == nil && trust == nil {
      (merged.cacert, merged.trust) = (weaker.cacert, weaker.trust)
    }
    if passwordFile == nil && passwordDescriptor == nil {
      merged.passwordFile = weaker.passwordFile
      merged.passwordDescriptor = weaker.passwordDescriptor
    }
    return merged
  }
}

extension Settings {
  /// Where a server listens if nobody says otherwise.
  private static var localURL: String { "piperolls://127.0.0.1" }

  /// What a run needs, with secrets read. Throws a usage error for what is missing or does not fit.
  /// - Parameters:
  ///   - knownHostsDefault: the file when no setting names one.
  ///   - canAsk: a person is there, for a password and at a first contact.
  public func options(knownHostsDefault: String, canAsk: Bool) throws -> ClientOptions {
    let address = try Address(url ?? Self.localURL)
    let identity = try identity()
    var options = ClientOptions(
      address: address, trust: try serverTrust(knownHostsDefault, canAsk), identity: identity)
    options.password = try password(canAsk: canAsk && identity == nil)
    guard window ?? 1 > 0 else { throw ClientError(.usage, "a window holds at least 1 request") }
    options.window = window.map { ClientOptions.Window(requestsMax: $0) }
    return options
  }

  private func identity() throws -> TLSIdentity? {
    // A file that is not there is told first: with it, what is missing besides is another matter.
    if let cert { try SmallFile.demandPEM(cert) }
    if let key { try SmallFile.demandPEM(key) }
    guard let cert, let key else {
      guard cert ?? key != nil else { return nil }
      let missing = cert == nil ? "cert" : "key"
      throw ClientError(.usage, "a certificate and its key go together; \(missing)= is missing")
    }
    return TLSIdentity(certificateFile: cert, keyFile: key)
  }

  private func serverTrust(_ knownHostsDefault: String, _ canAsk: Bool) throws -> ServerTrust {
    if let cacert {
      guard trust == nil else {
        throw ClientError(.usage, "give either --trust or --cacert, not both")
      }
      try SmallFile.demandPEM(cacert)
      return .authority(file: cacert)
    }
    let hosts = KnownHosts(path: knownHosts ?? knownHostsDefault)
    guard let trust else {
      return .knownHosts(hosts, firstContact: canAsk ? .ask(Terminal.confirm) : .refuse)
    }
    guard let fingerprint = Fingerprint(trust) else {
      throw ClientError(.usage, "--trust takes SHA256: and 64 hexadecimal digits")
    }
    return .knownHosts(hosts, firstContact: .accept(fingerprint))
  }

  private func password(canAsk: Bool) throws -> ClientOptions.Password {
    switch (passwordFile, passwordDescriptor) {
    case (nil, nil): return canAsk ? .ask : .none
    case (let file?, nil): return .text(try PasswordSource.read(file: file))
    case (nil, let descriptor?): return .text(try PasswordSource.read(descriptor: descriptor))
    default: throw ClientError(.usage, "give either --password-file or --password-fd, not both")
    }
  }
}

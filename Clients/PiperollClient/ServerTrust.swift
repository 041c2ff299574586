import PiperollTLS

/// How the client decides that it speaks to the right server.
public enum ServerTrust: Sendable {
  /// Exactly this key. Nothing is looked up or recorded.
  case fingerprint(Fingerprint)
  /// A certificate that an authority in this PEM file signed for the host of the address.
  case authority(file: String)
  /// The key that was met before; `firstContact` says what happens when there is none.
  case knownHosts(KnownHosts, firstContact: FirstContact)

  public enum FirstContact: Sendable {
    case refuse
    /// Accept this key and record it.
    case accept(Fingerprint)
    /// Show what was met to the person; record it after a yes.
    case ask(@Sendable (Address, Fingerprint) -> Bool)
  }

  func tlsTrust(_ address: Address) -> TLSTrust {
    switch self {
    case .authority(let file): .authorities(file: file, host: address.host)
    case .fingerprint, .knownHosts: .fingerprintChecked
    }
  }

  enum Decision {
    case trusted
    /// A person has to decide, which may take longer than the server waits.
    case question(KnownHosts, @Sendable (Address, Fingerprint) -> Bool)
  }

  /// Throws when the server is not to be trusted.
  func decide(_ address: Address, _ met: ShownFingerprints) throws -> Decision {
    switch self {
    case .authority: return .trusted
    case .fingerprint(let expected):
      guard met.fits(expected) else { throw Self.changed(address, met, [expected], "") }
      return .trusted
    case .knownHosts(let hosts, let firstContact):
      switch try hosts.verdict(on: address, met) {
      case .known: return .trusted
      case .knownByCertificate:
        // So that it is still known when its certificate was renewed. A file that we may not write
        // to stays as it is.
        try? hosts.add(address, met.key)
        return .trusted
      case .unknown: return try Self.meet(address, met, hosts, firstContact)
      case .changed(let expected, let line):
        let advice = "\nIf it was given a new key, remove line \(line) of \(hosts.path)."
        throw Self.changed(address, met, expected, advice)
      }
    }
  }

  private static func meet(
    _ address: Address, _ met: ShownFingerprints, _ hosts: KnownHosts, _ firstContact: FirstContact
  ) throws -> Decision {
    switch firstContact {
    case .ask(let question): return .question(hosts, question)
    case .accept(let expected):
      guard met.fits(expected) else { throw changed(address, met, [expected], "") }
      try hosts.add(address, met.key)
      return .trusted
    case .refuse:
      throw ClientError(
        .unreachable,
        "\(address.hostAndPort) was never met before. Its fingerprint is\n  \(met.key)\n"
          + "If that is right, repeat with --trust \(met.key); or give --cacert FILE.")
    }
  }

  private static func changed(
    _ address: Address, _ met: ShownFingerprints, _ expected: [Fingerprint], _ advice: String
  ) -> ClientError {
    let known = expected.map { "  expected \($0)" }.joined(separator: "\n")
    return ClientError(
      .unreachable,
      "THE SERVER \(address.hostAndPort) IS NOT THE ONE THAT IS TRUSTED.\n\(known)\n"
        + "  met      \(met.key)\nSomebody may be in between; nothing was sent.\(advice)")
  }
}

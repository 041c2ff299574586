import Testing

@testable import PiperollTLS

/// What the peers' certificates decide. `client` and `server` are made for each test.
private func meet(_ client: TLSContext, _ server: TLSContext) throws -> Link {
  let link = try Link(client: client, server: server)
  try link.shakeHands()
  return link
}

@Test func `a client certificate names its user`() throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  let server = try TLSContext.server(
    identity: workshop.server(), clientAuthorityFile: authority.certificateFile)
  let identity = try workshop.client("jane.doe", of: authority)
  let link = try meet(.client(trust: .fingerprintChecked, identity: identity), server)
  #expect(link.isComplete)
  #expect(link.server.peerCommonName == "jane.doe")
  #expect(
    try link.server.peerFingerprint == Certificates.fingerprint(ofFile: identity.certificateFile))
}

@Test func `a client certificate is optional`() throws {
  let workshop = try Workshop()
  let server = try TLSContext.server(
    identity: workshop.server(), clientAuthorityFile: workshop.authority().certificateFile)
  let link = try meet(.client(trust: .fingerprintChecked), server)
  #expect(link.isComplete)
  #expect(link.server.peerCommonName == nil && link.server.peerFingerprint == nil)
}

@Test func `an unverified certificate names nobody`() throws {
  let workshop = try Workshop()
  let server = try TLSContext.server(identity: workshop.server())
  let link = try meet(.client(trust: .fingerprintChecked), server)
  #expect(link.client.peerFingerprint != nil)
  #expect(link.client.peerCommonName == nil)
}

@Test(arguments: [Int32(0x0303), 0x0304])
func `a client certificate of another authority is refused`(version: Int32) throws {
  let workshop = try Workshop()
  let server = try TLSContext.server(
    identity: workshop.server(), clientAuthorityFile: workshop.authority().certificateFile)
  let stranger = try workshop.client("jane", of: workshop.authority("other"))
  let client = try TLSContext.client(
    trust: .fingerprintChecked, identity: stranger, policy: Policy(maximumVersion: version))
  let link = try meet(client, server)
  #expect(!link.serverIsComplete)
  #expect(link.serverFault == .certificate("unable to get local issuer certificate"))
  #expect(
    link.clientFault == .peerAlert("another authority signed it than the one that is trusted there")
  )
}

@Test func `an authority of the same name with another key is another authority`() throws {
  let workshop = try Workshop()
  let impostor = try Workshop()
  let server = try TLSContext.server(
    identity: workshop.server(), clientAuthorityFile: workshop.authority().certificateFile)
  let stranger = try impostor.client("jane", of: impostor.authority())
  let link = try meet(.client(trust: .fingerprintChecked, identity: stranger), server)
  #expect(!link.serverIsComplete)
  guard case .certificate = link.serverFault else {
    Issue.record("\(String(describing: link.serverFault))")
    return
  }
}

@Test func `a server's certificate is no client's`() throws {
  let workshop = try Workshop()
  let identity = try workshop.server()
  // Even if it is signed by an authority that the server trusts: here, itself.
  let server = try TLSContext.server(
    identity: identity, clientAuthorityFile: identity.certificateFile)
  let link = try meet(.client(trust: .fingerprintChecked, identity: identity), server)
  #expect(link.serverFault == .certificate("unsuitable certificate purpose"))
}

@Test func `a client certificate signs no others`() throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  let jane = try workshop.client("jane", of: authority)
  let forged = try workshop.client("boss", of: jane)
  let chain = workshop.path("chain.pem")
  _ = try outcome(
    of: "sh", "-c", "cat '\(forged.certificateFile)' '\(jane.certificateFile)' > '\(chain)'")
  let server = try TLSContext.server(
    identity: workshop.server(), clientAuthorityFile: authority.certificateFile)
  let identity = TLSIdentity(certificateFile: chain, keyFile: forged.keyFile)
  let link = try meet(.client(trust: .fingerprintChecked, identity: identity), server)
  #expect(!link.serverIsComplete)
  guard case .certificate = link.serverFault else {
    Issue.record("\(String(describing: link.serverFault))")
    return
  }
}

@Test(arguments: [
  (Int32(-9), Int32(-1), "certificate has expired"),
  (2, 9, "certificate is not yet valid"),
])
func `a client certificate is refused outside its dates`(
  from: Int32, until: Int32, reason: String
) throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  let identity = workshop.identity("late")
  try Certificates.issueClient(
    user: "late", authority: authority, identity: identity,
    validity: Certificate.Validity(fromDays: from, untilDays: until))
  let server = try TLSContext.server(
    identity: workshop.server(), clientAuthorityFile: authority.certificateFile)
  let link = try meet(.client(trust: .fingerprintChecked, identity: identity), server)
  #expect(link.serverFault == .certificate(reason))
}

@Test(arguments: ["ledger.example", "127.0.0.1", "::1"])
func `a client with authorities accepts each name of the server`(host: String) throws {
  let workshop = try Workshop()
  let identity = try workshop.server(hosts: ["ledger.example", "127.0.0.1", "::1"])
  let trust = TLSTrust.authorities(file: identity.certificateFile, host: host)
  let link = try meet(.client(trust: trust), .server(identity: identity))
  #expect(link.isComplete)
}

@Test(arguments: [
  ("other.example", "hostname mismatch"), ("127.0.0.2", "IP address mismatch"),
  ("ledger.example.evil", "hostname mismatch"),
])
func `a client with authorities refuses another name`(host: String, reason: String) throws {
  let workshop = try Workshop()
  let identity = try workshop.server(hosts: ["ledger.example", "127.0.0.1"])
  let trust = TLSTrust.authorities(file: identity.certificateFile, host: host)
  let link = try meet(.client(trust: trust), .server(identity: identity))
  #expect(link.clientFault == .certificate(reason))
  #expect(!link.clientIsComplete)
}

@Test func `a client with authorities refuses a server that they did not sign`() throws {
  let workshop = try Workshop()
  let known = try workshop.server("known")
  let trust = TLSTrust.authorities(file: known.certificateFile, host: "localhost")
  let link = try meet(.client(trust: trust), .server(identity: workshop.server("stranger")))
  guard case .certificate = link.clientFault else {
    Issue.record("\(String(describing: link.clientFault))")
    return
  }
}

@Test func `an empty host is refused rather than left unchecked`() throws {
  let workshop = try Workshop()
  let file = try workshop.server().certificateFile
  #expect(throws: TLSFault.argument("no host name to verify")) {
    try TLSContext.client(trust: .authorities(file: file, host: ""))
  }
}

@Test(arguments: [0o640, 0o604, 0o620, 0o644])
func `a key that others may open is refused`(mode: Int) throws {
  let workshop = try Workshop()
  let identity = try workshop.server()
  try workshop.setMode(mode, identity.keyFile)
  do {
    _ = try TLSContext.server(identity: identity)
    Issue.record("accepted a key of mode \(String(mode, radix: 8))")
  } catch {
    guard case .file(let text) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(text.contains("group or others"))
  }
}

@Test func `files that are missing, empty or of another key are refused by name`() throws {
  let workshop = try Workshop()
  let one = try workshop.server("one")
  let two = try workshop.server("two")
  let missing = workshop.identity("missing")
  for (certificate, key) in [
    (one.certificateFile, two.keyFile), (one.certificateFile, missing.keyFile),
    (missing.certificateFile, one.keyFile), (one.keyFile, one.keyFile),
  ] {
    do {
      let identity = TLSIdentity(certificateFile: certificate, keyFile: key)
      _ = try TLSContext.server(identity: identity)
      Issue.record("accepted \(certificate) with \(key)")
    } catch {
      guard case .file(let text) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(text.contains(workshop.path("")))
    }
  }
}

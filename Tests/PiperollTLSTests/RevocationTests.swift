import Testing

@testable import PiperollTLS

private func meet(
  _ workshop: Workshop, _ authority: TLSIdentity, _ client: TLSIdentity,
  _ version: Int32 = 0x0304
) throws -> Link {
  let link = try Link(
    client: .client(
      trust: .fingerprintChecked, identity: client, policy: Policy(maximumVersion: version)),
    server: .server(
      identity: workshop.identity("server"), clientAuthorityFile: authority.certificateFile))
  try link.shakeHands()
  return link
}

@Test(arguments: [Int32(0x0303), 0x0304])
func `a revoked certificate is refused, and another of the user is not`(version: Int32) throws {
  let workshop = try Workshop()
  _ = try workshop.server()
  let authority = try workshop.authority()
  let (one, two) = (try workshop.client("jane", of: authority), workshop.identity("two"))
  let keeper = ClientAuthority(authority)
  try keeper.issue("jane", identity: two)
  let serial = try #require(try keeper.issued(inFile: one.certificateFile)?.serial)
  #expect(try keeper.revoke([serial]) == [serial])
  #expect(try keeper.revoke([serial]) == [])

  let refused = try meet(workshop, authority, one, version)
  #expect(refused.serverFault == .certificate("certificate revoked"))
  #expect(refused.clientFault == .peerAlert("it is revoked"))
  #expect(refused.server.refusedCertificate?.user == "jane")
  #expect(refused.server.refusedCertificate?.serial == serial)
  #expect(refused.server.peerCertificate == nil)
  #expect(try meet(workshop, authority, two, version).server.peerCommonName == "jane")
}

@Test func `openssl reads the list as the server does`() throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  let keeper = ClientAuthority(authority)
  let clients = try ["jane", "olga", "maria"].map { try workshop.client($0, of: authority) }
  func verdict(_ client: TLSIdentity) throws -> Bool {
    try outcome(
      of: "openssl", "verify", "-x509_strict", "-crl_check", "-CAfile", authority.certificateFile,
      "-CRLfile", keeper.revokedFile, client.certificateFile
    ).status == 0
  }
  #expect(try clients.map(verdict) == [true, true, true])
  let serials = try keeper.issued().filter { $0.user != "olga" }.map(\.serial)
  for serial in serials { _ = try keeper.revoke([serial]) }
  #expect(try clients.map(verdict) == [false, true, false])
  let text = try outcome(
    of: "openssl", "crl", "-in", keeper.revokedFile, "-noout", "-text", "-crlnumber", "-CAfile",
    authority.certificateFile
  ).text
  for serial in serials { #expect(text.contains("Serial Number: \(serial)")) }
  #expect(text.contains("crlNumber=0x03"), "empty, and two more")
  #expect(text.contains("verify OK"))
}

@Test func `a serial number is the one that openssl prints`() throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  let file = try workshop.client("jane", of: authority).certificateFile
  let text = try outcome(of: "openssl", "x509", "-in", file, "-noout", "-serial").text
  let issued = try ClientAuthority(authority).issued()
  #expect(issued.map { "serial=\($0.serial)\n" } == [text])
  #expect(CertificateSerial(issued[0].serial.description.lowercased()) == issued[0].serial)
  for bad in ["", "xyz", "-1", "0x12", String(repeating: "1", count: 41)] {
    #expect(CertificateSerial(bad) == nil, "\(bad)")
  }
}

@Test func `a renewed certificate has the key and the names of the old one, which stays good`()
  throws
{
  let workshop = try Workshop()
  _ = try workshop.server()
  let authority = try workshop.authority()
  let client = try workshop.client("jane", of: authority)
  let old = TLSIdentity(certificateFile: workshop.path("old.pem"), keyFile: client.keyFile)
  _ = try outcome(of: "cp", client.certificateFile, old.certificateFile)
  let keeper = ClientAuthority(authority)
  try keeper.renew("jane", identity: client, validDays: 10)
  for identity in [old, client] {
    #expect(try meet(workshop, authority, identity).server.peerCommonName == "jane")
  }
  let ends = try [old, client].map { try Certificates.expiry(ofFile: $0.certificateFile) }
  #expect(abs(ends[0] - ends[1] - 355 * 86_400) < 3_600)
  // The authority itself, too: what it signed stays good.
  try Certificates.renewSelfSigned(authority)
  #expect(try meet(workshop, authority, client).server.peerCommonName == "jane")

  let serials = try keeper.issued().map(\.serial)
  #expect(serials.count == 2)
  _ = try keeper.revoke(serials)
  #expect(try meet(workshop, authority, client).serverFault == .certificate("certificate revoked"))
  #expect(throws: TLSFault.self) { try keeper.renew("jane", identity: client) }
  try keeper.issue("jane", identity: client)
  #expect(try meet(workshop, authority, client).server.peerCommonName == "jane")
}

@Test func `a list that the authority did not sign is refused`() throws {
  let workshop = try Workshop()
  let (one, two) = (try workshop.authority("one"), try workshop.authority("two"))
  _ = try outcome(
    of: "cp", ClientAuthority(two).revokedFile, ClientAuthority(one).revokedFile)
  let server = try workshop.server()
  #expect(throws: TLSFault.self) {
    try TLSContext.server(identity: server, clientAuthorityFile: one.certificateFile)
  }
}

import Foundation
import PiperollTLS
import Testing

/// Whitespace and case do not matter to these comparisons.
private func inspect(_ file: String, _ option: String...) throws -> String {
  let arguments = ["x509", "-noout", "-in", file] + option
  let process = try outcome(of: "sh", "-c", "openssl \(arguments.joined(separator: " "))")
  try #require(process.status == 0, "\(process.text)")
  return process.text
}

@Test func `a fingerprint is the one that openssl makes of the key, and a renewal keeps it`() throws
{
  let workshop = try Workshop()
  let identity = try workshop.server()
  let file = identity.certificateFile
  func made(_ command: String) throws -> String {
    let printed = try outcome(of: "sh", "-c", "openssl x509 -in \(file) -noout " + command).text
    let digits = try #require(printed.split(separator: "=").last)
    return "SHA256:" + digits.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }
  let ofKey = "-pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -c"
  let expected = try made(ofKey)
  #expect(expected.utf8.count == 7 + 95)
  #expect(try Certificates.fingerprint(ofFile: file) == expected)
  let link = try Link(
    client: .client(trust: .fingerprintChecked), server: .server(identity: identity))
  try link.shakeHands()
  #expect(link.client.peerFingerprint == expected)
  let ofCertificate = try made("-fingerprint -sha256")
  #expect(link.client.peerCertificateFingerprint == ofCertificate)

  try Certificates.renewSelfSigned(identity)
  #expect(try Certificates.fingerprint(ofFile: file) == expected)
  #expect(try made(ofKey) == expected)
  #expect(try made("-fingerprint -sha256") != ofCertificate)
}

@Test func `openssl verifies a self-signed server for each of its names`() throws {
  let workshop = try Workshop()
  let file = try workshop.server(hosts: ["ledger.example", "10.0.0.7", "::1"]).certificateFile
  for check in ["-verify_hostname ledger.example", "-verify_ip 10.0.0.7", "-verify_ip ::1"] {
    let verdict = try outcome(
      of: "sh", "-c", "openssl verify -purpose sslserver \(check) -CAfile \(file) \(file)")
    #expect(verdict.status == 0, "\(verdict.text)")
  }
  let wrong = try outcome(
    of: "sh", "-c", "openssl verify -verify_hostname x.example -CAfile \(file) \(file)")
  #expect(wrong.status != 0)
}

@Test func `a server certificate says what it is for`() throws {
  let workshop = try Workshop()
  let file = try workshop.server(hosts: ["ledger.example", "10.0.0.7", "::1"]).certificateFile
  let text = try inspect(file, "-text")
  #expect(
    text.contains("DNS:ledger.example, IP Address:10.0.0.7, IP Address:0:0:0:0:0:0:0:1"))
  #expect(text.contains("TLS Web Server Authentication"))
  #expect(!text.contains("TLS Web Client Authentication"))
  #expect(text.contains("CA:FALSE"))
  #expect(text.contains("NIST CURVE: P-256"))
  #expect(text.contains("Version: 3"))
}

@Test func `an authority may sign clients and no other authority`() throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  let text = try inspect(authority.certificateFile, "-text")
  #expect(text.contains("CA:TRUE, pathlen:0"))
  #expect(text.contains("Certificate Sign, CRL Sign"))
  let client = try workshop.client("jane", of: authority)
  let verdict = try outcome(
    of: "openssl", "verify", "-x509_strict", "-purpose", "sslclient", "-CAfile",
    authority.certificateFile, client.certificateFile)
  #expect(verdict.status == 0, "\(verdict.text)")
  let asServer = try outcome(
    of: "openssl", "verify", "-purpose", "sslserver", "-CAfile", authority.certificateFile,
    client.certificateFile)
  #expect(asServer.status != 0)
}

@Test func `keys are the owner's alone and certificates everybody's`() throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  for identity in [try workshop.server(), authority, try workshop.client("jane", of: authority)] {
    #expect(try workshop.mode(identity.keyFile) == 0o600)
    #expect(try workshop.mode(identity.certificateFile) == 0o644)
  }
}

@Test func `a file that exists is never replaced`() throws {
  let workshop = try Workshop()
  let identity = try workshop.server()
  let key = try String(contentsOfFile: identity.keyFile, encoding: .utf8)
  #expect(throws: TLSFault.file("\(identity.keyFile): File exists")) { try workshop.server() }
  #expect(try String(contentsOfFile: identity.keyFile, encoding: .utf8) == key)
  // Nor does a key stay behind whose certificate could not be written.
  let half = TLSIdentity(
    certificateFile: identity.certificateFile, keyFile: workshop.path("half.key"))
  #expect(throws: TLSFault.file("\(identity.certificateFile): File exists")) {
    try Certificates.makeServer(hosts: ["localhost"], identity: half)
  }
  #expect(!FileManager.default.fileExists(atPath: half.keyFile))
}

@Test func `serial numbers are random and of 128 bits`() throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  let serials = try ["a", "b", "c"].map { user in
    try inspect(workshop.client(user, of: authority).certificateFile, "-serial")
  }
  #expect(Set(serials).count == 3)
  // "serial=", up to 32 digits (fewer only once in 256 times), a line's end.
  #expect(serials.allSatisfy { (36...40).contains($0.utf8.count) })
}

@Test func `an expiry is the day that was asked for`() throws {
  let workshop = try Workshop()
  let identity = workshop.identity("server")
  try Certificates.makeServer(hosts: ["localhost"], identity: identity, validDays: 30)
  let remaining =
    try Certificates.expiry(ofFile: identity.certificateFile) - Int64(Date().timeIntervalSince1970)
  #expect((30 * 86_400 - 60...30 * 86_400).contains(remaining))
}

@Test func `ten years reach past the end of two-digit years`() throws {
  let workshop = try Workshop()
  let identity = workshop.identity("server")
  try Certificates.makeServer(hosts: ["localhost"], identity: identity, validDays: 365 * 40)
  #expect(try Certificates.expiry(ofFile: identity.certificateFile) > 2_524_608_000)
}

@Test(arguments: [
  "", "a,DNS:evil.example", "a b", "-a", "a-", "a..b", "ä.example", "*.example", "@section", "a\n",
  "[::1]", String(repeating: "a", count: 64),
])
func `what is no host does not get into a certificate`(host: String) throws {
  let workshop = try Workshop()
  do {
    try Certificates.makeServer(hosts: [host], identity: workshop.identity("server"))
    Issue.record("accepted \(host)")
  } catch {
    guard case .argument = error else {
      Issue.record("\(error)")
      return
    }
  }
}

@Test(arguments: ["", "a\0b", "a\nb", "a\u{85}b", String(repeating: "x", count: 65)])
func `what is no user name does not get into a certificate`(user: String) throws {
  let workshop = try Workshop()
  let authority = try workshop.authority()
  do {
    _ = try Certificates.issueClient(
      user: user, authority: authority, identity: workshop.identity("client"))
    Issue.record("accepted \(user.debugDescription)")
  } catch {
    guard case .argument = error else {
      Issue.record("\(error)")
      return
    }
  }
}

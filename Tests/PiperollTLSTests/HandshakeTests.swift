import Testing

@testable import PiperollTLS

/// Versions as they stand on the wire (RFC 8446 4.1.2).
private let tls11: Int32 = 0x0302
private let tls12: Int32 = 0x0303

private func client(_ policy: Policy) throws -> TLSContext {
  try .client(trust: .fingerprintChecked, identity: nil, policy: policy)
}

@Test func `an ordinary client gets TLS 1-3 with an AEAD suite`() throws {
  let workshop = try Workshop()
  let link = try Link(client: client(.standard), server: .server(identity: workshop.server()))
  #expect(link.client.version == nil && link.client.peerFingerprint == nil)
  try link.shakeHands()
  #expect(link.isComplete)
  #expect(link.client.version == "TLSv1.3" && link.server.version == "TLSv1.3")
  #expect(link.server.cipher?.hasPrefix("TLS_") == true)
}

@Test func `a client of TLS 1-2 gets forward secrecy and an AEAD suite`() throws {
  let workshop = try Workshop()
  let link = try Link(
    client: client(Policy(maximumVersion: tls12)), server: .server(identity: workshop.server()))
  try link.shakeHands()
  #expect(link.isComplete)
  #expect(link.server.version == "TLSv1.2")
  #expect(link.server.cipher?.hasPrefix("ECDHE-ECDSA-") == true)
}

@Test func `a client of TLS 1-1 is refused`() throws {
  let workshop = try Workshop()
  let old = Policy(
    minimumVersion: tls11, maximumVersion: tls11, ciphersTLS12: "ALL", securityLevel: 0)
  let link = try Link(client: client(old), server: .server(identity: workshop.server()))
  try link.shakeHands()
  #expect(!link.isComplete)
  #expect(link.serverFault == .handshake("unsupported protocol"))
  #expect(link.clientFault == .peerAlert("tlsv1 alert protocol version"))
}

@Test(
  arguments: [
    "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "AES128-GCM-SHA256", "aNULL", "eNULL",
    "DHE-RSA-AES128-GCM-SHA256",
  ])
func `a client that offers nothing better is refused`(ciphers: String) throws {
  let workshop = try Workshop()
  let weak = Policy(maximumVersion: tls12, ciphersTLS12: ciphers, securityLevel: 0)
  let link = try Link(client: client(weak), server: .server(identity: workshop.server()))
  try link.shakeHands()
  #expect(!link.isComplete)
  #expect(link.serverFault == .handshake("no shared cipher"))
}

@Test func `a client without a common group is refused`() throws {
  let workshop = try Workshop()
  let link = try Link(
    client: client(Policy(groups: "P-521")), server: .server(identity: workshop.server()))
  try link.shakeHands()
  #expect(!link.isComplete)
}

@Test func `no session ticket follows the handshake`() throws {
  let workshop = try Workshop()
  let link = try Link(client: client(.standard), server: .server(identity: workshop.server()))
  _ = try link.client.handshake()
  try link.server.feed(link.client.drain())
  _ = try link.server.handshake()
  try link.client.feed(link.server.drain())
  #expect(try link.client.handshake() == .complete)
  try link.server.feed(link.client.drain())
  #expect(try link.server.handshake() == .complete)
  #expect(link.server.outputPending == 0)
}

/// A ClientHello of TLS 1.2 (RFC 5246 7.4.1.2) that offers these compressions; 0 is none, 1 is
/// DEFLATE (RFC 3749).
private func clientHello(compressions: [UInt8]) -> [UInt8] {
  func counted(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
  }
  let suite: [UInt8] = [0xC0, 0x2B]  // ECDHE-ECDSA-AES128-GCM-SHA256
  let extensions: [UInt8] =
    [0, 10] + counted(counted([0, 29, 0, 23])) + [0, 11] + counted([1, 0]) + [0, 13]
    + counted(counted([4, 3]))
  let body: [UInt8] =
    [3, 3] + [UInt8](repeating: 7, count: 32) + [0] + counted(suite) + [UInt8(compressions.count)]
    + compressions + counted(extensions)
  return [22, 3, 1] + counted([1, 0] + counted(body))
}

@Test func `compression is offered in vain`() throws {
  let workshop = try Workshop()
  let link = try Link(client: client(.standard), server: .server(identity: workshop.server()))
  try link.server.feed(clientHello(compressions: [1, 0]))
  _ = try link.server.handshake()
  let hello = link.server.drain()
  // Behind the headers of record and message: version, random, and the length of a session's name.
  let session = 5 + 4 + 2 + 32
  try #require(hello.count > session && hello[0] == 22 && hello[5] == 2)
  let compression = session + 1 + Int(hello[session]) + 2
  #expect(hello[compression] == 0)

  let other = try Link(
    client: client(.standard), server: .server(identity: workshop.identity("server")))
  try other.server.feed(clientHello(compressions: [1]))
  #expect(throws: TLSFault.self) { try other.server.handshake() }
}

@Test func `a handshake survives a cut at every byte of the server's flight`() throws {
  let workshop = try Workshop()
  let server = try TLSContext.server(identity: workshop.server())
  let client = try client(.standard)
  var cut = 1
  while true {
    let link = try Link(client: client, server: server)
    _ = try link.client.handshake()
    try link.server.feed(link.client.drain())
    _ = try link.server.handshake()
    let flight = link.server.drain()
    guard cut < flight.count else { break }
    try link.client.feed(flight[..<cut])
    #expect(try link.client.handshake() == .needsInput)
    try link.client.feed(flight[cut...])
    #expect(try link.client.handshake() == .complete)
    cut += 1
  }
  #expect(cut > 500)
}

@Test(arguments: [tls12, 0x0304])
func `a handshake survives one byte at a time in both directions`(version: Int32) throws {
  let workshop = try Workshop()
  let link = try Link(
    client: client(Policy(maximumVersion: version)), server: .server(identity: workshop.server()))
  _ = try link.client.handshake()
  while !link.isComplete {
    for byte in link.client.drain() {
      try link.server.feed([byte])
      _ = try link.server.handshake()
    }
    for byte in link.server.drain() {
      try link.client.feed([byte])
      _ = try link.client.handshake()
    }
  }
  try link.client.send(Array("PING\r\n".utf8))
  for byte in link.client.drain().dropLast() {
    try link.server.feed([byte])
    #expect(try link.server.readAll().end == .needsInput)
  }
}

@Test func `what is no TLS at all fails the handshake`() throws {
  let workshop = try Workshop()
  var server = try TLSConnection(context: .server(identity: workshop.server()))
  try server.feed(Array("AUTH jane password=secret\r\n".utf8))
  do {
    _ = try server.handshake()
    Issue.record("plain text was taken for a handshake")
  } catch {
    guard case .handshake = error else {
      Issue.record("\(error)")
      return
    }
  }
}

@Test func `an end of the transport during the handshake is a truncation`() throws {
  let workshop = try Workshop()
  var server = try TLSConnection(context: .server(identity: workshop.server()))
  server.receiveEOF()
  do {
    _ = try server.handshake()
    Issue.record("a handshake with nobody")
  } catch {
    #expect(error == .truncated)
  }
}

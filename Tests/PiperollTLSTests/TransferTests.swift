import Testing

@testable import PiperollTLS

private func joined() throws -> Link {
  let workshop = try Workshop()
  let link = try Link(
    client: .client(trust: .fingerprintChecked), server: .server(identity: workshop.server()))
  try link.shakeHands()
  try #require(link.isComplete)
  return link
}

private let mebibyte = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }

@Test func `a mebibyte arrives whole in both directions`() throws {
  let link = try joined()
  try link.client.send(mebibyte)
  try link.server.feed(link.client.drain())
  #expect(try link.server.readAll().bytes == mebibyte)
  try link.server.send(mebibyte)
  try link.client.feed(link.server.drain())
  #expect(try link.client.readAll().bytes == mebibyte)
}

@Test func `a large reply's memory is given back and the connection goes on`() throws {
  let link = try joined()
  try link.server.send(mebibyte)
  #expect(link.server.queueCapacityBytes > mebibyte.count)
  try link.client.feed(link.server.drain())
  #expect(link.server.queueCapacityBytes <= 2 * ByteQueue.keptBytesMax)
  try link.server.send([1, 2, 3])
  try link.client.feed(link.server.drain())
  #expect(try link.client.readAll().bytes == mebibyte + [1, 2, 3])
}

@Test func `a record larger than the room is read in pieces`() throws {
  let link = try joined()
  let sent = Array(mebibyte.prefix(1_000))
  try link.client.send(sent)
  try link.server.feed(link.client.drain())
  var (room, all) = ([UInt8](repeating: 0, count: 300), [UInt8]())
  while case .bytes(let count) = try room.withUnsafeMutableBytes({
    try link.server.read(into: $0)
  }) {
    all += room.prefix(count)
  }
  #expect(all == sent)
}

@Test func `a close is told again to whoever reads again`() throws {
  let link = try joined()
  link.client.close()
  try link.server.feed(link.client.drain())
  #expect(try link.server.readAll().end == .closed)
  #expect(try link.server.readAll().end == .closed)
}

@Test func `one write of a batch is one record`() throws {
  let link = try joined()
  try link.server.send([UInt8](repeating: 65, count: 16_384))
  // RFC 8446 5.2: five bytes of header, one of content type, sixteen of tag.
  #expect(link.server.outputPending == 16_384 + 22)
}

@Test func `nothing moves before the handshake is complete`() throws {
  let workshop = try Workshop()
  let link = try Link(
    client: .client(trust: .fingerprintChecked), server: .server(identity: workshop.server()))
  #expect(throws: TLSFault.handshake("not complete")) { try link.client.send([1]) }
  #expect(throws: TLSFault.handshake("not complete")) { try link.server.readAll() }
}

@Test func `a close by close_notify is clean on both sides`() throws {
  let link = try joined()
  try link.client.send(Array("QUIT\r\n".utf8))
  link.client.close()
  link.client.close()
  try link.server.feed(link.client.drain())
  link.server.receiveEOF()
  let (bytes, end) = try link.server.readAll()
  #expect(bytes == Array("QUIT\r\n".utf8))
  #expect(end == .closed)
  // The other direction is still open.
  try link.server.send(Array("205 BYE\r\n".utf8))
  link.server.close()
  try link.client.feed(link.server.drain())
  #expect(try link.client.readAll() == (Array("205 BYE\r\n".utf8), .closed))
  #expect(throws: TLSFault.self) { try link.client.send([1]) }
}

@Test func `an end without close_notify is a truncation, after what had arrived`() throws {
  let link = try joined()
  try link.client.send([7, 8])
  try link.server.feed(link.client.drain())
  link.server.receiveEOF()
  var room = [UInt8](repeating: 0, count: 100)
  let first = try room.withUnsafeMutableBytes { try link.server.read(into: $0) }
  #expect(first == .bytes(2))
  #expect(throws: TLSFault.truncated) { try link.server.readAll() }
}

@Test func `half a record and an end is a truncation`() throws {
  let link = try joined()
  try link.client.send([UInt8](repeating: 1, count: 100))
  try link.server.feed(link.client.drain().dropLast())
  #expect(try link.server.readAll().end == .needsInput)
  link.server.receiveEOF()
  #expect(throws: TLSFault.truncated) { try link.server.readAll() }
}

@Test func `a changed byte is refused and the peer is told`() throws {
  let link = try joined()
  try link.client.send([1, 2, 3])
  var record = link.client.drain()
  record[record.count - 1] ^= 1
  try link.server.feed(record)
  #expect(throws: TLSFault.protocolError("decryption failed or bad record mac")) {
    try link.server.readAll()
  }
  try link.client.feed(link.server.drain())
  #expect(throws: TLSFault.peerAlert("sslv3 alert bad record mac")) { try link.client.readAll() }
  // A close after a fault sends nothing and does no harm.
  link.server.close()
  #expect(link.server.outputPending == 0)
}

@Test func `output can be taken in pieces of any size`() throws {
  let link = try joined()
  try link.client.send(Array("POST\r\n".utf8))
  while link.client.outputPending > 0 {
    var piece = [UInt8](repeating: 0, count: 3)
    let count = piece.withUnsafeMutableBytes { link.client.takeOutput(into: $0) }
    try link.server.feed(piece.prefix(count))
  }
  #expect(try link.server.readAll().bytes == Array("POST\r\n".utf8))
}

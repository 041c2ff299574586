import Foundation
import PiperollTLS

/// Ciphertext from a stranger: to a server, to a client, and to a server after the handshake. It is
/// taken or refused; nothing that was not encrypted comes out.
final class TLSTarget: FuzzTarget {
  static let name = "tls"

  private let server: TLSContext
  private let client: TLSContext

  init() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let path = directory.path
    let identity = TLSIdentity(certificateFile: path + "/s.pem", keyFile: path + "/s.key")
    let authority = TLSIdentity(certificateFile: path + "/a.pem", keyFile: path + "/a.key")
    let user = TLSIdentity(certificateFile: path + "/c.pem", keyFile: path + "/c.key")
    try Certificates.makeServer(hosts: ["localhost"], identity: identity)
    try Certificates.makeAuthority(name: "Fuzz", identity: authority)
    try Certificates.issueClient(user: "ann", authority: authority, identity: user)
    server = try .server(identity: identity, clientAuthorityFile: authority.certificateFile)
    client = try .client(trust: .fingerprintChecked, identity: user)
  }

  /// Both sides' parts of a handshake, and data behind one.
  func seeds() throws -> [[UInt8]] {
    let link = try Link(client: client, server: server)
    _ = try link.client.handshake()
    let hello = link.client.drain()
    try link.server.feed(hello)
    _ = try link.server.handshake()
    let answer = link.server.drain()
    try link.client.feed(answer)
    _ = try link.client.handshake()
    let finish = link.client.drain()
    let record: [UInt8] = [0x17, 3, 3, 0, 20] + [UInt8](repeating: 7, count: 20)
    return [[0] + hello, [0] + hello + finish, [1] + answer, [2] + record, [2, 0x15, 3, 3, 0, 2]]
  }

  func run(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let input = Array(bytes.dropFirst())
    do {
      switch first % 3 {
      case 0: feed(input, to: try TLSConnection(context: server))
      case 1: feed(input, to: try TLSConnection(context: client))
      default:
        let link = try Link(client: client, server: server)
        try link.shakeHands()
        guard link.isComplete else { fail("no handshake") }
        take(input, &link.server)
      }
    } catch {
      fail("\(error)")
    }
    return true
  }

  private func feed(_ input: [UInt8], to connection: consuming TLSConnection) {
    var connection = connection
    take(input, &connection)
  }

  private func take(_ input: [UInt8], _ connection: inout TLSConnection) {
    do throws(TLSFault) {
      for piece in [input[..<(input.count / 2)], input[(input.count / 2)...]] {
        try connection.feed(piece)
        _ = try connection.handshake()
        if connection.isHandshakeComplete, case let read = try connection.readAll().bytes,
          !read.isEmpty
        {
          fail("\(read.count) bytes that nobody encrypted")
        }
      }
      connection.receiveEOF()
      _ = try connection.handshake()
      _ = try connection.readAll()
    } catch {
      // A refusal; the alert that belongs to it may be sent.
    }
    connection.close()
    if connection.drain().count > 1 << 16 { fail("it answers with more than it was sent") }
  }
}

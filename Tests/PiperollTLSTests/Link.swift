@testable import PiperollTLS

/// A client and a server joined by nothing but memory.
final class Link {
  var client: TLSConnection
  var server: TLSConnection
  var clientFault: TLSFault?
  var serverFault: TLSFault?

  init(client: TLSContext, server: TLSContext) throws {
    self.client = try TLSConnection(context: client)
    self.server = try TLSConnection(context: server)
  }

  // A macro cannot look into a value that it may not copy.
  var clientIsComplete: Bool { client.isHandshakeComplete }
  var serverIsComplete: Bool { server.isHandshakeComplete }
  var isComplete: Bool { clientIsComplete && serverIsComplete }

  /// Goes on until both sides are complete or neither has anything to say. Alerts are delivered.
  func shakeHands() throws {
    repeat {
      clientFault = clientFault ?? fault { () throws(TLSFault) in _ = try client.handshake() }
      try server.feed(client.drain())
      serverFault = serverFault ?? fault { () throws(TLSFault) in _ = try server.handshake() }
      try client.feed(server.drain())
      if serverFault != nil, client.isHandshakeComplete {
        clientFault = fault { () throws(TLSFault) in _ = try client.readAll() }
      }
    } while clientFault == nil && serverFault == nil && !isComplete
    if serverFault != nil, clientFault == nil {
      clientFault = fault { () throws(TLSFault) in _ = try client.handshake() }
    }
    if clientFault != nil, serverFault == nil {
      try server.feed(client.drain())
      serverFault = fault { () throws(TLSFault) in _ = try server.handshake() }
    }
  }

  private func fault(_ body: () throws(TLSFault) -> Void) -> TLSFault? {
    do {
      try body()
      return nil
    } catch {
      return error
    }
  }
}

extension TLSConnection {
  mutating func drain() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: outputPending)
    let count = bytes.withUnsafeMutableBytes { takeOutput(into: $0) }
    return Array(bytes.prefix(count))
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) throws(TLSFault) {
    let bytes = Array(bytes)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { buffer.deallocate() }
    buffer.copyBytes(from: bytes)
    try receive(UnsafeRawBufferPointer(buffer))
  }

  mutating func send(_ bytes: [UInt8]) throws(TLSFault) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { buffer.deallocate() }
    buffer.copyBytes(from: bytes)
    try write(UnsafeRawBufferPointer(buffer))
  }

  /// All that can be read now, and how it ended.
  mutating func readAll() throws(TLSFault) -> (bytes: [UInt8], end: TLSReadResult) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 1)
    defer { buffer.deallocate() }
    var all: [UInt8] = []
    while true {
      let result = try read(into: buffer)
      guard case .bytes(let count) = result else { return (all, result) }
      all += buffer[..<count]
    }
  }
}

import Glibc
import PiperollTLS

/// TLS over a socket: plain bytes in and out. An error of either ends it, and is kept in `ending`,
/// because what came before it still counts.
final class Transport {
  /// One TLS record, the most that a read yields.
  private static let recordBytes = 16 * 1024
  /// What one call of `receive` takes at most, so that writing gets its turn.
  private static let receiveBytesMax = 256 * 1024

  private let socket: Socket
  private var tls: TLSConnection
  private var outgoing: [UInt8] = []
  private var outgoingStart = 0
  private var received: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: Transport.recordBytes)
  private(set) var ending: ClientError?
  /// The server does not take any more; what it said before that may still arrive.
  private var isSendingOver = false

  var descriptor: Int32 { socket.descriptor }
  var tlsVersion: String { tls.version ?? "" }
  var unsentBytes: Int { outgoing.count - outgoingStart }

  private init(_ socket: consuming Socket, _ context: TLSContext) throws {
    self.socket = socket
    do {
      tls = try TLSConnection(context: context)
    } catch {
      throw ClientError(.unreachable, Self.text(error))
    }
  }

  /// Connects and completes the handshake; answers the server's fingerprints too.
  static func connect(
    to address: Address, _ context: TLSContext, _ deadline: Deadline
  ) throws -> (Transport, ShownFingerprints) {
    let transport = try Transport(try Socket.connect(to: address, deadline), context)
    do {
      try transport.shakeHands(deadline)
    } catch let fault as TLSFault {
      // An alert that says why belongs to the server.
      transport.takeOutput()
      transport.flush()
      throw ClientError(.unreachable, "\(address.hostAndPort): \(text(fault))")
    }
    guard let key = transport.tls.peerFingerprint.flatMap(Fingerprint.init),
      let certificate = transport.tls.peerCertificateFingerprint.flatMap(Fingerprint.init)
    else {
      throw ClientError(.unreachable, "\(address.hostAndPort): the server shows no certificate")
    }
    return (transport, ShownFingerprints(key: key, certificate: certificate))
  }

  private func shakeHands(_ deadline: Deadline) throws {
    while true {
      let progress = try tls.handshake()
      takeOutput()
      flush()
      if progress == .complete { return }
      if let ending { throw ending }
      var entries = [pollfd(descriptor, reads: true, writes: unsentBytes > 0)]
      switch Poll.wait(&entries, deadline) {
      case .ready: try feed()
      case .interrupted: continue
      case .timedOut: throw ClientError(.unreachable, "the TLS handshake was not done in time")
      }
    }
  }

  /// Moves ciphertext from the socket to TLS; false when there was none.
  @discardableResult private func feed() throws -> Bool {
    switch try buffer.withUnsafeMutableBytes({ try socket.receive(into: $0) }) {
    case .nothingYet: return false
    case .ended:
      tls.receiveEOF()
      return true
    case .bytes(let count):
      try buffer.withUnsafeBytes { try tls.receive(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      return true
    }
  }
}

extension Transport {
  func send(_ bytes: [UInt8]) {
    guard ending == nil, !isSendingOver else { return }
    do {
      try bytes.withUnsafeBytes { try tls.write($0) }
    } catch {
      isSendingOver = true
    }
    takeOutput()
  }

  /// Sends what the kernel takes without waiting.
  func flush() {
    while unsentBytes > 0 {
      guard !isSendingOver, let count = try? socket.send(outgoing[outgoingStart...]) else {
        isSendingOver = true
        outgoing = []
        outgoingStart = 0
        return
      }
      if count == 0 { return }
      outgoingStart += count
    }
    outgoing.removeAll(keepingCapacity: true)
    outgoingStart = 0
  }

  private func takeOutput() {
    while tls.outputPending > 0 {
      let count = tls.outputPending
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, used in
        used = tls.takeOutput(into: UnsafeMutableRawBufferPointer(target))
      }
      outgoing += bytes
    }
  }

  /// Reads what there is, up to a limit.
  func receive() {
    do {
      while ending == nil, received.count < Self.receiveBytesMax {
        let hasMore = try feed()
        try decrypt()
        if !hasMore { break }
      }
    } catch .peerAlert(let text) as TLSFault {
      // Behind a handshake that is complete this is about the client's certificate.
      ending = ending ?? ClientError(.login, "the server refuses the certificate: \(text)")
    } catch let fault as TLSFault {
      end(Self.text(fault))
    } catch {
      ending = error as? ClientError
    }
    // A key update of the peer wants an answer.
    takeOutput()
  }

  private func decrypt() throws {
    while true {
      switch try buffer.withUnsafeMutableBytes({ try tls.read(into: $0) }) {
      case .bytes(let count): received += buffer[..<count]
      case .needsInput: return
      case .closed:
        end("the server closed the connection")
        return
      }
    }
  }

  private func end(_ reason: String) {
    ending = ending ?? ClientError(.unreachable, reason)
  }

  /// The plain bytes that were received since the last call.
  func takeReceived() -> [UInt8] {
    defer { received.removeAll(keepingCapacity: true) }
    return received
  }

  func close() {
    tls.close()
    takeOutput()
    flush()
    end("closed")
  }

  static func text(_ fault: TLSFault) -> String {
    switch fault {
    case .certificate(let text): "the server's certificate is refused: \(text)"
    case .peerAlert(let text): "the server refuses TLS or the certificate: \(text)"
    case .handshake(let text): "no TLS: \(text)"
    case .protocolError(let text): "TLS broke off: \(text)"
    case .truncated: "the connection was lost"
    case .file(let text), .record(let text), .argument(let text), .library(let text): text
    }
  }
}

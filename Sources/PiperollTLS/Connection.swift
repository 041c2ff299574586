import COpenSSL

/// How far a handshake is.
public enum TLSProgress: Equatable, Sendable {
  /// Data may be written and read.
  case complete
  /// Send what is pending, then feed what the peer answers.
  case needsInput
}

/// What a read found.
public enum TLSReadResult: Equatable, Sendable {
  /// So many bytes (at least one, at most a record's 16,384) stand at the buffer's start. More may
  /// be decrypted already: read again until `.needsInput`.
  case bytes(Int)
  /// Nothing more until ciphertext is fed.
  case needsInput
  /// The peer said close_notify: nothing is missing.
  case closed
}

/// One TLS connection over memory, without any I/O of its own: the caller carries ciphertext to
/// and from the transport. After every call, a failed one too (it may have queued an alert),
/// whatever is pending in `outputPending` belongs on the transport.
///
/// Unchecked Sendable: an SSL is bound to no thread, the value cannot be copied, and whatever
/// changes it is `mutating`, so that it is never changed and used at once.
@safe
public struct TLSConnection: ~Copyable, @unchecked Sendable {
  let ssl: OpaquePointer
  /// Ciphertext from and for the peer. Allocated here; libssl reaches it through the SSL's BIO.
  private let queues: UnsafeMutablePointer<CiphertextBIO>
  private var phase = Phase.handshake

  /// How far the connection has come, so that libssl is not asked before every call.
  private enum Phase {
    case handshake
    case open
    /// The peer said close_notify. We can still write.
    case peerClosed
    /// libssl has seen a fault and does nothing more.
    case failed
  }

  /// A connection that has not yet begun its handshake.
  /// - Throws: `.library` when memory is exhausted.
  public init(context: TLSContext) throws(TLSFault) {
    guard let ssl = unsafe SSL_new(context.handle) else { throw LibraryError.takeFault() }
    let queues = UnsafeMutablePointer<CiphertextBIO>.allocate(capacity: 1)
    unsafe queues.initialize(to: CiphertextBIO())
    guard
      unsafe Self.name(context.serverName, on: ssl),
      let bio = unsafe CiphertextBIO.bio(over: queues)
    else {
      unsafe Self.free(ssl, queues)
      throw LibraryError.takeFault()
    }
    // One BIO for both directions: libssl takes it over.
    unsafe SSL_set_bio(ssl, bio, bio)
    switch context.role {
    case .server: unsafe SSL_set_accept_state(ssl)
    case .client: unsafe SSL_set_connect_state(ssl)
    }
    unsafe self.ssl = ssl
    unsafe self.queues = queues
  }

  private static func name(_ serverName: String?, on ssl: OpaquePointer) -> Bool {
    guard let serverName else { return true }
    return unsafe piperoll_SSL_set_tlsext_host_name(ssl, serverName) == 1
  }

  deinit { unsafe Self.free(ssl, queues) }

  /// The SSL first: its BIO points to the other.
  private static func free(_ ssl: OpaquePointer, _ queues: UnsafeMutablePointer<CiphertextBIO>) {
    unsafe SSL_free(ssl)
    unsafe queues.deinitialize(count: 1)
    unsafe queues.deallocate()
  }
}

extension TLSConnection {
  /// Whether both sides have finished their handshake, and nothing has failed since.
  public var isHandshakeComplete: Bool { phase == .open || phase == .peerClosed }

  /// Takes ciphertext from the transport.
  /// - Throws: `.library` when memory is exhausted.
  public mutating func receive(_ ciphertext: UnsafeRawBufferPointer) throws(TLSFault) {
    guard let start = ciphertext.baseAddress else { return }
    guard unsafe queues.pointee.input.append(start, count: ciphertext.count) else {
      throw .library("out of memory")
    }
  }

  /// Says that the transport ended. What was received can still be read; then `read` answers
  /// `.closed` if the peer had said close_notify, and throws `.truncated` if not.
  public mutating func receiveEOF() { unsafe queues.pointee.hasEnded = true }

  /// Goes on with the handshake as far as what was received allows.
  /// - Throws: `.certificate`, `.peerAlert`, `.handshake`, `.truncated`; the connection is then of
  ///   no further use except for the alert in its output.
  public mutating func handshake() throws(TLSFault) -> TLSProgress {
    if isHandshakeComplete { return .complete }
    LibraryError.drop()
    let result = unsafe SSL_do_handshake(ssl)
    if result == 1 {
      phase = .open
      return .complete
    }
    let status = unsafe SSL_get_error(ssl, result)
    if status == SSL_ERROR_WANT_READ { return .needsInput }
    throw fail(duringHandshake: true)
  }

  /// Decrypts into `buffer`, which must not be empty; 16,384 bytes take any record whole.
  /// - Throws: `.truncated`, `.peerAlert`, `.protocolError`; `.handshake` before its completion.
  public mutating func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(TLSFault) -> TLSReadResult {
    precondition(buffer.count > 0, "a read needs room")
    guard isHandshakeComplete else { throw .handshake("not complete") }
    if phase == .open, !hasInput { return .needsInput }
    LibraryError.drop()
    var count = 0
    let result = unsafe SSL_read_ex(ssl, buffer.baseAddress, buffer.count, &count)
    if result == 1 { return .bytes(count) }
    switch unsafe SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ: return .needsInput
    case SSL_ERROR_ZERO_RETURN:
      phase = .peerClosed
      return .closed
    default: throw fail(duringHandshake: false)
    }
  }

  /// Whether libssl could do anything but ask for input: the last read of every batch would.
  private var hasInput: Bool {
    unsafe !queues.pointee.input.isEmpty || queues.pointee.hasEnded || SSL_pending(ssl) > 0
  }

  /// Encrypts all of `plaintext` into the output, in records of up to 16,384 bytes. One call for
  /// all replies of a batch costs one record instead of many.
  /// - Throws: `.handshake` before its completion, `.protocolError` after a fault or `close()`.
  public mutating func write(_ plaintext: UnsafeRawBufferPointer) throws(TLSFault) {
    guard isHandshakeComplete else { throw .handshake("not complete") }
    guard plaintext.count > 0 else { return }
    LibraryError.drop()
    var count = 0
    let result = unsafe SSL_write_ex(ssl, plaintext.baseAddress, plaintext.count, &count)
    guard result == 1, count == plaintext.count else { throw fail(duringHandshake: false) }
  }

  /// Queues close_notify, once. Reading goes on until the peer's own; writing is over.
  public mutating func close() {
    guard isHandshakeComplete, unsafe SSL_get_shutdown(ssl) & SSL_SENT_SHUTDOWN == 0 else { return }
    LibraryError.drop()
    // The result says whether the peer has closed too, or that an earlier fault forbids sending.
    _ = unsafe SSL_shutdown(ssl)
    LibraryError.drop()
  }

  /// Bytes of ciphertext that wait for the transport.
  public var outputPending: Int { unsafe queues.pointee.output.count }

  /// Moves pending ciphertext into `buffer`; answers how many bytes.
  public mutating func takeOutput(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let start = buffer.baseAddress else { return 0 }
    return unsafe queues.pointee.output.take(into: start, count: buffer.count)
  }

  /// Memory that the queues hold on to, used or not.
  var queueCapacityBytes: Int {
    unsafe queues.pointee.input.capacity + queues.pointee.output.capacity
  }

  private mutating func fail(duringHandshake: Bool) -> TLSFault {
    if unsafe SSL_is_init_finished(ssl) == 0 { phase = .failed }
    return fault(duringHandshake: duringHandshake)
  }

  private func fault(duringHandshake: Bool) -> TLSFault {
    let error = LibraryError.take()
    if error.isPeerAlert { return .peerAlert(error.alertText) }
    switch error.reason {
    case SSL_R_UNEXPECTED_EOF_WHILE_READING:
      return .truncated
    case SSL_R_CERTIFICATE_VERIFY_FAILED:
      let reason = unsafe X509_verify_cert_error_string(SSL_get_verify_result(ssl))
      return unsafe .certificate(reason.map { unsafe String(cString: $0) } ?? error.text)
    default:
      return duringHandshake ? .handshake(error.text) : .protocolError(error.text)
    }
  }
}

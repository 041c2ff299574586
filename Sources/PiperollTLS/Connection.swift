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
  /// A drained output buffer above this is given back: a memory BIO grows to the largest reply it
  /// ever held and never shrinks. 64 KiB holds four full records, beyond any ordinary reply.
  static let outputKeptBytesMax = 64 * 1024

  let ssl: OpaquePointer
  /// Ciphertext from the peer. Owned by `ssl`.
  private let input: OpaquePointer
  /// Ciphertext for the peer. Owned by `ssl`.
  private var output: OpaquePointer

  /// A connection that has not yet begun its handshake.
  /// - Throws: `.library` when memory is exhausted.
  public init(context: TLSContext) throws(TLSFault) {
    guard let ssl = unsafe SSL_new(context.handle) else { throw LibraryError.takeFault() }
    guard
      unsafe Self.name(context.serverName, on: ssl),
      let input = unsafe BIO_new(BIO_s_mem()), let output = unsafe BIO_new(BIO_s_mem())
    else {
      // If only the second BIO failed the first one leaks: the process is out of memory anyhow.
      unsafe SSL_free(ssl)
      throw LibraryError.takeFault()
    }
    // An empty input means "later", not "ended", until receiveEOF() says so.
    unsafe piperoll_BIO_set_mem_eof_return(input, -1)
    unsafe SSL_set_bio(ssl, input, output)
    switch context.role {
    case .server: unsafe SSL_set_accept_state(ssl)
    case .client: unsafe SSL_set_connect_state(ssl)
    }
    unsafe self.ssl = ssl
    unsafe self.input = input
    unsafe self.output = output
  }

  private static func name(_ serverName: String?, on ssl: OpaquePointer) -> Bool {
    guard let serverName else { return true }
    return unsafe piperoll_SSL_set_tlsext_host_name(ssl, serverName) == 1
  }

  deinit { unsafe SSL_free(ssl) }
}

extension TLSConnection {
  /// Takes ciphertext from the transport.
  /// - Throws: `.library` when memory is exhausted.
  public mutating func receive(_ ciphertext: UnsafeRawBufferPointer) throws(TLSFault) {
    guard ciphertext.count > 0 else { return }
    ERR_clear_error()
    var count = 0
    let result = unsafe BIO_write_ex(input, ciphertext.baseAddress, ciphertext.count, &count)
    guard result == 1, count == ciphertext.count else { throw LibraryError.takeFault() }
  }

  /// Says that the transport ended. What was received can still be read; then `read` answers
  /// `.closed` if the peer had said close_notify, and throws `.truncated` if not.
  public mutating func receiveEOF() {
    unsafe piperoll_BIO_set_mem_eof_return(input, 0)
  }

  /// Goes on with the handshake as far as what was received allows.
  /// - Throws: `.certificate`, `.peerAlert`, `.handshake`, `.truncated`; the connection is then of
  ///   no further use except for the alert in its output.
  public mutating func handshake() throws(TLSFault) -> TLSProgress {
    ERR_clear_error()
    let result = unsafe SSL_do_handshake(ssl)
    if result == 1 { return .complete }
    let status = unsafe SSL_get_error(ssl, result)
    if status == SSL_ERROR_WANT_READ { return .needsInput }
    throw fault(duringHandshake: true)
  }

  /// Decrypts into `buffer`, which must not be empty; 16,384 bytes take any record whole.
  /// - Throws: `.truncated`, `.peerAlert`, `.protocolError`; `.handshake` before its completion.
  public mutating func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(TLSFault) -> TLSReadResult {
    precondition(buffer.count > 0, "a read needs room")
    guard isHandshakeComplete else { throw .handshake("not complete") }
    ERR_clear_error()
    var count = 0
    let result = unsafe SSL_read_ex(ssl, buffer.baseAddress, buffer.count, &count)
    if result == 1 { return .bytes(count) }
    switch unsafe SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ: return .needsInput
    case SSL_ERROR_ZERO_RETURN: return .closed
    default: throw fault(duringHandshake: false)
    }
  }

  /// Encrypts all of `plaintext` into the output, in records of up to 16,384 bytes. One call for
  /// all replies of a batch costs one record instead of many.
  /// - Throws: `.handshake` before its completion, `.protocolError` after a fault or `close()`.
  public mutating func write(_ plaintext: UnsafeRawBufferPointer) throws(TLSFault) {
    guard isHandshakeComplete else { throw .handshake("not complete") }
    guard plaintext.count > 0 else { return }
    ERR_clear_error()
    var count = 0
    let result = unsafe SSL_write_ex(ssl, plaintext.baseAddress, plaintext.count, &count)
    guard result == 1, count == plaintext.count else { throw fault(duringHandshake: false) }
  }

  /// Queues close_notify, once. Reading goes on until the peer's own; writing is over.
  public mutating func close() {
    guard isHandshakeComplete, unsafe SSL_get_shutdown(ssl) & SSL_SENT_SHUTDOWN == 0 else { return }
    ERR_clear_error()
    // The result says whether the peer has closed too, or that an earlier fault forbids sending.
    _ = unsafe SSL_shutdown(ssl)
    ERR_clear_error()
  }

  /// Bytes of ciphertext that wait for the transport.
  public var outputPending: Int { unsafe BIO_ctrl_pending(output) }

  /// Moves pending ciphertext into `buffer`; answers how many bytes.
  public mutating func takeOutput(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard buffer.count > 0, outputPending > 0 else { return 0 }
    var count = 0
    guard unsafe BIO_read_ex(output, buffer.baseAddress, buffer.count, &count) == 1 else {
      ERR_clear_error()
      return 0
    }
    if outputPending == 0 { shrinkOutput() }
    return count
  }

  /// Memory that the output holds on to, used or not.
  var outputCapacityBytes: Int { unsafe piperoll_BIO_mem_capacity(output) }

  private mutating func shrinkOutput() {
    guard
      outputCapacityBytes > Self.outputKeptBytesMax,
      let fresh = unsafe BIO_new(BIO_s_mem())
    else { return }
    unsafe SSL_set0_wbio(ssl, fresh)
    unsafe output = fresh
  }

  private func fault(duringHandshake: Bool) -> TLSFault {
    let error = LibraryError.take()
    if error.isPeerAlert { return .peerAlert(error.text) }
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

import COpenSSL

/// What a context offers and accepts.
/// Source: Mozilla server side TLS guidelines 5.7, "intermediate", without the DHE suites (their
/// groups would need generating and no client of this server lacks ECDHE).
struct Policy {
  var minimumVersion = TLS1_2_VERSION
  var maximumVersion = TLS1_3_VERSION
  var ciphersTLS12 = [
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
  ].joined(separator: ":")
  var ciphersTLS13 = [
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
  ].joined(separator: ":")
  var groups = "X25519:P-256:P-384"
  /// 2 = at least 112 bits everywhere: no RSA below 2048 bits, no SHA-1 signatures.
  var securityLevel: Int32 = 2

  static let standard = Policy()
}

extension Policy {
  /// Sets everything that does not depend on the role.
  ///
  /// Sessions are never resumed (no tickets, no cache): connections are long, and a resumed one
  /// would skip the check of the client's certificate. Without resumption there is no 0-RTT either.
  /// libssl keeps a connection's buffers from record to record: with SSL_MODE_RELEASE_BUFFERS it
  /// would overwrite, free and allocate 16 KiB around each of them.
  func apply(to context: OpaquePointer) throws(TLSFault) {
    unsafe SSL_CTX_set_security_level(context, securityLevel)
    unsafe piperoll_SSL_CTX_set_base_options(context)
    unsafe piperoll_SSL_CTX_set_no_session_cache(context)
    guard
      unsafe SSL_CTX_set_num_tickets(context, 0) == 1,
      unsafe SSL_CTX_set_max_early_data(context, 0) == 1,
      unsafe piperoll_SSL_CTX_set_proto_versions(context, minimumVersion, maximumVersion) == 1,
      unsafe SSL_CTX_set_cipher_list(context, ciphersTLS12) == 1,
      unsafe SSL_CTX_set_ciphersuites(context, ciphersTLS13) == 1,
      unsafe piperoll_SSL_CTX_set1_groups_list(context, groups) == 1
    else { throw LibraryError.takeFault() }
  }
}

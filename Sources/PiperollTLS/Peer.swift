import COpenSSL

/// What is known of a connection and of its peer. All of it is nil or false until the handshake is
/// complete, so that nothing half-checked can be acted upon.
extension TLSConnection {
  /// `TLSv1.3` or `TLSv1.2`.
  public var version: String? {
    guard isHandshakeComplete, let name = unsafe SSL_get_version(ssl) else { return nil }
    return unsafe String(cString: name)
  }

  /// OpenSSL's name of the cipher suite, as `TLS_AES_128_GCM_SHA256`.
  public var cipher: String? {
    guard
      isHandshakeComplete,
      let name = unsafe SSL_CIPHER_get_name(SSL_get_current_cipher(ssl))
    else { return nil }
    return unsafe String(cString: name)
  }

  /// SHA-256 of the peer's certificate, verified or not, in the form of
  /// `openssl x509 -fingerprint -sha256`, in lower case; nil if it showed none.
  public var peerFingerprint: String? {
    guard isHandshakeComplete, let certificate = unsafe SSL_get0_peer_certificate(ssl) else {
      return nil
    }
    return unsafe fingerprint(of: certificate)
  }

  /// The common name in the peer's certificate, if it showed one and libssl verified it against
  /// our authorities. Nil also for a name that could be read in two ways: several common names,
  /// none, an empty one, or one that holds a NUL.
  public var peerCommonName: String? {
    guard
      isHandshakeComplete,
      unsafe SSL_get_verify_mode(ssl) & SSL_VERIFY_PEER != 0,
      unsafe SSL_get_verify_result(ssl) == Int(X509_V_OK),
      let certificate = unsafe SSL_get0_peer_certificate(ssl)
    else { return nil }
    return unsafe commonName(of: certificate)
  }
}

private func commonName(of certificate: OpaquePointer) -> String? {
  let subject = unsafe X509_get_subject_name(certificate)
  let index = unsafe X509_NAME_get_index_by_NID(subject, NID_commonName, -1)
  guard
    index >= 0,
    unsafe X509_NAME_get_index_by_NID(subject, NID_commonName, index) < 0,
    let data = unsafe X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index))
  else { return nil }
  var text: UnsafeMutablePointer<UInt8>?
  let count = unsafe ASN1_STRING_to_UTF8(&text, data)
  guard count >= 0, let text = unsafe text else {
    ERR_clear_error()
    return nil
  }
  defer { unsafe CRYPTO_free(text, nil, 0) }
  let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(count))
  guard !bytes.isEmpty, unsafe !bytes.contains(0) else { return nil }
  return unsafe String(validating: bytes, as: UTF8.self)
}

/// `SHA256:` and 32 pairs of lower-case hex digits joined by colons, over the DER form.
func fingerprint(of certificate: OpaquePointer) -> String? {
  var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
  guard unsafe X509_digest(certificate, EVP_sha256(), &digest, nil) == 1 else {
    ERR_clear_error()
    return nil
  }
  let digits = Array("0123456789abcdef")
  let pairs = digest.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }
  return "SHA256:" + pairs.joined(separator: ":")
}

import COpenSSL
import Glibc

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

  /// ``Certificates/fingerprint(ofFile:)`` of the peer's certificate, verified or not: SHA-256 of
  /// its key, which a renewal keeps; nil if it showed none.
  public var peerFingerprint: String? {
    guard isHandshakeComplete, let certificate = unsafe SSL_get0_peer_certificate(ssl) else {
      return nil
    }
    return unsafe keyFingerprint(of: certificate)
  }

  /// SHA-256 of the peer's whole certificate, by which clients up to 0.2.0 knew it: the digits of
  /// `openssl x509 -fingerprint -sha256`, in the same form.
  public var peerCertificateFingerprint: String? {
    guard isHandshakeComplete, let certificate = unsafe SSL_get0_peer_certificate(ssl) else {
      return nil
    }
    var form: UnsafeMutablePointer<UInt8>?
    let count = unsafe i2d_X509(certificate, &form)
    return unsafe fingerprint(ofForm: form, count: count)
  }

  /// The peer's certificate, if it showed one and libssl verified it against our authorities.
  public var peerCertificate: PeerCertificate? {
    guard
      isHandshakeComplete,
      unsafe SSL_get_verify_mode(ssl) & SSL_VERIFY_PEER != 0,
      unsafe SSL_get_verify_result(ssl) == Int(X509_V_OK)
    else { return nil }
    return unsafe PeerCertificate(SSL_get0_peer_certificate(ssl))
  }

  /// ``PeerCertificate/user`` of a peer's certificate that libssl verified.
  public var peerCommonName: String? { peerCertificate?.user }

  /// The certificate for which the handshake failed. What it says is unproved: only for the log.
  public var refusedCertificate: PeerCertificate? {
    guard let place = unsafe SSL_get_ex_data(ssl, RefusedCertificate.index) else { return nil }
    return unsafe PeerCertificate(OpaquePointer(place))
  }
}

/// What a certificate says of its owner.
public struct PeerCertificate: Equatable, Sendable {
  /// The common name. Nil for a name that could be read in two ways: several common names, none,
  /// an empty one, or one that holds a NUL.
  public let user: String?
  /// Nil only without memory.
  public let serial: CertificateSerial?
  /// Its last moment, in seconds since 1970 (UTC).
  public let ends: Int64?

  /// - Parameter certificate: an X509; nil: there is none.
  init?(_ certificate: OpaquePointer?) {
    guard let certificate = unsafe certificate, unsafe X509_up_ref(certificate) == 1 else {
      return nil
    }
    let owned = unsafe Certificate(handle: certificate)
    user = owned.commonName
    serial = owned.serial
    ends = owned.ends
  }
}

/// Keeps a certificate that is refused on its SSL, which itself drops it.
enum RefusedCertificate {
  static let index = piperoll_new_refused_index()

  /// Called while libssl verifies.
  static func note(_ store: OpaquePointer?) {
    guard
      let certificate = unsafe X509_STORE_CTX_get0_cert(store),
      let ssl = unsafe X509_STORE_CTX_get_ex_data(
        store, SSL_get_ex_data_X509_STORE_CTX_idx()),
      case let connection = OpaquePointer(ssl),
      unsafe SSL_get_ex_data(connection, index) == nil,
      unsafe X509_up_ref(certificate) == 1
    else { return }
    if unsafe SSL_set_ex_data(connection, index, UnsafeMutableRawPointer(certificate)) != 1 {
      unsafe X509_free(certificate)
    }
  }
}

extension Certificate {
  var commonName: String? { unsafe PiperollTLS.commonName(of: handle) }
  var serial: CertificateSerial? {
    unsafe CertificateSerial(UnsafePointer(X509_get0_serialNumber(handle)))
  }
  /// Whether its own key signed it. It need not be an authority: a server's is none.
  var isSelfSigned: Bool {
    defer { ERR_clear_error() }
    let names = unsafe X509_NAME_cmp(X509_get_issuer_name(handle), X509_get_subject_name(handle))
    return unsafe names == 0 && X509_verify(handle, X509_get0_pubkey(handle)) == 1
  }

  /// Its last moment, as `2027-11-29T09:00:00Z`; empty for a date that is none.
  var endText: String {
    var calendar = unsafe tm()
    guard unsafe ASN1_TIME_to_tm(X509_get0_notAfter(handle), &calendar) == 1 else { return "" }
    var text = [CChar](repeating: 0, count: 32)
    let count = unsafe strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &calendar)
    return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes it in the place of another.
  func replace(_ path: String) throws(TLSFault) {
    let certificate = unsafe handle
    let text = try unsafe PEMText { bio in unsafe PEM_write_bio_X509(bio, certificate) }
    try text.replace(path, mode: 0o644)
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

/// The fingerprint of a certificate's public key: its SubjectPublicKeyInfo (RFC 5280 4.1.2.7).
func keyFingerprint(of certificate: OpaquePointer) -> String? {
  var form: UnsafeMutablePointer<UInt8>?
  let count = unsafe i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &form)
  return unsafe fingerprint(ofForm: form, count: count)
}

/// `SHA256:` and 32 pairs of lower-case hex digits joined by colons, over a DER form that libcrypto
/// has made, and which is freed.
private func fingerprint(ofForm form: UnsafeMutablePointer<UInt8>?, count: Int32) -> String? {
  guard count > 0, let form = unsafe form else {
    ERR_clear_error()
    return nil
  }
  defer { unsafe CRYPTO_free(form, nil, 0) }
  let digest = unsafe Digest.sha256(of: UnsafeRawBufferPointer(start: form, count: Int(count)))
  let digits = Array("0123456789abcdef")
  let pairs = digest.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }
  return "SHA256:" + pairs.joined(separator: ":")
}

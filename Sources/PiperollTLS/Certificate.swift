import COpenSSL

/// Owns an X509.
@safe
struct Certificate: ~Copyable {
  let handle: OpaquePointer

  deinit { unsafe X509_free(handle) }

  /// The first certificate of a PEM file.
  static func read(_ path: String) throws(TLSFault) -> Certificate {
    guard let bio = unsafe BIO_new_file(path, "re") else {
      throw .file("\(path): \(LibraryError.take().text)")
    }
    defer { unsafe BIO_free_all(bio) }
    guard let certificate = unsafe PEM_read_bio_X509(bio, nil, { _, _, _, _ in -1 }, nil) else {
      throw .file("\(path): \(LibraryError.take().text)")
    }
    return unsafe Certificate(handle: certificate)
  }

  /// Days from now; a past end makes a certificate that has expired.
  struct Validity {
    /// A day back, so that a machine whose clock is behind ours takes it at once.
    var fromDays: Int32 = -1
    var untilDays: Int32
  }

  /// A certificate of version 3 for `key`, without extensions and signature.
  static func unsigned(
    commonName: String, key: borrowing PrivateKey, validity: Validity
  ) throws(TLSFault) -> Certificate {
    guard let handle = unsafe X509_new() else { throw LibraryError.takeFault() }
    let certificate = unsafe Certificate(handle: handle)
    let name = unsafe X509_get_subject_name(handle)
    let text = Array(commonName.utf8)
    guard
      // The field counts from 0.
      unsafe X509_set_version(handle, 2) == 1,
      unsafe X509_NAME_add_entry_by_NID(
        name, NID_commonName, MBSTRING_UTF8, text, Int32(text.count), -1, 0) == 1,
      unsafe X509_time_adj_ex(X509_getm_notBefore(handle), validity.fromDays, 0, nil) != nil,
      unsafe X509_time_adj_ex(X509_getm_notAfter(handle), validity.untilDays, 0, nil) != nil,
      unsafe X509_set_pubkey(handle, key.handle) == 1
    else { throw LibraryError.takeFault() }
    try certificate.setRandomSerial()
    return certificate
  }

  /// 128 random bits: nobody has to remember which numbers were given out (RFC 5280 4.1.2.2
  /// allows 20 octets).
  private func setRandomSerial() throws(TLSFault) {
    let bytes = try Randomness.bytes(16)
    guard let number = unsafe BN_bin2bn(bytes, Int32(bytes.count), nil) else {
      throw LibraryError.takeFault()
    }
    defer { unsafe BN_free(number) }
    guard unsafe BN_to_ASN1_INTEGER(number, X509_get_serialNumber(handle)) != nil else {
      throw LibraryError.takeFault()
    }
  }

  /// Adds the issuer's name and the extensions, and signs.
  func sign(
    extensions: [(nid: Int32, value: String)],
    issuer: OpaquePointer, key: borrowing PrivateKey
  ) throws(TLSFault) {
    guard unsafe X509_set_issuer_name(handle, X509_get_subject_name(issuer)) == 1 else {
      throw LibraryError.takeFault()
    }
    for (nid, value) in extensions {
      guard unsafe piperoll_X509_add_extension(handle, issuer, nid, value) == 1 else {
        throw LibraryError.takeFault()
      }
    }
    guard unsafe X509_sign(handle, key.handle, EVP_sha256()) > 0 else {
      throw LibraryError.takeFault()
    }
  }
}

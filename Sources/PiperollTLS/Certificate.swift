import COpenSSL
import Glibc

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

  /// The same certificate with a serial number and dates of its own, not signed yet.
  func renewed(_ validity: Validity) throws(TLSFault) -> Certificate {
    guard let copy = unsafe X509_dup(handle) else { throw LibraryError.takeFault() }
    let certificate = unsafe Certificate(handle: copy)
    try certificate.setDates(validity)
    try certificate.setRandomSerial()
    return certificate
  }

  /// The end of its life, in seconds since 1970 (UTC); nil for a date that is none.
  var ends: Int64? {
    var calendar = unsafe tm()
    guard unsafe ASN1_TIME_to_tm(X509_get0_notAfter(handle), &calendar) == 1 else { return nil }
    return unsafe Int64(timegm(&calendar))
  }

  func isSigned(by issuer: borrowing Certificate) -> Bool {
    defer { ERR_clear_error() }
    return unsafe X509_check_issued(issuer.handle, handle) == X509_V_OK
      && X509_verify(handle, X509_get0_pubkey(issuer.handle)) == 1
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
      unsafe X509_set_pubkey(handle, key.handle) == 1
    else { throw LibraryError.takeFault() }
    try certificate.setDates(validity)
    try certificate.setRandomSerial()
    return certificate
  }

  private func setDates(_ validity: Validity) throws(TLSFault) {
    guard
      unsafe X509_time_adj_ex(X509_getm_notBefore(handle), validity.fromDays, 0, nil) != nil,
      unsafe X509_time_adj_ex(X509_getm_notAfter(handle), validity.untilDays, 0, nil) != nil
    else { throw LibraryError.takeFault() }
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
    try sign(key)
  }

  /// Signs what is there.
  func sign(_ key: borrowing PrivateKey) throws(TLSFault) {
    guard unsafe X509_sign(handle, key.handle, EVP_sha256()) > 0 else {
      throw LibraryError.takeFault()
    }
  }
}

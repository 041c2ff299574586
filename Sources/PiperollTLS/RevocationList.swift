import COpenSSL

/// Owns an X509_CRL: the certificates that an authority has taken back before their end.
@safe
struct RevocationList: ~Copyable {
  let handle: OpaquePointer

  deinit { unsafe X509_CRL_free(handle) }

  /// There is no later list that a server could miss: it reads this very file. So the list itself
  /// never ends (the date is RFC 5280's for that, 4.1.2.5).
  private static let noEnd = "99991231235959Z"

  /// The list in a PEM file.
  static func read(_ path: String) throws(TLSFault) -> RevocationList {
    guard let bio = unsafe BIO_new_file(path, "re") else {
      throw .file("\(path): \(LibraryError.take().text)")
    }
    defer { unsafe BIO_free_all(bio) }
    guard let list = unsafe PEM_read_bio_X509_CRL(bio, nil, { _, _, _, _ in -1 }, nil) else {
      throw .file("\(path): \(LibraryError.take().text)")
    }
    return unsafe RevocationList(handle: list)
  }

  /// A list of an authority that has nothing on it, not signed yet.
  static func empty(_ issuer: borrowing Certificate) throws(TLSFault) -> RevocationList {
    guard let handle = unsafe X509_CRL_new() else { throw LibraryError.takeFault() }
    let list = unsafe RevocationList(handle: handle)
    guard
      // The field counts from 0: version 2 has extensions.
      unsafe X509_CRL_set_version(handle, 1) == 1,
      unsafe X509_CRL_set_issuer_name(handle, X509_get_subject_name(issuer.handle)) == 1,
      unsafe piperoll_X509_CRL_add_authority(handle, issuer.handle) == 1
    else { throw LibraryError.takeFault() }
    return list
  }

  /// Whether the authority's key signed it.
  func isSigned(by issuer: borrowing Certificate) -> Bool {
    defer { ERR_clear_error() }
    return unsafe X509_CRL_verify(handle, X509_get0_pubkey(issuer.handle)) == 1
  }

  func holds(_ serial: CertificateSerial) -> Bool {
    var entry: OpaquePointer?
    let found = try? unsafe serial.withNumber { number in
      unsafe X509_CRL_get0_by_serial(handle, &entry, number)
    }
    return found == 1
  }

  /// Puts a certificate on it, as of now.
  func add(_ serial: CertificateSerial) throws(TLSFault) {
    guard let entry = unsafe X509_REVOKED_new(), let now = unsafe X509_gmtime_adj(nil, 0) else {
      throw LibraryError.takeFault()
    }
    defer { unsafe ASN1_TIME_free(now) }
    let isSet = try unsafe serial.withNumber { number in
      unsafe X509_REVOKED_set_serialNumber(entry, number) == 1
        && X509_REVOKED_set_revocationDate(entry, now) == 1
    }
    guard isSet, unsafe X509_CRL_add0_revoked(handle, entry) == 1 else {
      unsafe X509_REVOKED_free(entry)
      throw LibraryError.takeFault()
    }
  }

  /// Gives it a higher number and today's date, and signs it.
  func sign(_ key: borrowing PrivateKey) throws(TLSFault) {
    // A day back, for a server whose clock is behind ours.
    guard let from = unsafe X509_gmtime_adj(nil, -86_400), let end = unsafe ASN1_TIME_new() else {
      throw LibraryError.takeFault()
    }
    defer {
      unsafe ASN1_TIME_free(from)
      unsafe ASN1_TIME_free(end)
    }
    guard
      unsafe ASN1_TIME_set_string(end, Self.noEnd) == 1,
      unsafe X509_CRL_set1_lastUpdate(handle, from) == 1,
      unsafe X509_CRL_set1_nextUpdate(handle, end) == 1,
      countUp(),
      unsafe X509_CRL_sort(handle) == 1,
      unsafe X509_CRL_sign(handle, key.handle, EVP_sha256()) > 0
    else { throw LibraryError.takeFault() }
  }

  private func countUp() -> Bool {
    let before = unsafe X509_CRL_get_ext_d2i(handle, NID_crl_number, nil, nil)
    let number = unsafe before?.assumingMemoryBound(to: ASN1_INTEGER.self) ?? ASN1_INTEGER_new()
    defer { unsafe ASN1_INTEGER_free(number) }
    let count = unsafe before == nil ? 0 : ASN1_INTEGER_get(number)
    return unsafe ASN1_INTEGER_set(number, count + 1) == 1
      && X509_CRL_add1_ext_i2d(handle, NID_crl_number, number, 0, UInt(X509V3_ADD_REPLACE)) == 1
  }

  /// Writes it in the place of the one before, or where there was none.
  func write(to path: String) throws(TLSFault) {
    let list = unsafe handle
    let text = try unsafe PEMText { bio in unsafe PEM_write_bio_X509_CRL(bio, list) }
    try text.replace(path, mode: 0o644)
  }
}

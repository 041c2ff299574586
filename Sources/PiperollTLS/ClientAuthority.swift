import COpenSSL
import Glibc

/// The authority that signs client certificates, and what it keeps beside its own files: which it
/// issued (`clients.issued`), and which of them it has taken back (`clients.crl`).
public struct ClientAuthority: Sendable {
  public let identity: TLSIdentity

  public init(_ identity: TLSIdentity) { self.identity = identity }

  /// A certificate that was issued.
  public struct Issued: Equatable, Sendable {
    public let serial: CertificateSerial
    public let user: String
    /// Its last moment, as `2027-11-29T09:00:00Z`.
    public let until: String
  }

  /// The list of what was taken back, as OpenSSL's own tools read it.
  public var revokedFile: String { Self.revokedFile(beside: identity.certificateFile) }
  /// A line for each certificate: serial number, user, its end; a tab between them.
  var issuedFile: String { Self.name(beside: identity.certificateFile, "issued") }

  static func revokedFile(beside certificateFile: String) -> String {
    name(beside: certificateFile, "crl")
  }

  private static func name(beside file: String, _ ending: String) -> String {
    let stem = file.hasSuffix(".pem") ? String(file.dropLast(4)) : file
    return "\(stem).\(ending)"
  }
}

extension ClientAuthority {
  /// Makes a key and a certificate for `user`. In the place of a revoked one it may be made too.
  /// - Throws: `.argument` for a name that cannot stand in a certificate; `.file`.
  public func issue(
    _ user: String, identity made: TLSIdentity, validDays: Int = Certificates.clientDays
  ) throws(TLSFault) {
    try issue(user, identity: made, validity: Certificate.Validity(validDays))
  }

  func issue(
    _ user: String, identity made: TLSIdentity, validity: Certificate.Validity
  ) throws(TLSFault) {
    try Certificates.checkCommonName(user)
    try locked { authority, key, list throws(TLSFault) in
      if let old = try? Certificate.read(made.certificateFile),
        let serial = old.serial, list.holds(serial)
      {
        unsafe unlink(made.certificateFile)
        unsafe unlink(made.keyFile)
      }
      let ownKey = try PrivateKey.generate()
      let certificate = try Certificate.unsigned(
        commonName: user, key: ownKey, validity: validity)
      let extensions =
        Certificates.endExtensions(use: "clientAuth")
        + [(NID_authority_key_identifier, "keyid:always")]
      try unsafe certificate.sign(extensions: extensions, issuer: authority.handle, key: key)
      try Certificates.write(certificate, ownKey, made)
      try note(certificate, of: user)
    }
  }

  /// Puts a certificate with new dates in the place of a user's: for the same key, which need not
  /// be here. The old one is good until its end, or until it is revoked.
  /// - Throws: `.file`, also for one that another authority signed or that was revoked.
  public func renew(
    _ user: String, identity made: TLSIdentity, validDays: Int = Certificates.clientDays
  ) throws(TLSFault) {
    try locked { authority, key, list throws(TLSFault) in
      let file = made.certificateFile
      let old = try Certificate.read(file)
      guard old.isSigned(by: authority) else {
        throw .file("\(file): \(identity.certificateFile) did not sign it")
      }
      guard let serial = old.serial, !list.holds(serial) else {
        throw .file("\(file) is revoked; leave out --renew, and a new one is made with a new key")
      }
      let certificate = try old.renewed(Certificate.Validity(validDays))
      try certificate.sign(key)
      try note(certificate, of: user)
      try certificate.replace(file)
    }
  }

  /// Takes certificates back.
  /// - Returns: those that were not revoked before.
  public func revoke(_ serials: [CertificateSerial]) throws(TLSFault) -> [CertificateSerial] {
    try locked { _, key, list throws(TLSFault) in
      let anew = serials.filter { !list.holds($0) }
      for serial in anew { try list.add(serial) }
      if !anew.isEmpty {
        try list.sign(key)
        try list.write(to: revokedFile)
      }
      return anew
    }
  }

  /// What was issued, the oldest first. Those of a version that kept no list are not on it.
  public func issued() throws(TLSFault) -> [Issued] {
    guard let text = try SmallText.read(issuedFile) else { return [] }
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 3, let serial = CertificateSerial(fields[0]) else { return nil }
      return Issued(serial: serial, user: fields[1], until: fields[2])
    }
  }

  /// The certificate that a file holds, if this authority signed it; nil if there is none.
  public func issued(inFile path: String) throws(TLSFault) -> Issued? {
    guard unsafe access(path, F_OK) == 0 else { return nil }
    let certificate = try Certificate.read(path)
    guard
      try certificate.isSigned(by: Certificate.read(identity.certificateFile)),
      let serial = certificate.serial
    else { return nil }
    return Issued(
      serial: serial, user: certificate.commonName ?? "", until: certificate.endText)
  }

  /// Which of these are revoked.
  public func revoked(of serials: [CertificateSerial]) throws(TLSFault) -> Set<CertificateSerial> {
    guard unsafe access(revokedFile, F_OK) == 0 else { return [] }
    let list = try RevocationList.read(revokedFile)
    return Set(serials.filter { list.holds($0) })
  }

  /// Makes the empty list of a new authority.
  func begin() throws(TLSFault) { try locked { _, _, _ in } }

  /// Runs a body that changes the authority's files, one at a time among all processes.
  private func locked<Result>(
    _ body: (
      borrowing Certificate, borrowing PrivateKey, borrowing RevocationList
    ) throws(TLSFault) -> Result
  ) throws(TLSFault) -> Result {
    let authority = try Certificate.read(identity.certificateFile)
    let key = try PrivateKey.read(identity.keyFile)
    guard unsafe X509_check_private_key(authority.handle, key.handle) == 1 else {
      ERR_clear_error()
      throw .file("\(identity.keyFile) does not fit \(identity.certificateFile)")
    }
    let lock = unsafe open(identity.keyFile, O_RDONLY | O_CLOEXEC)
    guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
      throw .file("\(identity.keyFile): \(systemReason(errno))")
    }
    defer { close(lock) }
    return try body(authority, key, try list(authority, key))
  }

  private func list(
    _ authority: borrowing Certificate, _ key: borrowing PrivateKey
  ) throws(TLSFault) -> RevocationList {
    if unsafe access(revokedFile, F_OK) == 0 {
      let list = try RevocationList.read(revokedFile)
      guard list.isSigned(by: authority) else {
        throw .file("\(revokedFile): \(identity.certificateFile) did not sign it")
      }
      return list
    }
    let list = try RevocationList.empty(authority)
    try list.sign(key)
    try list.write(to: revokedFile)
    return list
  }

  private func note(_ certificate: borrowing Certificate, of user: String) throws(TLSFault) {
    guard let serial = certificate.serial else { throw LibraryError.takeFault() }
    try SmallText.append("\(serial)\t\(user)\t\(certificate.endText)\n", to: issuedFile)
  }
}

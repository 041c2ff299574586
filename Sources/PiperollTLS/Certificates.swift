import COpenSSL
import Glibc

/// Keys and certificates of a small installation: one server, one authority for its clients.
/// All keys are on P-256 and written with mode 0600; no file that exists is ever replaced.
public enum Certificates {
  /// Ten years. The 825 or 398 days of public authorities exist because strangers trust them
  /// unseen; a self-signed certificate is trusted by its fingerprint alone, and ends when that is
  /// taken back. A short life would only bring about an outage.
  public static let pinnedDays = 3650
  /// A year: an employee's certificate is renewed like other papers, and a forgotten one ends.
  public static let clientDays = 365
  /// RFC 5280, ub-common-name.
  public static let commonNameCharactersMax = 64

  /// Makes a key and a self-signed server certificate for `hosts`, DNS names and IP addresses.
  /// - Throws: `.argument` for no host or one that is neither; `.file`, also if a file exists.
  public static func makeServer(
    hosts: [String], identity: TLSIdentity, validDays: Int = pinnedDays
  ) throws(TLSFault) {
    let names = try alternativeNames(hosts)
    let extensions = endExtensions(use: "serverAuth") + [(NID_subject_alt_name, names)]
    // The common name is for people only; clients look at the alternative names.
    let name = String(hosts[0].prefix(commonNameCharactersMax))
    try makeSelfSigned(name, extensions, identity, Certificate.Validity(validDays))
  }

  /// Makes the key and certificate of an authority that signs client certificates, and no other
  /// authority (CA:TRUE, pathlen:0).
  /// - Throws: `.argument` for a name that cannot stand in a certificate; `.file`.
  public static func makeAuthority(
    name: String, identity: TLSIdentity, validDays: Int = pinnedDays
  ) throws(TLSFault) {
    try checkCommonName(name)
    let extensions = [
      (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
      (NID_key_usage, "critical,keyCertSign,cRLSign"),
      (NID_subject_key_identifier, "hash"),
    ]
    try makeSelfSigned(name, extensions, identity, Certificate.Validity(validDays))
    try ClientAuthority(identity).begin()
  }

  /// Puts a certificate with new dates in the place of one that signed itself, with the same key
  /// and the same names. So its fingerprint stays what it was.
  /// - Throws: `.file`, also for one that somebody else signed.
  public static func renewSelfSigned(
    _ identity: TLSIdentity, validDays: Int = pinnedDays
  ) throws(TLSFault) {
    let old = try Certificate.read(identity.certificateFile)
    let key = try PrivateKey.read(identity.keyFile)
    guard old.isSelfSigned else {
      throw .file("\(identity.certificateFile): somebody else signed it, who has to renew it")
    }
    guard unsafe X509_check_private_key(old.handle, key.handle) == 1 else {
      ERR_clear_error()
      throw .file("\(identity.keyFile) does not fit \(identity.certificateFile)")
    }
    let certificate = try old.renewed(Certificate.Validity(validDays))
    try certificate.sign(key)
    try certificate.replace(identity.certificateFile)
  }

  /// Makes a key and a client certificate for `user` (its common name), signed by `authority`.
  /// - Throws: `.argument` for a name that cannot stand in a certificate; `.file`.
  public static func issueClient(
    user: String, authority: TLSIdentity, identity: TLSIdentity, validDays: Int = clientDays
  ) throws(TLSFault) {
    try issueClient(
      user: user, authority: authority, identity: identity,
      validity: Certificate.Validity(validDays))
  }

  static func issueClient(
    user: String, authority: TLSIdentity, identity: TLSIdentity, validity: Certificate.Validity
  ) throws(TLSFault) {
    try ClientAuthority(authority).issue(user, identity: identity, validity: validity)
  }

  /// SHA-256 of the key in the first certificate of a PEM file, of its DER form as `openssl x509
  /// -pubkey` and `openssl pkey -pubin -outform der` give it: `SHA256:` and 32 pairs of lower-case
  /// hex digits joined by colons.
  /// - Throws: `.file`.
  public static func fingerprint(ofFile path: String) throws(TLSFault) -> String {
    let certificate = try Certificate.read(path)
    guard let text = unsafe keyFingerprint(of: certificate.handle) else {
      throw .library("no SHA-256")
    }
    return text
  }

  /// The end of life of the first certificate in a PEM file, in seconds since 1970 (UTC).
  /// - Throws: `.file`.
  public static func expiry(ofFile path: String) throws(TLSFault) -> Int64 {
    guard let ends = try Certificate.read(path).ends else {
      throw .file("\(path): \(LibraryError.take().text)")
    }
    return ends
  }
}

extension Certificates {
  static func endExtensions(use: String) -> [(nid: Int32, value: String)] {
    [
      (NID_basic_constraints, "critical,CA:FALSE"),
      (NID_key_usage, "critical,digitalSignature"),
      (NID_ext_key_usage, use),
      (NID_subject_key_identifier, "hash"),
    ]
  }

  private static func makeSelfSigned(
    _ name: String, _ extensions: [(nid: Int32, value: String)], _ identity: TLSIdentity,
    _ validity: Certificate.Validity
  ) throws(TLSFault) {
    let key = try PrivateKey.generate()
    let certificate = try Certificate.unsigned(commonName: name, key: key, validity: validity)
    try unsafe certificate.sign(extensions: extensions, issuer: certificate.handle, key: key)
    try write(certificate, key, identity)
  }

  /// The key first: a certificate without its key is of no use, and tells nobody so.
  static func write(
    _ certificate: borrowing Certificate, _ key: borrowing PrivateKey, _ identity: TLSIdentity
  ) throws(TLSFault) {
    let keyHandle = unsafe key.handle
    let certificateHandle = unsafe certificate.handle
    let keyText = try unsafe PEMText { bio in
      unsafe PEM_write_bio_PrivateKey(bio, keyHandle, nil, nil, 0, nil, nil)
    }
    let certificateText = try unsafe PEMText { bio in
      unsafe PEM_write_bio_X509(bio, certificateHandle)
    }
    try keyText.write(to: identity.keyFile, mode: 0o600)
    do {
      try certificateText.write(to: identity.certificateFile, mode: 0o644)
    } catch {
      unsafe unlink(identity.keyFile)
      throw error
    }
  }
}

extension Certificate.Validity {
  init(_ days: Int) {
    self.init(untilDays: Int32(clamping: days))
  }
}

import COpenSSL
import Glibc

/// A certificate chain and its private key, both PEM files.
public struct TLSIdentity: Equatable, Sendable {
  /// The certificate, followed by any intermediate ones.
  public var certificateFile: String
  /// The key; a file that group or others may open is refused.
  public var keyFile: String

  public init(certificateFile: String, keyFile: String) {
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }
}

/// How a client decides that it speaks to the right server.
public enum TLSTrust: Equatable, Sendable {
  /// Any certificate passes the handshake: the caller must compare
  /// ``TLSConnection/peerFingerprint`` with the one it knows before it sends anything.
  case fingerprintChecked
  /// libssl verifies the chain up to one of `file`'s certificates (PEM), and that the certificate
  /// names `host`: a DNS name or an IP address, without port and brackets.
  case authorities(file: String, host: String)
}

/// What all connections of one role share: versions, ciphers, identity, trust.
///
/// Unchecked Sendable: the SSL_CTX is changed only by the functions below before they return it;
/// afterwards only SSL_new reads it, which libssl allows from several threads at once.
/// To change a certificate make a new context; connections keep the one they were made with.
@safe
public final class TLSContext: @unchecked Sendable {
  enum Role { case server, client }

  let handle: OpaquePointer
  let role: Role
  /// What a client asks for in SNI; nil for an IP address, which SNI does not allow.
  let serverName: String?
  /// What the clients' authority has taken back; nil: it keeps no list.
  private var revoked: Revocations?

  /// OpenSSL is told not to clean up when the program ends: a thread may still be shaking hands
  /// then, and would find its locks gone. It has to be told before anything else.
  private static let isPrepared =
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) == 1

  private init(_ role: Role, _ policy: Policy, serverName: String?) throws(TLSFault) {
    let method = unsafe role == .server ? TLS_server_method() : TLS_client_method()
    guard Self.isPrepared, let handle = unsafe SSL_CTX_new(method) else {
      throw LibraryError.takeFault()
    }
    unsafe self.handle = handle
    self.role = role
    self.serverName = serverName
    try unsafe policy.apply(to: handle)
  }

  deinit { unsafe SSL_CTX_free(handle) }

  /// A server that presents `identity`. With `clientAuthorityFile` (PEM) it asks for a client
  /// certificate: a client may have none, but one that it shows must be signed by that authority,
  /// be in its dates and name clientAuth as a use, or the handshake fails.
  /// - Throws: `.file` for a file that is missing, malformed, unsafe or does not fit its partner.
  public static func server(
    identity: TLSIdentity, clientAuthorityFile: String? = nil
  ) throws(TLSFault) -> TLSContext {
    try server(identity: identity, clientAuthorityFile: clientAuthorityFile, policy: .standard)
  }

  /// A client that trusts by `trust`, and shows `identity` to a server that asks for one.
  /// - Throws: `.file` as ``server(identity:clientAuthorityFile:)``, `.argument` for an empty host.
  public static func client(
    trust: TLSTrust, identity: TLSIdentity? = nil
  ) throws(TLSFault) -> TLSContext {
    try client(trust: trust, identity: identity, policy: .standard)
  }

  static func server(
    identity: TLSIdentity, clientAuthorityFile: String?, policy: Policy
  ) throws(TLSFault) -> TLSContext {
    let context = try TLSContext(.server, policy, serverName: nil)
    try context.present(identity)
    if let clientAuthorityFile { try context.askForClientCertificates(of: clientAuthorityFile) }
    return context
  }

  static func client(
    trust: TLSTrust, identity: TLSIdentity?, policy: Policy
  ) throws(TLSFault) -> TLSContext {
    let context: TLSContext
    switch trust {
    case .fingerprintChecked:
      context = try TLSContext(.client, policy, serverName: nil)
      unsafe SSL_CTX_set_verify(context.handle, SSL_VERIFY_NONE, nil)
    case .authorities(let file, let host):
      let isAddress = isIPAddress(host)
      context = try TLSContext(.client, policy, serverName: isAddress ? nil : host)
      try context.verifyServer(authorities: file, host: host, isAddress: isAddress)
    }
    if let identity { try context.present(identity) }
    return context
  }
}

extension TLSContext {
  private func present(_ identity: TLSIdentity) throws(TLSFault) {
    let key = try PrivateKey.read(identity.keyFile)
    guard unsafe SSL_CTX_use_certificate_chain_file(handle, identity.certificateFile) == 1 else {
      throw .file("\(identity.certificateFile): \(LibraryError.take().text)")
    }
    guard unsafe SSL_CTX_use_PrivateKey(handle, key.handle) == 1 else {
      let text = LibraryError.take().text
      throw .file("\(identity.keyFile) does not fit \(identity.certificateFile): \(text)")
    }
  }

  private func trustAuthorities(_ file: String) throws(TLSFault) {
    guard unsafe SSL_CTX_load_verify_file(handle, file) == 1 else {
      throw .file("\(file): \(LibraryError.take().text)")
    }
  }

  private func askForClientCertificates(of file: String) throws(TLSFault) {
    try trustAuthorities(file)
    guard let names = unsafe SSL_load_client_CA_file(file) else {
      throw .file("\(file): \(LibraryError.take().text)")
    }
    unsafe SSL_CTX_set_client_CA_list(handle, names)
    try checkRevocations(of: file)
    unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, requireClientUse)
  }

  /// Has libssl look each client's certificate up in the list beside the authority, if any.
  private func checkRevocations(of authority: String) throws(TLSFault) {
    let file = ClientAuthority.revokedFile(beside: authority)
    guard unsafe access(file, F_OK) == 0 else { return }
    let list = try RevocationList.read(file)
    guard try list.isSigned(by: Certificate.read(authority)) else {
      throw .file("\(file): \(authority) did not sign it")
    }
    let store = unsafe SSL_CTX_get_cert_store(handle)
    guard
      unsafe X509_STORE_add_crl(store, list.handle) == 1,
      unsafe X509_STORE_set_flags(store, UInt(X509_V_FLAG_CRL_CHECK)) == 1
    else { throw LibraryError.takeFault() }
    revoked = Revocations(list)
  }

  /// Whether it has a list of certificates that were taken back.
  public var checksRevocation: Bool { revoked != nil }

  /// Whether a certificate of the clients' authority was taken back.
  public func isRevoked(_ serial: CertificateSerial) -> Bool { revoked?.holds(serial) ?? false }

  private func verifyServer(
    authorities: String, host: String, isAddress: Bool
  ) throws(TLSFault) {
    // libssl takes an empty name for "check no name".
    guard !host.isEmpty, !host.utf8.contains(0) else { throw .argument("no host name to verify") }
    try trustAuthorities(authorities)
    let parameters = unsafe SSL_CTX_get0_param(handle)
    // RFC 9525: names are looked for in subjectAltName alone, and a wildcard is a whole label.
    let flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT
    unsafe X509_VERIFY_PARAM_set_hostflags(parameters, UInt32(flags))
    let accepted =
      isAddress
      ? unsafe X509_VERIFY_PARAM_set1_ip_asc(parameters, host)
      : unsafe X509_VERIFY_PARAM_set1_host(parameters, host, 0)
    guard accepted == 1 else { throw LibraryError.takeFault() }
    unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
  }
}

/// A list that contexts look things up in from any thread. Unchecked Sendable: libcrypto changes it
/// only to sort it, which signing and reading have done.
private final class Revocations: @unchecked Sendable {
  private let list: RevocationList

  init(_ list: consuming RevocationList) { self.list = list }

  func holds(_ serial: CertificateSerial) -> Bool { list.holds(serial) }
}

/// Whether `host` is an IPv4 or IPv6 address rather than a name.
func isIPAddress(_ host: String) -> Bool {
  guard let octets = unsafe a2i_IPADDRESS(host) else {
    ERR_clear_error()
    return false
  }
  unsafe ASN1_OCTET_STRING_free(octets)
  return true
}

/// libssl lets a certificate without any extended key usage pass as a client's. Ours always name
/// their use, so one that does not is refused too.
private func requireClientUse(_ verified: Int32, _ store: OpaquePointer?) -> Int32 {
  guard verified == 1 else {
    unsafe RefusedCertificate.note(store)
    return 0
  }
  guard unsafe X509_STORE_CTX_get_error_depth(store) == 0 else { return 1 }
  let uses = unsafe X509_get_extended_key_usage(X509_STORE_CTX_get_current_cert(store))
  guard uses != UInt32.max, uses & UInt32(XKU_SSL_CLIENT) != 0 else {
    unsafe X509_STORE_CTX_set_error(store, X509_V_ERR_INVALID_PURPOSE)
    unsafe RefusedCertificate.note(store)
    return 0
  }
  return 1
}

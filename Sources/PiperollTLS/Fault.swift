import COpenSSL

/// Why something in this module failed. The texts are OpenSSL's own reasons or say which file is
/// meant; none holds a key, a password or bytes of the traffic.
public enum TLSFault: Error, Equatable, Sendable {
  /// The peer's certificate was refused by us: unknown authority, expired, wrong name, wrong use.
  case certificate(String)
  /// The peer refused us and said so in a TLS alert. With TLS 1.3 a client whose certificate is
  /// refused learns it only from its first `read`, after its own handshake is complete.
  case peerAlert(String)
  /// The two sides found no common version, cipher or group, or the handshake broke off.
  case handshake(String)
  /// What arrived after the handshake is no valid TLS.
  case protocolError(String)
  /// The transport ended without close_notify: bytes may be missing.
  case truncated
  /// A certificate, key or authority file is missing, unreadable, malformed or unsafe.
  case file(String)
  /// A stored password record is not one that this module wrote, or asks for too much.
  case record(String)
  /// A value that may not stand in a certificate, or a cost that scrypt does not know.
  case argument(String)
  /// OpenSSL ran out of memory or of entropy.
  case library(String)
}

extension TLSFault: CustomStringConvertible {
  /// A sentence for a person.
  public var description: String {
    switch self {
    case .certificate(let why): "the peer's certificate is refused: \(why)"
    case .peerAlert(let why): "the peer refused: \(why)"
    case .handshake(let why): "the TLS handshake failed: \(why)"
    case .protocolError(let why): "TLS failed: \(why)"
    case .truncated: "the connection broke off"
    case .file(let why), .record(let why), .argument(let why): why
    case .library(let why): "OpenSSL failed: \(why)"
    }
  }
}

/// The oldest entry of this thread's OpenSSL error queue, which is the cause of the later ones.
struct LibraryError {
  /// The reason within its library; 0 when the queue was empty.
  let reason: Int32
  let text: String

  /// Takes the oldest entry and empties the queue, which libssl needs to be empty before each call.
  static func take() -> LibraryError {
    let code = ERR_get_error()
    ERR_clear_error()
    guard code != 0 else { return LibraryError(reason: 0, text: "no reason given") }
    let reason = ERR_GET_REASON(code)
    // A file that cannot be opened: the reason is the system's number (ERR_SYSTEM_ERROR, a macro).
    if code > UInt(Int32.max) {
      return LibraryError(reason: reason, text: systemReason(reason))
    }
    guard let text = unsafe ERR_reason_error_string(code) else {
      return LibraryError(reason: reason, text: "OpenSSL error \(code)")
    }
    return LibraryError(reason: reason, text: unsafe String(cString: text))
  }

  /// Empties the queue. Asking first is far cheaper than emptying one that is empty.
  static func drop() {
    if ERR_peek_error() != 0 { ERR_clear_error() }
  }

  /// What an alert of the peer says about our certificate, in words; another one in libssl's.
  var alertText: String {
    switch reason - SSL_AD_REASON_OFFSET {
    case Int32(SSL_AD_CERTIFICATE_REVOKED): "it is revoked"
    case Int32(SSL_AD_CERTIFICATE_EXPIRED): "it has expired"
    case Int32(SSL_AD_UNKNOWN_CA): "another authority signed it than the one that is trusted there"
    case Int32(SSL_AD_UNSUPPORTED_CERTIFICATE): "it is not for this use"
    case Int32(SSL_AD_BAD_CERTIFICATE): "it is damaged, or not valid yet"
    default: text
    }
  }

  /// libssl reports an alert of the peer as a reason from 1000 on (SSL_AD_REASON_OFFSET).
  var isPeerAlert: Bool { reason >= SSL_AD_REASON_OFFSET && reason < SSL_AD_REASON_OFFSET + 256 }

  /// For calls that fail only when memory or entropy is exhausted.
  static func takeFault() -> TLSFault { .library(take().text) }
}

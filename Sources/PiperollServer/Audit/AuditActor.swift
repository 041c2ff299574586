/// Who does something, as the audit trail has it, in the bytes in which it is recorded.
final class AuditActor: Sendable {
  let session: UInt32
  /// The user's name and, behind it, the address.
  let bytes: [UInt8]
  let userBytes: Int

  init(user: String, address: String, session: UInt32) {
    self.session = session
    let user = Array(user.utf8.prefix(255))
    bytes = user + address.utf8.prefix(255)
    userBytes = user.count
  }

  /// The server itself.
  static let server = AuditActor(user: "", address: "", session: 0)
}

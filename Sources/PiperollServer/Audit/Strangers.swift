import Logging
import PiperollCommands

/// What people make the server log and record who have not logged in: a few lines a second, and a
/// count of the rest. So nobody fills the disk from outside.
///
/// Unchecked `Sendable`: on the engine's loop only.
final class Strangers: @unchecked Sendable {
  /// Events that come at once, and those a second after them: with at most half a KiB each that is
  /// below 4 KiB a second.
  private static let eventsMax = 20
  private static let eventsPerSecond = 8
  /// Of what a stranger says of itself.
  private static let textBytesMax = 128

  private let audit: Audit
  private let clock: @Sendable () -> Int64
  private let logger: Logger
  /// In thousandths of an event.
  private var allowance = Strangers.eventsMax * 1_000
  private var lookedAt: Int64
  private var left = 0

  init(_ audit: Audit, clock: @escaping @Sendable () -> Int64, logger: Logger) {
    self.audit = audit
    self.clock = clock
    self.logger = logger
    lookedAt = clock()
  }

  /// Somebody did not get in.
  func refused(
    _ what: AuditWhat, user: String, _ address: String, _ session: UInt32, reason: String
  ) {
    guard admit() else { return }
    // A name in a certificate may be anything, and is shown to auditors.
    let user = LogLine.visible(cut(user))
    var fields: Logger.Metadata = ["address": "\(address)", "reason": "\(reason)"]
    if !user.isEmpty { fields["user"] = "\(user)" }
    let event =
      what == .refusedLogin
      ? "login refused" : what == .delay ? "logins wait" : "certificate refused"
    logger.notice("\(event)", metadata: fields)
    audit.refused(
      what, AuditActor(user: user, address: address, session: session), reason: reason)
  }

  /// A client said which program it is.
  func hello(_ client: String, _ address: String) {
    guard admit() else { return }
    logger.info("hello", metadata: ["address": "\(address)", "client": "\(cut(client))"])
  }

  /// Called every few seconds: says how much was left out.
  func watch() {
    if left > 0, take() { tell() }
  }

  private func admit() -> Bool {
    guard take() else {
      left += 1
      return false
    }
    if left > 0 { tell() }
    return true
  }

  private func tell() {
    logger.notice("events of strangers were left out", metadata: ["count": "\(left)"])
    audit.refusedMore(left)
    left = 0
  }

  private func take() -> Bool {
    let now = clock()
    let earned = min(max(now - lookedAt, 0), 60_000) * Int64(Self.eventsPerSecond)
    allowance = min(allowance + Int(earned), Self.eventsMax * 1_000)
    lookedAt = now
    guard allowance >= 1_000 else { return false }
    allowance -= 1_000
    return true
  }

  private func cut(_ text: String) -> String {
    if text.utf8.count <= Self.textBytesMax { return text }
    return String(decoding: text.utf8.prefix(Self.textBytesMax), as: UTF8.self) + "..."
  }
}

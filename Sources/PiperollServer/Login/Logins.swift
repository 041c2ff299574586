import Logging
import NIOCore
import PiperollCommands
import PiperollStore
import PiperollTLS

/// The guard of a server's logins, and the file in which it survives a restart. On the engine's
/// loop only, but for its last write.
final class Logins: @unchecked Sendable {
  /// The file is written at most once in so many milliseconds.
  private static let pause: Int64 = 1_000

  private(set) var guarded: LoginGuard
  private let file: StateFile?
  private let clock: @Sendable () -> Int64
  private let steadyClock: @Sendable () -> Int64
  private let loop: any EventLoop
  private let queue: any WorkQueue
  private let logger: Logger
  /// Something is to be written that is not.
  private var isPlanned = false
  private var isWriting = false
  private var lastWrite: Int64

  /// - Parameter file: nil: nothing survives a restart.
  init(
    _ file: StateFile?, _ configuration: ServerConfiguration, loop: any EventLoop,
    queue: any WorkQueue, logger: Logger
  ) {
    self.file = file
    self.loop = loop
    self.queue = queue
    self.logger = logger
    clock = configuration.clock
    steadyClock = configuration.steadyClock
    lastWrite = configuration.steadyClock() - Self.pause
    guarded = Self.read(file, logger) ?? LoginGuard(secret: Self.newSecret())
  }

  /// A file that cannot be read is no reason to lock everybody out, nor to keep the book closed.
  private static func read(_ file: StateFile?, _ logger: Logger) -> LoginGuard? {
    guard let file else { return nil }
    do throws(StorageFault) {
      guard let bytes = try file.read(most: LoginGuard.textBytesMax) else { return nil }
      if let guarded = LoginGuard(text: String(decoding: bytes, as: UTF8.self)) { return guarded }
      logger.warning("the file of wrong passwords is damaged; they are counted anew")
    } catch {
      logger.warning("wrong passwords are counted anew", metadata: ["reason": "\(error)"])
    }
    return nil
  }

  private static func newSecret() -> [UInt8] {
    (try? Randomness.bytes(LoginGuard.secretBytes))
      ?? (0..<LoginGuard.secretBytes).map { _ in UInt8.random(in: 0...UInt8.max) }
  }

  /// Lets a password check through, or throws for how long it has to wait.
  func admit(_ user: String, from address: String) throws(Failure) -> LoginGuard.Ticket {
    switch guarded.admit(user, from: address, at: clock()) {
    case .check(let ticket): return ticket
    case .wait(let seconds):
      throw .overload(
        afterSeconds: seconds,
        "wrong passwords came before; the next one is looked at in \(seconds) s")
    }
  }

  /// Returns for how many seconds the next try waits.
  func failed(_ ticket: LoginGuard.Ticket) -> Int {
    defer { plan() }
    return guarded.failed(ticket, at: clock())
  }

  func succeeded(_ ticket: LoginGuard.Ticket) {
    guarded.succeeded(ticket, at: clock())
    plan()
  }

  func cancelled(_ ticket: LoginGuard.Ticket) { guarded.cancelled(ticket) }

  /// A certificate logged a user in.
  func visited(_ user: String, from address: String, certificate: String) {
    if guarded.visited(user, from: address, certificate: certificate, at: clock()) { plan() }
  }

  func unlock(_ user: String, address: String?) -> Int {
    defer { plan() }
    return guarded.unlock(user, address: address)
  }

  /// Wrong passwords for which logins of a user from new addresses wait.
  func failures(of user: String) -> Int { guarded.failures(of: user, at: clock()) }

  /// Writes now, or at the end of the pause behind the last write.
  private func plan() {
    guard file != nil, !isPlanned else { return }
    isPlanned = true
    if !isWriting { schedule() }
  }

  private func schedule() {
    let wait = max(0, lastWrite + Self.pause - steadyClock())
    loop.assumeIsolated().scheduleTask(in: .milliseconds(wait)) { self.write() }
  }

  private func write() {
    guard let file else { return }
    let (guarded, logger) = (guarded, logger)
    lastWrite = steadyClock()
    isPlanned = false
    isWriting = true
    queue.submit {
      let bytes = Array(guarded.text.utf8)
      do throws(StorageFault) { try file.replace(with: bytes) } catch {
        logger.warning("wrong passwords are not kept", metadata: ["reason": "\(error)"])
      }
      self.loop.execute {
        self.isWriting = false
        if self.isPlanned { self.schedule() }
      }
    }
  }

  /// The last write, when no other comes any more.
  func close() { if let file { try? file.replace(with: Array(guarded.text.utf8)) } }
}

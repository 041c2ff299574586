import Logging
import PiperollCommands
import PiperollLedger
import PiperollWire

/// A write that may go through all accounts, on its way to a thread of its own. Unchecked
/// `Sendable`: it never changes.
final class LongWrite: @unchecked Sendable {
  private let arguments: Arguments
  /// Whether `dry=yes` was given.
  let isDry: Bool

  init(_ arguments: consuming Arguments) throws(Failure) {
    isDry = try arguments.isDry()
    self.arguments = arguments
  }

  func run(on attempt: Attempt, _ context: Context, _ registry: Registry, _ logger: Logger) {
    do throws(Failure) { try run(on: attempt, context) } catch {
      attempt.giveUp()
      let correction = registry.correction(
        of: arguments.line, hasBlock: false, error, in: attempt.book, context)
      attempt.reply.write(error.reported(by: logger), correction: correction)
    }
  }

  private func run(on attempt: Attempt, _ context: Context) throws(Failure) {
    let spec = arguments.spec
    switch try arguments.decide(on: attempt.book, context) {
    case .fresh(let entry, let rest, _):
      let number = attempt.add(entry, then: rest)
      attempt.reply.write(
        attempt.isTrial ? .ok : .created, number, by: spec, in: attempt.book, dry: attempt.isTrial)
    case .pending(let entry, _):
      attempt.reply.write(.pending, attempt.add(entry, then: []), by: spec, in: attempt.book)
    case .tried(_, let needs): throw .needsApproval(needs, approval: nil)
    case .duplicate(let number, let isApproved):
      attempt.reply.write(
        .dup, number, by: spec, in: attempt.book, asked: isApproved ? .approved : nil)
    case .waiting(let number, _):
      attempt.reply.write(.pending, number, by: spec, in: attempt.book, asked: .pending)
    case .nothing(let why): attempt.reply.write(nothing: why, by: spec)
    }
  }
}

extension Session {
  func attempt(_ write: LongWrite, _ context: Context) {
    let (registry, logger) = (registry, engine.logger)
    attempt(isLong: true, isDry: write.isDry) { write.run(on: $0, context, registry, logger) }
  }
}

/// The block of a request.
enum RequestBlock: Sendable {
  /// Its place in the bytes of the reader, until more is received.
  case read(Range<Int>)
  /// Its bytes, where the request waits.
  case kept([UInt8])

  func rows(in reader: borrowing LineReader) -> [UInt8] {
    switch self {
    case .read(let place): Array(reader.bytes[place])
    case .kept(let rows): rows
    }
  }
}

extension Effect {
  /// Whether the session asks for the turn to write before it runs such a request. A login and a
  /// change of users ask when the password is hashed.
  var needsTurn: Bool {
    switch self {
    case .write, .proposal: true
    case .read, .readIfShort, .report, .search: false
    case .session(let act):
      switch act {
      case .commit, .setUser, .dun: true
      case .hello, .auth, .capabilities, .help, .ping, .quit, .begin, .abort, .health, .snapshot,
        .password, .unlock, .users, .sessions, .endSession, .reportAudit, .dropAudit, .watch, .next,
        .call:
        false
      }
    }
  }
}

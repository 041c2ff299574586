import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollWire

// What the server knows of users beside the book: their sessions, their logins.

extension Session {
  func tellUsers(_ arguments: borrowing Arguments) throws(Failure) {
    let only = arguments.has("user") ? try arguments.knownUser(in: engine.book) : nil
    var logins: [String: ToldLogins] = [:]
    for row in 0..<UInt32(engine.book.users.count) {
      let name = engine.book.text(engine.book.users[row].name)
      var told = ToldLogins()
      let visits = engine.logins.guarded.visits[name] ?? []
      told.lastAt = visits.first?.last
      told.address = visits.first?.address ?? ""
      told.certificate = visits.first { !$0.certificate.isEmpty }?.certificate ?? ""
      told.failures = engine.logins.failures(of: name)
      logins[name] = told
    }
    for conversation in engine.conversations.values {
      if let user = openUser(of: conversation) { logins[user.name]?.sessions += 1 }
    }
    let (all, told) = (logins, UsersReply(ReplyWriter(for: reply.tag, reply.form)))
    isWaiting = true
    // The entries of an old book are many, so it is not the loop that looks through them.
    let (engine, view) = (engine, BookView(engine.book))
    engine.queues.trials.submit {
      WorkerPriority.lower()
      told.write(all, only: only, in: view.book)
      engine.loop.execute {
        swap(&self.reply.bytes, &told.writer.bytes)
        self.endReply(after: told.seen)
        self.resume()
      }
    }
  }

  func tellSessions(_ arguments: borrowing Arguments) {
    let wanted = arguments.sessionsUser()
    let now = SteadyClock.milliseconds()
    var sessions: [ToldSession] = []
    for (number, conversation) in engine.conversations.sorted(by: { $0.key < $1.key }) {
      let session = conversation.session
      guard let other = openUser(of: conversation), mayEnd(other.name),
        wanted == nil || wanted == other.name
      else { continue }
      sessions.append(
        ToldSession(
          number: number, user: other.name, role: other.role, login: session.login.rawValue,
          address: session.loginAddress, since: session.since,
          idle: conversation.idleSeconds(now: now), isOwn: session === self))
    }
    reply.write(sessions)
    endReply()
  }

  /// Who talks on a connection; nil before login, and once the session has been told its end.
  private func openUser(of conversation: Conversation) -> SessionUser? {
    conversation.session.isClosing ? nil : conversation.session.user
  }

  /// Whether a user's sessions are this one's to see and to end.
  private func mayEnd(_ name: String) -> Bool { user?.name == name || user?.role == .admin }

  func endSessions(_ arguments: borrowing Arguments) throws(Failure) {
    var ended: [Conversation] = []
    switch try arguments.sessionsToEnd() {
    case .one(let number):
      guard let found = engine.conversations[number], let other = openUser(of: found),
        mayEnd(other.name)
      else { throw .refused(.sessionNotFound(number)) }
      ended = [found]
    case .others:
      ended = engine.conversations.values.filter {
        $0.session !== self && openUser(of: $0)?.name == user?.name
      }
    }
    reply.status(.ok)
    reply.field("ended", ended.count)
    reply.endLine()
    endReply()
    end(ended, because: "\(user?.name ?? "") ended this session")
  }

  /// Ends all other sessions that a user's former password opened: who knew it may sit in them.
  func endSessionsOfFormerPassword(of name: String) {
    let opened = engine.conversations.values.filter {
      $0.session !== self && $0.session.login == .password && openUser(of: $0)?.name == name
    }
    end(opened, because: "\(name) has a new password")
  }

  private func end(_ conversations: [Conversation], because reason: String) {
    for conversation in conversations {
      let session = conversation.session
      engine.audit.ended(session.number, of: session.user?.name ?? "", by: actor)
      conversation.end(reason)
    }
  }

  func unlock(_ arguments: borrowing Arguments) throws(Failure) {
    let name = try arguments.knownUser(in: engine.book)
    let address = arguments.text("address").map(LoginAddress.text)
    let failures = engine.logins.unlock(name, address: address)
    engine.audit.unlocked(name, failures: failures, by: actor)
    reply.status(.ok)
    reply.field("user", name)
    reply.field("failures", failures)
    reply.endLine()
    endReply()
  }
}

/// The answer to LOOKUP USERS on its way back from a worker. Unchecked `Sendable`: it has one owner
/// at a time.
private final class UsersReply: @unchecked Sendable {
  var writer: ReplyWriter
  private(set) var seen: EntryNumber = 0

  init(_ writer: consuming ReplyWriter) { self.writer = writer }

  func write(_ logins: [String: ToldLogins], only: String?, in book: borrowing Book) {
    writer.write(users: logins, only: only, in: book)
    seen = book.sequence
  }
}

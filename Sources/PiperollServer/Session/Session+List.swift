import PiperollCommands
import PiperollLedger
import PiperollWire

// BEGIN, the writes behind it, COMMIT and ABORT. A session that ends forgets its list.

extension Session {
  func begin() {
    list = WriteList()
    reply.status(.ok)
    reply.endLine()
    endReply()
  }

  /// Takes a write into the list. What is wrong with it whatever the book says is told now: it may
  /// rest on a line before it, so that all else waits for COMMIT.
  func queue(
    _ arguments: borrowing Arguments, hasBlock: Bool, _ context: Context
  ) throws(Failure) {
    if hasBlock {
      throw notInList("a list takes lines; send the block without BEGIN, it is a list of its own")
    }
    if try arguments.isDry() {
      throw .fault(
        .syntax, column: nil, key: "dry",
        sentence: "a list takes no dry=yes; try the line before BEGIN")
    }
    do throws(Failure) {
      _ = try arguments.decide(on: engine.book, context)
    } catch {
      if error.isOfLine { throw error }
    }
    try list?.add(line)
    reply.status(.queued)
    reply.field("n", list?.count ?? 0)
    reply.endLine()
    endReply()
  }

  /// Refuses, between BEGIN and COMMIT, what would take effect at once: another BEGIN, a login, a
  /// change of users.
  func demandFitsList(_ effect: Effect) throws(Failure) {
    guard case .session(let act) = effect else { return }
    switch act {
    case .begin: throw notInList("a list is open: COMMIT or ABORT ends it")
    case .auth, .setUser:
      // Both have a password, which goes as it does where they are taken.
      holdsSecret = true
      throw notInList("not between BEGIN and COMMIT")
    case .hello, .capabilities, .help, .ping, .quit, .commit, .abort, .health, .snapshot: return
    }
  }

  private func notInList(_ sentence: String) -> Failure {
    .fault(.syntax, column: nil, key: nil, sentence: sentence)
  }

  private func takeList() throws(Failure) -> WriteList {
    guard let list = list.take() else { throw notInList("no list is open: BEGIN opens one") }
    return list
  }

  func abort() throws(Failure) {
    let dropped = try takeList()
    reply.status(.ok)
    reply.field("dropped", dropped.count)
    reply.endLine()
    endReply()
  }

  /// Tries all lines on a book that is thrown away; if none is refused the entries are recorded
  /// together.
  func commit() throws(Failure) {
    let list = try takeList()
    if let refused = list.refused { return abortList(refused.n, refused.failure) }
    let start = reply.bytes.count
    let context = context(engine.configuration.clock())
    var trial = engine.book.trial()
    var entries: [Entry] = []
    var counts = BulkCounts()
    reply.beginList()
    for n in 0..<list.count {
      do throws(Failure) {
        let arguments = try bind(list.line(n + 1), context)
        switch try arguments.decide(on: trial, context) {
        case .pending(_, let needs): throw .needsApproval(needs, approval: nil)
        case .waiting(let number, let needs): throw .needsApproval(needs, approval: number)
        case .fresh(let entry, let rest, _):
          let first = trial.sequence + 1
          trial.apply([entry] + rest)
          let number = trial.subject(ofRequestFrom: first)
          entries += [entry] + rest
          counts.created += 1
          reply.listRow(n + 1, .created, number, by: arguments.spec, in: trial)
        case .duplicate(let number, let isApproved):
          counts.duplicates += 1
          reply.listRow(
            n + 1, .dup, number, by: arguments.spec, in: trial, asked: isApproved ? .approved : nil)
        case .nothing(let why):
          counts.nothing += 1
          reply.listRow(n + 1, nothing: why)
        }
      } catch {
        reply.rollBack(to: start)
        return abortList(n + 1, error)
      }
    }
    if !entries.isEmpty { try engine.record(together: entries) }
    reply.endList(counts)
    endReply(after: engine.book.sequence)
  }

  private func bind(_ line: [UInt8], _ context: Context) throws(Failure) -> Arguments {
    var request = Request()
    do throws(RequestFault) { try request.parse(line) } catch { throw Failure(error) }
    let arguments = try registry.bind(
      request, line: line, hasBlock: false, today: context.today, authorise: authorise)
    precondition(arguments.spec.effect.isWrite, "a list holds writes")
    return arguments
  }

  private func abortList(_ n: Int, _ failure: Failure) {
    reply.abortList(n, failure.reported(by: engine.logger))
    // A refusal may rest on what is not yet durable.
    endReply(after: engine.book.sequence)
  }
}

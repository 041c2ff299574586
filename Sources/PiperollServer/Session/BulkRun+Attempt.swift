import Logging
import PiperollCommands
import PiperollLedger
import PiperollWire

// A block whose rows are recorded together (`mode=atomic`), or only tried (`dry=yes`).

extension BulkRun {
  /// Runs all rows. In mode `atomic` the first row that is refused gives the attempt up, and the
  /// answer is that row's.
  func runAll(on attempt: Attempt, _ mode: BulkMode, _ logger: Logger) {
    var ahead = LookAhead(attempt.book)
    var left = 0
    attempt.reply.beginBulk(mode, dry: attempt.isTrial)
    while true {
      if left == 0 {
        rows.lookAhead(&ahead)
        ahead.ask(attempt.book)
        left = LookAhead.namesMax
      }
      left -= 1
      guard rows.advance() else { break }
      do throws(Failure) { try runRow(on: attempt, mode) } catch {
        if mode == .atomic {
          attempt.giveUp()
          return attempt.reply.write(error.reported(by: logger), row: rows.row)
        }
        counts.refused += 1
        attempt.reply.bulkRow(rows.row, error)
      }
    }
    attempt.reply.endBulk(counts)
  }

  private func runRow(on attempt: Attempt, _ mode: BulkMode) throws(Failure) {
    switch try rows.decide(on: attempt.book, context) {
    case .pending(_, let needs): throw .needsApproval(needs, approval: nil)
    case .tried(_, let needs): throw .needsApproval(needs, approval: nil)
    case .waiting(let number, let needs) where mode == .atomic:
      throw .needsApproval(needs, approval: number)
    case .waiting(let number, _):
      counts.pending += 1
      attempt.reply.bulkRow(
        rows.row, .pending, number, by: rows.spec, in: attempt.book, asked: .pending)
    case .fresh(let entry, let rest, _):
      counts.created += 1
      let number = attempt.add(entry, then: rest)
      attempt.reply.bulkRow(
        rows.row, attempt.isTrial ? .ok : .created, number, by: rows.spec, in: attempt.book,
        dry: attempt.isTrial)
    case .duplicate(let number, let isApproved):
      counts.duplicates += 1
      // In a dry run, an earlier row of this block has made no entry that could be named.
      attempt.reply.bulkRow(
        rows.row, .dup, number, by: rows.spec, in: attempt.book,
        dry: attempt.isTrial && number > attempt.base, asked: isApproved ? .approved : nil)
    case .nothing(let why):
      counts.nothing += 1
      attempt.reply.bulkRow(rows.row, nothing: why)
    }
  }
}

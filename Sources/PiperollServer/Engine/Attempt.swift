import PiperollCommands
import PiperollLedger
import PiperollStore
import PiperollWire

/// Entries that are recorded together or not at all, on a book that takes the place of the present
/// one if all of them are taken. Whoever reads meanwhile reads the present one.
///
/// Unchecked `Sendable`: it has one owner at a time, the engine's loop or a thread beside it.
final class Attempt: @unchecked Sendable {
  /// The book with the entries so far. Once it has taken its place, the one before.
  var book: Book
  /// The entries as the journal will have them.
  var group = JournalGroup()
  /// The reply, which is written while it runs.
  var reply: ReplyWriter
  /// The last entry before it.
  let base: EntryNumber
  /// Whether it is only tried, for a dry run: it never takes the present book's place.
  let isTrial: Bool
  private(set) var changesUsers = false
  /// Who asked for it, and what it changes of who may do what, for the audit trail.
  let actor: AuditActor
  private(set) var changes: [ControlChange] = []
  /// Nothing of it is recorded.
  private(set) var isGivenUp = false
  private let clock: @Sendable () -> Int64

  init(
    on book: borrowing Book, isTrial: Bool, clock: @escaping @Sendable () -> Int64,
    by actor: AuditActor = .server, reply: consuming ReplyWriter
  ) {
    self.actor = actor
    base = book.sequence
    self.book = isTrial ? book.trial() : book.successor()
    self.isTrial = isTrial
    self.clock = clock
    self.reply = reply
  }

  /// Adds the entries of a request.
  /// - Returns: the number of the entry that the request is about.
  func add(_ entry: Entry, then rest: [Entry]) -> EntryNumber {
    let first = book.sequence + 1
    add(entry)
    for entry in rest { add(entry) }
    return rest.isEmpty ? first : book.subject(ofRequestFrom: first)
  }

  private func add(_ entry: Entry) {
    if isTrial { return book.apply([entry]) }
    let stamp = Stamp(number: book.sequence + 1, recorded: max(clock(), book.lastRecorded))
    let kind = entry.fact.kind
    if kind.isOfControl || entry.approval != nil,
      let change = book.controlChange(entry, stamp.number)
    {
      changes.append(change)
    }
    group.append(sequence: stamp.number, time: stamp.recorded) { entry.encode(to: &$0) }
    book.apply(entry, stamp)
    if kind == .user { changesUsers = true }
  }

  /// Gives it up, and drops what was written of the reply.
  func giveUp() {
    isGivenUp = true
    reply.rollBack(to: 0)
  }

  /// Frees the memory of a book that has been replaced, which takes some milliseconds.
  func letGo() { book = Book() }
}

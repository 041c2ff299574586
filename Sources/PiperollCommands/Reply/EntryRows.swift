import PiperollLedger
import PiperollWire

/// How a write that records any number of entries is answered: with a block that has a row for
/// each.
public struct EntryRows: Sendable {
  /// Writes the row of an entry.
  /// - Parameter isDry: whether this is a dry run, in which the number of the entry is not shown.
  typealias Write =
    @Sendable (
      _ entry: ToldEntry, _ isDry: Bool, _ book: borrowing Book, _ reply: inout ReplyWriter
    ) -> Void

  /// The key of the status line that says how many rows there are.
  let countKey: StaticString
  let section: SectionSpec
  let write: Write
}

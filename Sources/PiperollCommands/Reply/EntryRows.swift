import PiperollLedger
import PiperollWire

/// How a write is answered that records any number of entries: with a block, a row for each.
public struct EntryRows: Sendable {
  /// Writes the row of an entry.
  /// - Parameter isDry: whether the entry is only tried, and its number not to be told.
  typealias Write =
    @Sendable (
      _ entry: ToldEntry, _ isDry: Bool, _ book: borrowing Book, _ reply: inout ReplyWriter
    ) -> Void

  /// The key that says how many there are.
  let countKey: StaticString
  let section: SectionSpec
  let write: Write
}

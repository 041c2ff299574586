import PiperollLedger
import PiperollWire

/// How a write of one entry is answered that shows what follows from it: with its keys, and a block
/// of rows behind them.
public struct EntrySection: Sendable {
  /// Writes the rows of an entry.
  typealias Write =
    @Sendable (_ entry: ToldEntry, _ book: borrowing Book, _ reply: inout ReplyWriter) -> Void

  let section: SectionSpec
  let write: Write

  init(section: SectionSpec, write: @escaping Write) {
    self.section = section
    self.write = write
  }
}

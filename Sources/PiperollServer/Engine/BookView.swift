import PiperollLedger
import PiperollStore

/// A book at a moment, to be handed to a worker.
final class BookView: Sendable {
  let book: Book

  init(_ book: borrowing Book) { self.book = book.view() }
}

/// Writes a book into a snapshot.
struct SnapshotBookSink: BookSink {
  let sink: SnapshotSink

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StorageFault) {
    try sink.write(bytes)
  }
}

/// Reads a book out of a snapshot.
struct SnapshotBookSource: BookSource {
  let source: SnapshotSource

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(BookDecodingError) {
    do { try source.read(into: buffer) } catch { throw .source(error.description) }
  }
}

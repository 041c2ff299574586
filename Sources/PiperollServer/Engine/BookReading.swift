import PiperollLedger
import PiperollStore

/// A book on its way out of a store: a snapshot, then the journal's records.
struct BookReading: ~Copyable {
  private let hashKey: HashKey
  private var book: Book
  private var replay = Replay()

  /// - Parameter key: the secret of the book's indices.
  init(hashedWith key: HashKey = .random()) {
    hashKey = key
    book = Book(hashedWith: key)
  }

  /// Begins with a snapshot's book, or with an empty one.
  mutating func start(_ source: SnapshotSource?) throws {
    replay = Replay()
    book = Book(hashedWith: hashKey)
    if let source { book = try readBook(source, hashedWith: hashKey) }
  }

  /// Takes the next record.
  mutating func add(_ sequence: UInt64, _ time: Int64, _ payload: UnsafeRawBufferPointer) throws {
    try replay.add(payload, Stamp(number: sequence, recorded: time), to: &book)
  }

  /// The hash of the state so far.
  mutating func stateHash() -> String {
    replay.finish(&book)
    return book.stateHash()
  }

  consuming func finish() -> Book {
    replay.finish(&book)
    return book
  }
}

/// Reads a snapshot's book, which must be the one that its header tells of.
func readBook(
  _ source: SnapshotSource, hashedWith key: HashKey = .random()
) throws -> Book {
  var reader = SnapshotBookSource(source: source)
  do throws(BookDecodingError) {
    let book = try Book(from: &reader, hashedWith: key)
    if book.sequence == source.sequence, book.lastRecorded == source.time { return book }
    throw BookDecodingError.rows("it is the book of sequence \(book.sequence)")
  } catch {
    // Going back to an older version: the older snapshot would silently win over this one.
    if error.isNewer {
      throw StoreError.newerBook(
        file: source.path, reason: "\(error)", program: source.program)
    }
    throw error
  }
}

extension HashKey {
  /// A secret that nobody outside of the process can know.
  static func random() -> HashKey {
    HashKey(UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
  }
}

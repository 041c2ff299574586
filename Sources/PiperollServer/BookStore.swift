public import PiperollLedger
public import PiperollStore

/// A book and the store that keeps it.
public struct BookStore: ~Copyable {
  public let store: Store
  public var book: Book

  /// Makes an empty book with its first user, at a time in milliseconds since 1970 (nil: now).
  public static func create(
    _ directory: String, firstUser: UserSet, storage: any Storage = LocalStorage(),
    time: Int64? = nil
  ) throws {
    try Store.create(directory, journalID: .random(), storage: storage)
    let opened = try open(directory, storage: storage)
    let now = time ?? WallClock.milliseconds()
    let entry = Entry(
      effective: Day(milliseconds: now), actor: "init", fact: .userSet(firstUser))
    var group = JournalGroup()
    group.append(sequence: 1, time: now) { entry.encode(to: &$0) }
    let journal = opened.store.journal
    _ = try journal.append(expectedSequence: 1, epoch: journal.epoch, group: &group)
    try opened.store.close()
  }

  /// Opens a book: the newest good snapshot, then the journal.
  public static func open(
    _ directory: String, storage: any Storage = LocalStorage()
  ) throws(StoreError) -> BookStore {
    var reading = BookReading()
    let store = try Store.open(
      directory, storage: storage, start: { try reading.start($0) },
      record: { try reading.add($0, $1, $2) })
    let book = reading.finish()
    return BookStore(store: store, book: book)
  }
}

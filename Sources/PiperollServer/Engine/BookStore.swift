public import PiperollLedger
public import PiperollStore

/// A book and the store that keeps it.
public struct BookStore: ~Copyable {
  public let store: Store
  public var book: Book

  /// Makes an empty book with its first user, at a time in milliseconds since 1970 (nil: now).
  public static func create(
    _ directory: String, firstUser: UserSet, journalID: JournalID = .random(),
    storage: any Storage = LocalStorage(), sizes: JournalSizes = JournalSizes(),
    time: Int64? = nil
  ) throws {
    try Store.create(directory, journalID: journalID, storage: storage, sizes: sizes)
    let opened = try open(directory, storage: storage, sizes: sizes)
    let now = time ?? WallClock.milliseconds()
    let user = UserChanged(
      user: firstUser.user, role: firstUser.role, passwordRecord: firstUser.passwordRecord,
      isByMachine: true)
    let entry = Entry(effective: Day(milliseconds: now), actor: "init", fact: Fact(user))
    var group = JournalGroup()
    group.append(sequence: 1, time: now) { entry.encode(to: &$0) }
    let journal = opened.store.journal
    let result = try journal.append(
      expectedSequence: 1, epoch: journal.epoch, group: &group)
    guard result == .acknowledged else { throw journal.failure ?? JournalTaken() }
    try opened.store.close()
  }

  /// What the machine's word came to.
  public struct Vouched {
    public let entry: EntryNumber
    public let role: Role
    public let isNew: Bool
  }

  /// Makes a user, or says that one is a person of their own, on the word of the server's machine.
  /// - Parameter role: nil: as it is; a new user needs one.
  public static func vouch(
    _ directory: String, for user: String, role: Role?, storage: any Storage = LocalStorage()
  ) throws -> Vouched {
    let opened = try open(directory, storage: storage)
    do {
      let known = opened.book.user(user)
      guard let role = role ?? known?.role, role != .none else { throw Refusal.userNotFound(user) }
      let change = UserChanged(
        user: user, act: known?.role == role ? .confirm : .set, role: role, isByMachine: true)
      let fact = try opened.book.decide(change)
      let now = max(WallClock.milliseconds(), opened.book.lastRecorded)
      let entry = Entry(effective: opened.book.deskDay(at: now), actor: "piperolld", fact: fact)
      let number = opened.book.sequence + 1
      var group = JournalGroup()
      group.append(sequence: number, time: now) { entry.encode(to: &$0) }
      let journal = opened.store.journal
      let result = try journal.append(
        expectedSequence: number, epoch: journal.epoch, group: &group)
      guard result == .acknowledged else { throw journal.failure ?? JournalTaken() }
      try opened.store.close()
      return Vouched(entry: number, role: role, isNew: known == nil)
    } catch {
      try? opened.store.close()
      throw error
    }
  }

  /// Opens a book: the newest good snapshot, then the journal. `now` is the clock of the journal's
  /// sync times, in microseconds.
  public static func open(
    _ directory: String, storage: any Storage = LocalStorage(),
    sizes: JournalSizes = JournalSizes(),
    now: @escaping @Sendable () -> UInt64 = monotonicMicroseconds
  ) throws(StoreError) -> BookStore {
    var reading = BookReading()
    let store = try Store.open(
      directory, storage: storage, sizes: sizes, now: now, start: { try reading.start($0) },
      record: { try reading.add($0, $1, $2) })
    let book = reading.finish()
    return BookStore(store: store, book: book)
  }
}

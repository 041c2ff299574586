/// An open-addressing index from the hash of a key to row numbers. The keys themselves are in the
/// tables.
///
/// A slot is one word: 32 bits of the hash, and the row's number plus one. Slots are in the order
/// of their hashes, except for those that moved on because their place was taken. So when the index
/// grows, the larger table is filled from one end to the other and not at random places. The slots
/// are paged like a column: a view of the book shares them until they are written.
///
/// Hashes are made with a secret of the start (`HashKey`), so an index is in no file, and no answer
/// may depend on the order of its slots.
struct HashIndex: Sendable {
  /// The capacity of a new index: small, because a book has several indices and most books are
  /// small.
  private static var firstCapacity: Int { 64 }

  private var slots = Column<UInt64>(repeating: 0, count: HashIndex.firstCapacity)
  private var used = 0

  init() {}

  /// The first row with this hash for which `matches` holds; nil if there is none.
  func find(_ hash: UInt64, where matches: (UInt32) -> Bool) -> UInt32? {
    let fragment = Self.fragment(hash)
    var position = home(fragment)
    while true {
      let slot = slots[position]
      if slot == 0 { return nil }
      if slot >> 32 == fragment {
        let row = UInt32(truncatingIfNeeded: slot) - 1
        if matches(row) { return row }
      }
      position = next(position)
    }
  }

  /// Requests from memory the slot that a search for a hash reads first.
  func prefetch(_ hash: UInt64) {
    slots.prefetch(UInt32(truncatingIfNeeded: home(Self.fragment(hash))))
  }

  /// The first row with this hash, whatever its key; `none` if there is none.
  func likelyRow(_ hash: UInt64) -> UInt32 { find(hash) { _ in true } ?? none }

  /// Adds a row under a hash. The caller has made sure that the key is new.
  mutating func insert(_ hash: UInt64, row: UInt32) {
    // Beyond three quarters full, searches pass too many taken slots.
    if (used + 1) * 4 > slots.count * 3 { grow() }
    place(Self.fragment(hash) << 32 | UInt64(row + 1))
    used += 1
  }

  private static func fragment(_ hash: UInt64) -> UInt64 { hash >> 32 }

  /// The slot where a hash belongs. Hashes are spread over the slots in their order.
  private func home(_ fragment: UInt64) -> Int {
    Int(truncatingIfNeeded: (fragment &* UInt64(slots.count)) >> 32)
  }

  private func next(_ position: Int) -> Int {
    position + 1 == slots.count ? 0 : position + 1
  }

  private mutating func place(_ slot: UInt64) {
    var position = home(slot >> 32)
    while slots[position] != 0 { position = next(position) }
    slots[position] = slot
  }

  /// Grows by a half and not to twice the size, so that fewer slots are empty. Moving the slots in
  /// their order costs little.
  private mutating func grow() {
    let old = slots
    slots = Column(repeating: 0, count: old.count + old.count / 2)
    old.forEachPage { _, page in
      for slot in page where slot != 0 { place(slot) }
    }
  }

  // MARK: Of many rows at once

  /// Rows whose slots are requested from memory before the first of them is put in.
  private static var rowsAtOnce: Int { 64 }

  /// Makes the index of a table's rows, as a start does.
  /// - Parameter count: about how many rows there are, so that it need not grow.
  /// - Parameter includes: whether a row belongs into the index.
  /// - Parameter areSame: whether two rows have one key.
  /// - Returns: nil if two rows have one key.
  init?(
    _ rows: Range<UInt32>, count: Int, includes: (UInt32) -> Bool = { _ in true },
    hash: (UInt32) -> UInt64, areSame: (UInt32, UInt32) -> Bool
  ) {
    slots = Column(repeating: 0, count: max(Self.firstCapacity, count + count / 2))
    var waiting: [(hash: UInt64, row: UInt32)] = []
    waiting.reserveCapacity(Self.rowsAtOnce)
    var next = rows.lowerBound
    while next < rows.upperBound {
      while waiting.count < Self.rowsAtOnce, next < rows.upperBound {
        if includes(next) {
          waiting.append((hash(next), next))
          prefetch(waiting[waiting.count - 1].hash)
        }
        next += 1
      }
      for (hash, row) in waiting {
        if find(hash, where: { areSame($0, row) }) != nil { return nil }
        insert(hash, row: row)
      }
      waiting.removeAll(keepingCapacity: true)
    }
  }
}

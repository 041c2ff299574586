/// An open-addressing index from the hash of a key to row numbers. The keys themselves are in the
/// tables.
///
/// A slot is one word: 32 bits of the hash, and the row's number plus one. Slots are in the order
/// of their hashes, except for those that moved on because their place was taken. So when the index
/// grows, the larger table is filled from one end to the other and not at random places, a few
/// slots with each key that is put in. The slots are paged like a column: a view of the book shares
/// them until they are written.
///
/// Hashes are made with a secret of the start (`HashKey`), so an index is in no file, and no answer
/// may depend on the order of its slots.
struct HashIndex: Sendable {
  /// The capacity of a new index: small, because a book has several indices and most books are
  /// small.
  private static var firstCapacity: Int { 64 }

  /// Slots that are moved to the larger table with each key that is put in: so many that all are
  /// moved long before the smaller one is full, and so few that nobody notices.
  private static var slotsAtOnce: Int { 64 }

  private var slots = Column<UInt64>(repeating: 0, count: HashIndex.firstCapacity)
  private var used = 0
  /// The larger table, while the index grows: first its pages are made, then slots are moved to it.
  private var larger = Column<UInt64>()
  /// What belongs before this slot has been moved. The slot before it is empty, so no key that
  /// belongs before it stands behind it.
  private var moved = 0

  init() {}

  /// The first row with this hash for which `matches` holds; nil if there is none.
  func find(_ hash: UInt64, where matches: (UInt32) -> Bool) -> UInt32? {
    let fragment = Self.fragment(hash)
    return isMoved(fragment)
      ? Self.find(fragment, in: larger, where: matches)
      : Self.find(fragment, in: slots, where: matches)
  }

  @inline(__always)
  private static func find(
    _ fragment: UInt64, in slots: Column<UInt64>, where matches: (UInt32) -> Bool
  ) -> UInt32? {
    var position = home(fragment, in: slots)
    while true {
      let slot = slots[position]
      if slot == 0 { return nil }
      if slot >> 32 == fragment {
        let row = UInt32(truncatingIfNeeded: slot) - 1
        if matches(row) { return row }
      }
      position = next(position, in: slots)
    }
  }

  /// Requests from memory the slot that a search for a hash reads first.
  func prefetch(_ hash: UInt64) {
    let fragment = Self.fragment(hash)
    if isMoved(fragment) {
      larger.prefetch(UInt32(truncatingIfNeeded: Self.home(fragment, in: larger)))
    } else {
      slots.prefetch(UInt32(truncatingIfNeeded: Self.home(fragment, in: slots)))
    }
  }

  /// The first row with this hash, whatever its key; `none` if there is none.
  func likelyRow(_ hash: UInt64) -> UInt32 { find(hash) { _ in true } ?? none }

  /// Adds a row under a hash. The caller has made sure that the key is new.
  mutating func insert(_ hash: UInt64, row: UInt32) {
    used += 1
    // Beyond three quarters full, searches pass too many taken slots.
    if larger.count > 0 || used * 4 > slots.count * 3 { grow() }
    let fragment = Self.fragment(hash)
    let slot = fragment << 32 | UInt64(row + 1)
    if isMoved(fragment) { Self.place(slot, in: &larger) } else { Self.place(slot, in: &slots) }
  }

  private static func fragment(_ hash: UInt64) -> UInt64 { hash >> 32 }

  /// Whether a hash belongs into the larger table by now.
  @inline(__always)
  private func isMoved(_ fragment: UInt64) -> Bool {
    moved > 0 && Self.home(fragment, in: slots) < moved
  }

  /// The slot where a hash belongs. Hashes are spread over the slots in their order.
  @inline(__always)
  private static func home(_ fragment: UInt64, in slots: Column<UInt64>) -> Int {
    Int(truncatingIfNeeded: (fragment &* UInt64(slots.count)) >> 32)
  }

  @inline(__always)
  private static func next(_ position: Int, in slots: Column<UInt64>) -> Int {
    position + 1 == slots.count ? 0 : position + 1
  }

  private static func place(_ slot: UInt64, in slots: inout Column<UInt64>) {
    var position = home(slot >> 32, in: slots)
    while slots[position] != 0 { position = next(position, in: slots) }
    slots[position] = slot
  }

  // MARK: Growth

  /// Takes a step of the way to a larger table. All at once would keep everybody waiting for a
  /// tenth of a second where there are 5 M keys. The larger table has half as many slots more and
  /// not twice as many, so that fewer of them are empty.
  @inline(never)
  private mutating func grow() {
    let goal = slots.count + slots.count / 2
    if larger.count < goal {
      larger.addPage(repeating: 0, upTo: goal)
    } else {
      moveSome()
    }
  }

  private mutating func moveSome() {
    let enough = moved + Self.slotsAtOnce
    var position = moved
    while position < slots.count {
      let slot = slots[position]
      position += 1
      if slot == 0 {
        if position >= enough { break }
      } else if Self.home(slot >> 32, in: slots) < position {
        Self.place(slot, in: &larger)
      }
      // Else it belongs near the end, and found its place at the beginning. It is moved last.
    }
    moved = position
    if position == slots.count { finishGrowth() }
  }

  private mutating func finishGrowth() {
    var position = 0
    while slots[position] != 0 {
      if Self.home(slots[position] >> 32, in: slots) > position {
        Self.place(slots[position], in: &larger)
      }
      position += 1
    }
    slots = larger
    larger = Column()
    moved = 0
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

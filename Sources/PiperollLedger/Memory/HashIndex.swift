/// An open-addressing index from the hash of a key to row numbers. The keys themselves are in the
/// tables.
///
/// A slot is one word: 32 bits of the hash, and the row's number plus one. Slots are in the order
/// of their hashes, except for those that moved on because their place was taken. So when the index
/// grows, the larger table is filled from one end to the other and not at random places. The slots
/// are paged like a column: a view of the book shares them until they are written.
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

  // MARK: In a snapshot

  /// The version of the slots. It is raised when the layout of a slot or the hash of a key changes.
  static var version: UInt32 { 1 }
  static var slotBytes: Int { 8 }

  var isEmpty: Bool { used == 0 }
  var slotCount: Int { slots.count }

  func write<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) { try slots.write(to: &sink) }

  /// Reads what `write` wrote.
  /// - Parameter rows: how many rows the indexed table has.
  /// - Parameter sum: gets the rows that the index names.
  init<Source: BookSource>(
    slots count: Int, of rows: Int, from source: inout Source, naming sum: inout BookLinks.Sum
  ) throws(BookDecodingError) {
    var (found, isFlawed) = (0, false)
    slots = try Column(count, from: &source) { page, _ in
      // Local copies, so that the sums need not go to memory for each slot.
      var (named, taken, last, flaws) = (sum, 0, UInt32(0), 0)
      for slot in page {
        // An empty slot is 0, which is not a row number plus one.
        let rowAfter = UInt32(truncatingIfNeeded: slot)
        taken &+= slot == 0 ? 0 : 1
        flaws &+= rowAfter == 0 && slot != 0 ? 1 : 0
        last = max(last, rowAfter)
        named.name(rowAfter &- 1)
      }
      (sum, found) = (named, found + taken)
      if flaws > 0 || Int(last) > rows { isFlawed = true }
    }
    used = found
    // A search in a full table would never end, and a table with no or one slot would never grow.
    guard used < slots.count, slots.count >= Self.firstCapacity else {
      throw .source("an index of \(slots.count) slots cannot hold \(used) keys")
    }
    if isFlawed { throw .rows("an index") }
  }
}

/// The hash of a key's bytes. It is the same on every machine and in every run, because snapshots
/// contain the indices. It does not resist keys that are chosen to collide.
public func keyHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  // The number of bytes changes many bits of the start value: words overlap, so nothing else tells
  // the lengths of keys with equal bytes apart.
  var hash: UInt64 = 0x2545_F491_4F6C_DD1D ^ UInt64(bytes.count) &* 0xC2B2_AE3D_27D4_EB4F
  if bytes.count < 8 { return mixed(hash ^ word(ofFewerThan8: bytes)) }
  var offset = 0
  while offset + 8 < bytes.count {
    hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset += 8
  }
  return mixed(hash ^ bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
}

/// Fewer than eight bytes as one word: the first ones and the last ones, which may overlap.
private func word(ofFewerThan8 bytes: UnsafeRawBufferPointer) -> UInt64 {
  let last = bytes.count - 1
  if last < 0 { return 0 }
  if last < 3 {
    return UInt64(bytes[0]) << 16 | UInt64(bytes[last / 2]) << 8 | UInt64(bytes[last])
  }
  let low = bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
  return UInt64(low)
    | UInt64(bytes.loadUnaligned(fromByteOffset: last - 3, as: UInt32.self)) << 32
}

/// The hash of a key that is unique only on its account.
func keyHash(_ bytes: UnsafeRawBufferPointer, of account: UInt32) -> UInt64 {
  mixed(keyHash(bytes) ^ UInt64(account) &* 0xFF51_AFD7_ED55_8CCD)
}

func keyHash(_ number: UInt64) -> UInt64 { mixed(number ^ 0x2545_F491_4F6C_DD1D) }

private func mixed(_ word: UInt64) -> UInt64 {
  let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
  return product.low ^ product.high
}

/// Gives the body the bytes of a text, in place if they are contiguous, as those of all our texts
/// are.
func withUTF8<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
  var text = text
  return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
}

/// An open-addressing index from a key's hash to row numbers; the keys themselves stay in the
/// tables.
///
/// A slot is one word: 32 bits of hash and the row's number plus one. Slots lie in the order of
/// their hashes, but for those that were pushed on from a taken place: so a larger table is filled
/// from one end to the other, never here and there. The table is paged like a column, so a view of
/// the book shares it until it is written.
struct HashIndex: Sendable {
  /// The first table: small, because a book has several indices and most books are small.
  private static var firstCapacity: Int { 64 }

  private var slots = Column<UInt64>(repeating: 0, count: HashIndex.firstCapacity)
  private var used = 0

  init() {}

  /// The first row of this hash for which `matches` holds.
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

  /// Asks the memory for the slot that a search for a hash reads first.
  func prefetch(_ hash: UInt64) {
    slots.prefetch(UInt32(truncatingIfNeeded: home(Self.fragment(hash))))
  }

  /// The first row of this hash, whatever its key; `none` if there is none.
  func likelyRow(_ hash: UInt64) -> UInt32 { find(hash) { _ in true } ?? none }

  /// Adds a row under a hash; the caller has made sure that the key is new.
  mutating func insert(_ hash: UInt64, row: UInt32) {
    // Beyond three quarters full, runs of taken slots grow long.
    if (used + 1) * 4 > slots.count * 3 { grow() }
    place(Self.fragment(hash) << 32 | UInt64(row + 1))
    used += 1
  }

  private static func fragment(_ hash: UInt64) -> UInt64 { hash >> 32 }

  /// Where a hash belongs: the first at the beginning, the last at the end.
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

  /// By a half, not to twice the size: less of it lies empty, and in order it costs little.
  private mutating func grow() {
    let old = slots
    slots = Column(repeating: 0, count: old.count + old.count / 2)
    old.forEachPage { _, page in
      for slot in page where slot != 0 { place(slot) }
    }
  }

  // MARK: In a snapshot

  /// The version of the slots: what a slot holds, and the hash of a key.
  static var version: UInt32 { 1 }
  static var slotBytes: Int { 8 }

  var isEmpty: Bool { used == 0 }
  var slotCount: Int { slots.count }

  func write<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) { try slots.write(to: &sink) }

  /// Reads what `write` wrote of an index of a table with so many rows, and adds the rows that it
  /// names to a sum.
  init<Source: BookSource>(
    slots count: Int, of rows: Int, from source: inout Source, naming sum: inout BookLinks.Sum
  ) throws(BookDecodingError) {
    var (found, isFlawed) = (0, false)
    slots = try Column(count, from: &source) { page, _ in
      // Of this page, so that they need not go to memory for each slot.
      var (named, taken, last, flaws) = (sum, 0, UInt32(0), 0)
      for slot in page {
        // An empty one is no row plus one.
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
    // A full table would make a search run for ever, and one of a slot or none would never grow.
    guard used < slots.count, slots.count >= Self.firstCapacity else {
      throw .source("an index of \(slots.count) slots cannot hold \(used) keys")
    }
    if isFlawed { throw .rows("an index") }
  }
}

/// The hash of a key's bytes: the same on every machine and in every run, because the indices are
/// part of the state. It guards against nobody.
public func keyHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  // The count in every bit: words overlap, and of equal bytes nothing else tells the length.
  var hash: UInt64 = 0x2545_F491_4F6C_DD1D ^ UInt64(bytes.count) &* 0xC2B2_AE3D_27D4_EB4F
  if bytes.count < 8 { return mixed(hash ^ word(ofFewerThan8: bytes)) }
  var offset = 0
  while offset + 8 < bytes.count {
    hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset += 8
  }
  return mixed(hash ^ bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
}

/// Fewer than eight bytes in one word: the first ones and the last ones, which may be the same.
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

/// The hash of a key that is unique on an account only.
func keyHash(_ bytes: UnsafeRawBufferPointer, of account: UInt32) -> UInt64 {
  mixed(keyHash(bytes) ^ UInt64(account) &* 0xFF51_AFD7_ED55_8CCD)
}

func keyHash(_ number: UInt64) -> UInt64 { mixed(number ^ 0x2545_F491_4F6C_DD1D) }

private func mixed(_ word: UInt64) -> UInt64 {
  let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
  return product.low ^ product.high
}

/// The bytes of a text, in place where it is contiguous, as every text of ours is.
func withUTF8<Result>(_ text: String, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
  var text = text
  return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
}

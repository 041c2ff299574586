/// An open-addressing index from a key's hash to row numbers; the keys themselves stay in the
/// tables.
///
/// A slot is one word: 32 bits of hash and the row's number plus one. The table is paged like a
/// column, so a view of the book shares it until it is written.
struct HashIndex: Sendable {
  /// The first table: small, because a book has several indices and most books are small.
  private static var firstCapacity: Int { 64 }

  private var slots = Column<UInt64>(repeating: 0, count: HashIndex.firstCapacity)
  private var used = 0

  init() {}

  /// The first row of this hash for which `matches` holds.
  func find(_ hash: UInt64, where matches: (UInt32) -> Bool) -> UInt32? {
    let mask = slots.count - 1
    let fragment = Self.fragment(hash)
    var position = Int(fragment) & mask
    while true {
      let slot = slots[position]
      if slot == 0 { return nil }
      if slot >> 32 == fragment {
        let row = UInt32(truncatingIfNeeded: slot) - 1
        if matches(row) { return row }
      }
      position = (position + 1) & mask
    }
  }

  /// Adds a row under a hash; the caller has made sure that the key is new.
  mutating func insert(_ hash: UInt64, row: UInt32) {
    // Beyond three quarters full, runs of taken slots grow long.
    if (used + 1) * 4 > slots.count * 3 { grow() }
    place(Self.fragment(hash) << 32 | UInt64(row + 1))
    used += 1
  }

  private static func fragment(_ hash: UInt64) -> UInt64 { hash >> 32 }

  private mutating func place(_ slot: UInt64) {
    let mask = slots.count - 1
    var position = Int(slot >> 32) & mask
    while slots[position] != 0 { position = (position + 1) & mask }
    slots[position] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Column(repeating: 0, count: old.count * 2)
    for position in 0..<old.count where old[position] != 0 { place(old[position]) }
  }

  func encode<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    try sink.write(integer: UInt64(used))
    try slots.encode(to: &sink)
  }

  init<Source: BookSource>(from source: inout Source) throws(BookDecodingError) {
    used = Int(clamping: try source.readInteger())
    slots = try Column(from: &source)
    // A table that is full or of another size would make a search run for ever.
    guard slots.count.nonzeroBitCount == 1, used < slots.count else {
      throw .source("an index of \(slots.count) slots cannot hold \(used) keys")
    }
  }
}

/// The hash of a key's bytes: the same on every machine and in every run, because the indices are
/// part of the state.
func keyHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  var hash: UInt64 = 0x2545_F491_4F6C_DD1D ^ UInt64(bytes.count)
  var offset = 0
  while offset + 8 <= bytes.count {
    hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset += 8
  }
  var tail: UInt64 = 0
  while offset < bytes.count {
    tail = tail << 8 | UInt64(bytes[offset])
    offset += 1
  }
  return mixed(hash ^ tail)
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

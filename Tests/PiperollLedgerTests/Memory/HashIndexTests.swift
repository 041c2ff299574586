import Testing

@testable import PiperollLedger

@Suite struct HashIndexTests {
  @Test func `what was put in is found, and nothing else is`() {
    var index = HashIndex()
    for row in UInt32(0)..<5000 { index.insert(keyHash(UInt64(row) * 7), row: row) }
    for row in UInt32(0)..<5000 {
      let key = UInt64(row) * 7
      #expect(index.find(keyHash(key)) { UInt64($0) * 7 == key } == row)
    }
    #expect(index.find(keyHash(3)) { UInt64($0) * 7 == 3 } == nil)
    #expect(HashIndex().find(keyHash(0)) { _ in true } == nil)
  }

  @Test func `keys of one hash are told apart by their rows`() {
    var index = HashIndex()
    for row in UInt32(0)..<200 { index.insert(0xABCD_0000_0000, row: row) }
    for row in UInt32(0)..<200 { #expect(index.find(0xABCD_0000_0000) { $0 == row } == row) }
    #expect(index.find(0xABCD_0000_0000) { _ in false } == nil)
  }

  /// The extremes of hash and row share the word with the mark of an empty slot.
  @Test func `no hash and no row looks like an empty slot`() {
    var index = HashIndex()
    let cases: [(UInt64, UInt32)] = [(0, 0), (.max, 0), (0, .max - 1), (1 << 32, 7), (.max, 8)]
    for (hash, row) in cases { index.insert(hash, row: row) }
    for (hash, row) in cases { #expect(index.find(hash) { $0 == row } == row) }
  }

  @Test func `a copy is unmoved by what is put in later`() {
    var index = HashIndex()
    index.insert(keyHash(1), row: 1)
    let copy = index
    for row in UInt32(2)..<500 { index.insert(keyHash(UInt64(row)), row: row) }
    #expect(copy.find(keyHash(2)) { $0 == 2 } == nil)
    #expect(copy.find(keyHash(1)) { $0 == 1 } == 1)
  }

  @Test func `bytes of a full index are refused, for a search would never end`() {
    var sink = ByteSink()
    Column<UInt64>(repeating: 1 << 32 | 1, count: 64).write(to: &sink)
    var source = ByteSource(sink.bytes)
    var sum = BookLinks.Sum()
    #expect(throws: BookDecodingError.self) {
      _ = try HashIndex(slots: 64, of: 64, from: &source, naming: &sum)
    }
  }

  @Test func `bytes of an index too small to grow are refused`() {
    var sink = ByteSink()
    Column<UInt64>(repeating: 0, count: 1).write(to: &sink)
    var source = ByteSource(sink.bytes)
    var sum = BookLinks.Sum()
    #expect(throws: BookDecodingError.self) {
      _ = try HashIndex(slots: 1, of: 64, from: &source, naming: &sum)
    }
  }

  @Test func `keys that differ in one byte or in length have other hashes`() {
    var hashes: Set<UInt64> = []
    var keys = 0
    for length in 0..<20 {
      for place in -1..<length {
        var key = [UInt8](repeating: 0x41, count: length)
        if place >= 0 { key[place] = 0x42 }
        hashes.insert(key.withUnsafeBytes { keyHash($0) })
        keys += 1
      }
    }
    #expect(hashes.count == keys)
  }
}

import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct HashIndexTests {
  private func keyHash(_ number: UInt64) -> UInt64 { HashKey.stable.hash(number) }

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

  /// Hashes that crowd at the end of a table go on at its beginning.
  @Test(arguments: [1 << 8, 1 << 20, 3 << 30] as [UInt64])
  func `keys are found at every step of a growth, and in the views of that moment`(least: UInt64) {
    var random = SplitMix64(seed: least)
    var index = HashIndex()
    let hashes = (0..<20_000).map { _ in
      random.oneIn(2) ? random.next() : ~(random.next() % (least << 32))
    }
    var views: [(HashIndex, Int)] = []
    for (row, hash) in hashes.enumerated() {
      index.insert(hash, row: UInt32(row))
      let other = random.below(row + 1)
      #expect(index.find(hashes[other]) { $0 == other } == UInt32(other))
      if row % 1_999 == 0 { views.append((index, row)) }
    }
    for (view, last) in views {
      for row in stride(from: 0, to: hashes.count, by: 7) {
        let found = view.find(hashes[row]) { $0 == row }
        if found != (row <= last ? UInt32(row) : nil) { Issue.record("row \(row) of \(last)") }
      }
    }
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

  @Test func `an index of many rows finds what is in it, and nothing else`() throws {
    let keys = (0..<5000).map { UInt64($0) * 7 }
    let made = HashIndex(
      0..<5000, count: 10, includes: { $0 % 3 != 0 }, hash: { keyHash(keys[Int($0)]) },
      areSame: { keys[Int($0)] == keys[Int($1)] })
    let index = try #require(made)
    for row in UInt32(0)..<5000 {
      let found = index.find(keyHash(keys[Int(row)])) { keys[Int($0)] == keys[Int(row)] }
      #expect(found == (row % 3 == 0 ? nil : row))
    }
  }

  @Test func `an index of rows of which two have one key is none`() {
    let keys: [UInt64] = [4, 5, 6, 4]
    let made = HashIndex(
      0..<4, count: 4, hash: { keyHash(keys[Int($0)]) },
      areSame: { keys[Int($0)] == keys[Int($1)] })
    #expect(made == nil)
  }
}

import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct HashKeyTests {
  @Test func `keys that differ in one byte or in length have other hashes`() {
    var hashes: Set<UInt64> = []
    var keys = 0
    for length in 0..<20 {
      for place in -1..<length {
        var key = [UInt8](repeating: 0x41, count: length)
        if place >= 0 { key[place] = 0x42 }
        hashes.insert(key.withUnsafeBytes { HashKey.stable.hash($0) })
        keys += 1
      }
    }
    #expect(hashes.count == keys)
  }

  private func stable(_ text: String) -> UInt64 { withUTF8(text) { HashKey.stable.hash($0) } }

  @Test func `the stable hash is the one that journals have`() {
    #expect(stable("POST PAYMENT") == 0xA9B2_695E_35D2_B6CA)
    #expect(stable("x") == 0x6CAF_19FF_C962_A8E1)
  }

  /// Keys of 16 bytes, all with one hash under the key that everybody knows.
  private static let colliding: [[UInt8]] = {
    func folded(_ word: UInt64) -> UInt64 {
      let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      return product.low ^ product.high
    }
    let start: UInt64 = 0x2545_F491_4F6C_DD1D ^ 16 &* 0xC2B2_AE3D_27D4_EB4F
    return (0..<2_000).map { number in
      let first = UInt64(number) &* 0x0101_0101_0101
      let words = [first, folded(start ^ first) ^ 0x1234_5678_90AB_CDEF]
      return words.withUnsafeBytes { Array($0) }
    }
  }()

  /// Numbers of documents, accounts and telephones, as a desk has them.
  private static let usual: [[UInt8]] = (0..<2_000).map { number in
    switch number % 4 {
    case 0: Array("INV-\(number)".utf8)
    case 1: Array("\(number)".utf8)
    case 2: Array("lockbox-2026-11-23-row-\(number)".utf8)
    default: Array("T\(number * 1000)".utf8)
    }
  }

  /// How many keys an index takes for one of the others: those with the same upper half.
  private func confused(_ keys: [[UInt8]], _ key: HashKey) -> Int {
    keys.count - Set(keys.map { $0.withUnsafeBytes { key.hash($0) } >> 32 }).count
  }

  /// Among 2,000 keys, 0.0005 pairs share 32 bits by chance.
  @Test func `keys chosen to collide under the known key do not collide under a secret one`() {
    #expect(confused(Self.colliding, .stable) == Self.colliding.count - 1)
    var random = SplitMix64(seed: 1)
    for _ in 0..<5 {
      #expect(confused(Self.colliding, HashKey(random.next(), random.next())) < 2)
    }
  }

  @Test func `usual keys do not collide, whatever the secret`() {
    var random = SplitMix64(seed: 2)
    for _ in 0..<5 {
      let key = HashKey(random.next(), random.next())
      #expect(confused(Self.usual, key) < 2)
      let numbers = (UInt64(0)..<20_000).map { key.hash(12_125_550_000 + $0) >> 32 }
      #expect(numbers.count - Set(numbers).count < 2)
    }
  }
}

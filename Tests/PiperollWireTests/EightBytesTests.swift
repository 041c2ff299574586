import TestSupport
import Testing

@testable import PiperollWire

@Suite struct EightBytesTests {
  /// One odd byte, or none, at any place of a text of any length.
  @Test func `what must be escaped is found wherever it stands, and nothing else is`() {
    var random = SplitMix64(seed: 4)
    let plain: [UInt8] = [0x20, 0x21, 0x5B, 0x5D, 0x7E, 0x7F, 0x80, 0x9C, 0xA0, 0xDC, 0xFF]
    for count in 0...33 {
      for _ in 0..<100 {
        var bytes = (0..<count).map { _ in plain[random.below(plain.count)] }
        #expect(!bytes.withUnsafeBytes { $0.has(below: 0x20, or: 0x5C) }, "\(bytes)")
        if count == 0 { continue }
        let odd: UInt8 = random.oneIn(3) ? 0x5C : UInt8(random.below(0x20))
        bytes[random.below(count)] = odd
        #expect(bytes.withUnsafeBytes { $0.has(below: 0x20, or: 0x5C) }, "\(bytes)")
      }
    }
  }

  @Test func `the first mark behind any place is found, up to the end`() {
    var random = SplitMix64(seed: 5)
    let any: [UInt8] = [
      0x09, 0x20, 0x21, 0x22, 0x23, 0x3C, 0x3D, 0x3E, 0x7F, 0x80, 0xA2, 0xBD, 0xFF,
    ]
    for count in 8...24 {
      for _ in 0..<200 {
        let bytes = (0..<count).map { _ in
          random.oneIn(4) ? any[random.below(any.count)] : 0x61
        }
        let start = random.below(count)
        let found = bytes.withUnsafeBytes {
          EightBytes($0, upToEndFrom: start).countBefore(below: 0x23, or: 0x3D)
        }
        let mark = bytes[start...].firstIndex { $0 < 0x23 || $0 == 0x3D } ?? count
        #expect(found == min(mark - start, 8), "\(bytes) from \(start)")
      }
    }
  }

  @Test(arguments: [
    Int64.min, .max, 0, 9, 10, -1, -10, 99, 100, 1_000_000_000_000_000_000, 4_294_967_295,
    4_294_967_296, -4_294_967_296, 123_456_789_012, -7,
  ])
  func `a number is written with all its digits`(number: Int64) {
    var bytes = ReplyBytes()
    bytes.append(integer: number)
    #expect(String(decoding: bytes.array, as: UTF8.self) == "\(number)")
  }
}

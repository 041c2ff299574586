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

  @Test(arguments: [Int64.min, .max, 0, 9, 10, -1, -10, 99, 100, 1_000_000_000_000_000_000])
  func `a number is written with all its digits`(number: Int64) {
    var bytes = ReplyBytes()
    bytes.append(integer: number)
    #expect(String(decoding: bytes.array, as: UTF8.self) == "\(number)")
  }
}

import PiperollLedger
import TestSupport
import Testing

@Suite struct PhoneNumberTests {
  @Test(arguments: [
    "(212) 555-0147", "212-555-0147", "212.555.0147", "212 555 0147", "2125550147",
    "1-212-555-0147",
    "1 (212) 555-0147", "12125550147", "+1 212 555 0147", "+12125550147", "+1 (212) 555-0147",
    "+1-212-555-0147", "212/555-0147", "(212)555-0147", " 212 555 0147 ", "011 1 212 555 0147",
    "212\t555\t0147", "1.212.555.0147",
  ])
  func `every usual spelling is one number`(text: String) {
    #expect(PhoneNumber(parsing: text.utf8)?.text == "+12125550147")
  }

  @Test(arguments: [
    ("+44 20 7946 0123", "+442079460123"), ("+44 (0)20 7946 0123", "+442079460123"),
    ("011 44 20 7946 0123", "+442079460123"),
    ("+49 (30) 901820", "+4930901820"), ("+7 495 123-45-67", "+74951234567"),
    ("+298 123456", "+298123456"), ("+86 138 0013 8000", "+8613800138000"),
    ("+999999999999999", "+999999999999999"), ("+290 1234", "+2901234"),
  ])
  func `numbers of other countries are told by the plus or by 011`(text: String, number: String) {
    #expect(PhoneNumber(parsing: text.utf8)?.text == number)
  }

  @Test(arguments: [
    "", "+", "555-0147", "911", "112", "+123456", "212-555-014", "212-555-01477", "0212-555-0147",
    "112-555-0147", "012-555-0147", "212-155-0147", "212-055-0147", "1-112-555-0147",
    "2-212-555-0147", "+1 212 555 014", "+1 212 555 01478", "+0 212 555 0147", "+1234567890123456",
    "++12125550147", "1+2125550147", "212-555-0147 x12", "212-555-0147 ext. 3", "1-800-FLOWERS",
    "212–555–0147", "２１２5550147", "٢١٢5550147", "212,555,0147", "tel:+12125550147", "#2125550147",
    "011", "011 0 44 20 7946 0123", "00 44 20 7946 0123", "442079460123",
  ])
  func `what is no number is refused`(text: String) {
    #expect(PhoneNumber(parsing: text.utf8) == nil)
  }

  @Test func `the text is read the same`() {
    var random = SplitMix64(seed: 9)
    var taken = 0
    for _ in 0..<3000 {
      let digits = String((0..<(7 + random.below(9))).map { _ in Character("\(random.below(10))") })
      guard let number = PhoneNumber(parsing: "+\(digits)".utf8) else { continue }
      taken += 1
      #expect(PhoneNumber(parsing: number.text.utf8) == number)
    }
    #expect(taken > 1000)
  }
}

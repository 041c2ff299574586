import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct PhoneNumberTests {
  @Test(arguments: [
    "(212) 555-0147", "212-555-0147", "212.555.0147", "212 555 0147", "2125550147",
    "1-212-555-0147",
    "1 (212) 555-0147", "12125550147", "+1 212 555 0147", "+12125550147", "+1 (212) 555-0147",
    "+1-212-555-0147", "212/555-0147", "(212)555-0147", " 212 555 0147 ", "011 1 212 555 0147",
    "212\t555\t0147", "1.212.555.0147",
  ])
  func `every usual spelling is one number`(text: String) {
    #expect(PhoneNumber(parsing: text.utf8, in: .us)?.text == "+12125550147")
  }

  @Test(arguments: [
    ("+44 20 7946 0123", "+442079460123"), ("+44 (0)20 7946 0123", "+442079460123"),
    ("011 44 20 7946 0123", "+442079460123"),
    ("+49 (30) 901820", "+4930901820"), ("+7 495 123-45-67", "+74951234567"),
    ("+298 123456", "+298123456"), ("+86 138 0013 8000", "+8613800138000"),
    ("+882 123456789012", "+882123456789012"), ("+290 1234", "+2901234"),
    ("00 44 20 7946 0123", "+442079460123"), ("01144 20 7946 0123", "+442079460123"),
    ("011442079460123", "+442079460123"), ("+44 020 7946 0123", "+442079460123"),
    ("+39 (0)6 1234 5678", "+390612345678"), ("+39 06 1234 5678", "+390612345678"),
    ("+225 07 12 34 56 78", "+2250712345678"),
  ])
  func `numbers of other countries are told by the plus or by 011`(text: String, number: String) {
    #expect(PhoneNumber(parsing: text.utf8, in: .us)?.text == number)
  }

  @Test(arguments: [
    "", "+", "555-0147", "911", "112", "+123456", "212-555-014", "212-555-01477", "0212-555-0147",
    "112-555-0147", "012-555-0147", "212-155-0147", "212-055-0147", "1-112-555-0147",
    "2-212-555-0147", "+1 212 555 014", "+1 212 555 01478", "+0 212 555 0147", "+1234567890123456",
    "++12125550147", "1+2125550147", "212-555-0147 x", "212-555-0147 ext. 12345678",
    "212-555-0147 x12 x13", "1-800-FLOWERS",
    "212–555–0147", "２１２5550147", "٢١٢5550147", "212,555,0147", "tel:+12125550147", "#2125550147",
    "99999999999999999999", "+9999999999999999999999999999",
    "011", "011 0 44 20 7946 0123", "442079460123", "0121 496 0123", "0117 496 0123",
    "0113 496 0123", "0114 496 0123", "0115 496 0123", "0116 496 0123", "0116 762 3456",
    "0118 496 0123", "+999 123 456 789", "+44 20 7946 01234", "+34 (0)91 123 45 67", "x204",
    "99999999999999999999", "+9999999999999999999999",
  ])
  func `what is no number is refused`(text: String) {
    #expect(PhoneNumber(parsing: text.utf8, in: .us) == nil)
  }

  @Test func `a number of any length is written with all its digits`() {
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: PhoneNumber.textBytesMax)
    defer { room.deallocate() }
    for digit in "147" {
      for count in 1...15 {
        let number = PhoneNumber(stored: "+" + String(repeating: digit, count: count))!
        let written = UnsafeBufferPointer(start: room, count: number.write(to: room))
        #expect(String(decoding: written, as: UTF8.self) == number.text)
      }
    }
  }

  @Test func `the text is read the same`() {
    var random = SplitMix64(seed: 9)
    var taken = 0
    for _ in 0..<9000 {
      let digits = String((0..<(7 + random.below(9))).map { _ in Character("\(random.below(10))") })
      guard let number = PhoneNumber(parsing: "+\(digits)".utf8, in: .us) else { continue }
      taken += 1
      #expect(PhoneNumber(parsing: number.text.utf8, in: .us) == number)
    }
    #expect(taken > 1000)
  }

  @Test(arguments: [
    "x204", " x204", "X204", " x 204", "ext204", " ext. 204", " Ext 204", " extn 204", "#204",
    " # 204", ";ext=204", " extension 204", " ext: 204 ",
  ])
  func `an extension stands beside its number, however it is written`(text: String) {
    let read = PhoneNumber.withExtension(parsing: "(212) 555-0147\(text)".utf8, in: .us)
    #expect(read?.number.text == "+12125550147")
    #expect(read?.ext.text == "204")
  }

  @Test(arguments: ["0", "00", "042", "1", "9999999", "0000000"])
  func `an extension keeps its zeros`(digits: String) {
    let read = PhoneNumber.withExtension(parsing: "2125550147 x\(digits)".utf8, in: .us)
    #expect(read?.ext.text == digits)
    #expect(PhoneExtension(word: read?.ext.word ?? 7) == read?.ext)
  }

  @Test func `a word that no extension has is none`() {
    for word: UInt32 in [1, 2, 9, 20, 204, 100_000_000, .max] {
      #expect(PhoneExtension(word: word) == nil)
    }
    #expect(PhoneExtension(word: 0) == PhoneExtension.none)
  }

  @Test(arguments: [
    ("GB", "0117 496 0123", "+441174960123"), ("GB", "(020) 7946 0123", "+442079460123"),
    ("GB", "00 1 212 555 0147", "+12125550147"), ("AU", "1800 123 456", "+611800123456"),
    ("IT", "06 1234 5678", "+390612345678"), ("IT", "347 123 4567", "+393471234567"),
    ("DE", "030 901820", "+4930901820"), ("AU", "0011 44 20 7946 0123", "+442079460123"),
    ("JP", "010 44 20 7946 0123", "+442079460123"), ("JP", "00 44 20 7946 0123", "+442079460123"),
    ("RU", "8 (495) 123-45-67", "+74951234567"), ("RU", "810 44 20 7946 0123", "+442079460123"),
    ("HU", "06 1 234 5678", "+3612345678"), ("CA", "416-555-0147", "+14165550147"),
    ("ES", "912 345 678", "+34912345678"),
  ])
  func `a national number is one of the desk's country`(
    country: String, text: String, number: String
  ) {
    #expect(PhoneNumber(parsing: text.utf8, in: Country(code: country)!)?.text == number)
  }

  @Test(arguments: [
    ("GB", "(212) 555-0147 0"), ("GB", "011 1 212 555 0147"), ("GB", "7946 0123"),
    ("GB", "(212) 555-0147"),
    ("AU", "(212) 555-0147"), ("RU", "(212) 555-0147"), ("TR", "(212) 555-0147"),
    ("DE", "30 901820"), ("AU", "00 44 20 7946 0123"), ("BR", "00 31 44 20 7946 0123"),
    ("IT", "1"), ("ES", "0912 345 678"),
  ])
  func `what is no number of the desk's country is not taken for another's`(
    country: String, text: String
  ) {
    #expect(PhoneNumber(parsing: text.utf8, in: Country(code: country)!) == nil)
  }

  @Test func `a number that was stored under other rules is named as it is shown`() {
    #expect(PhoneNumber(stored: "+74960123")?.text == "+74960123")
    for text in ["74960123", "+", "+0123", "+ 123", "+12a", "+1234567890123456"] {
      #expect(PhoneNumber(stored: text) == nil)
    }
  }
}

import Foundation
import PiperollLedger
import Testing

@Suite struct CardNumberTests {
  /// The test numbers that issuers publish.
  static let cards = [
    "4111111111111111", "4012888888881881", "4222222222222", "4000000000000000006",
    "5555555555554444", "5105105105105100", "2223003122003222", "2720994326581252",
    "378282246310005", "371449635398431", "341134113411347", "6011111111111117",
    "6011000990139424", "6500000000000002", "6445644564456445", "30569309025904",
    "38520000023237", "36227206271667", "3530111333300000", "3566002020360505",
    "6200000000000005", "6250941006528599", "6759649826438453", "2200000000000004",
    "6521111111111110", "5060990580000217499", "135410014004955", "6062825624254001",
    "9792000000000003", "9704000000000018", "8600495473316478", "5019555544445555",
    "5066991111111118", "6362970000457013", "8171999927660000", "8171999900000000021",
    "6771798021000008", "6703444444444449", "5641821000010028",
  ]

  private func grouped(_ card: String, _ separator: String) -> String {
    var groups: [Substring] = []
    var rest = card[...]
    while !rest.isEmpty {
      groups.append(rest.prefix(4))
      rest = rest.dropFirst(4)
    }
    return groups.joined(separator: separator)
  }

  @Test(arguments: cards)
  func `a card's number is found, however it is written`(card: String) {
    #expect(CardNumber.isIn(card))
    #expect(CardNumber.isIn(grouped(card, " ")))
    #expect(CardNumber.isIn(grouped(card, "-")))
    #expect(CardNumber.isIn(grouped(card, " - ")))
    #expect(CardNumber.isIn("paid with \(grouped(card, " ")), exp 11/29"))
    #expect(CardNumber.isIn("é\(card)é"))
    #expect(CardNumber.isIn("2026-11-23 \(card) 123"), "digits before and after")
    #expect(CardNumber.isIn(card.map(String.init).joined(separator: " ")), "digit by digit")
  }

  @Test(arguments: cards)
  func `a wrong check digit is no card`(card: String) {
    let last = Int(String(card.last!))!
    #expect(!CardNumber.isIn(card.dropLast() + "\((last + 1) % 10)"))
  }

  @Test(arguments: [
    "", "411111111111", "0000000000000000", "9999999999999995",
    "invoice 0000611365", "+1 212 555 0147", "2026-11-23", "INV-4111, INV-1111, INV-1111, INV-1111",
    "routing 231380104 trace 231380100000001", "4111 1111 1111 and 1111",
    "1234567812345670", "411111******1111", "411111** ****1111 exp 11/29",
    "$4111 $1111 $1111 $1111",
    "4111€ 1111€ 1111€ 1111€", "+4222222222222", "0049 15112345678", "411111******1003 11/2029",
  ])
  func `other digits are no card`(text: String) {
    #expect(!CardNumber.isIn(text))
  }

  /// What people, word processors and programs put between digits.
  static let signs = [
    ".", "/", "_", ",", ":", "+", "*", ";", "|", "'", "(", "=", "~", "\t", "\n", "\r\n", ", ",
    " / ",
    "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}", "\u{3000}", "\u{2010}", "\u{2011}", "\u{2013}",
    "\u{2014}", "\u{2212}", "\u{FF0D}", "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}",
    "\u{FEFF}", "\u{B7}", "\u{2022}", "\u{FE0F}\u{20E3}",
  ]

  @Test(arguments: signs)
  func `any sign but letters and currencies may stand in a card's number`(sign: String) {
    for card in Self.cards where card.count > 13 {
      #expect(CardNumber.isIn(grouped(card, sign)))
      #expect(CardNumber.isIn(card.map(String.init).joined(separator: sign)))
    }
    #expect(CardNumber.isIn("4111\(sign)1111-1111 1111"), "mixed with others")
  }

  /// Where each script's zero is, from the list that Unicode has of the numeric type `decimal`.
  @Test(arguments: [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10, 0x1D7CE, 0x1E950])
  func `digits of other scripts are digits`(zero: UInt32) {
    for card in Self.cards {
      let other = card.unicodeScalars.map { Character(Unicode.Scalar($0.value - 0x30 + zero)!) }
      #expect(CardNumber.isIn(String(other)))
      #expect(CardNumber.isIn(String(other.prefix(6)) + card.dropFirst(6)), "half of them")
    }
  }

  @Test(arguments: cards)
  func `zeros in front hide no card`(card: String) {
    for zeros in ["0", "000", "0 0 0", "0000000000000000"] {
      #expect(CardNumber.isIn(zeros + card))
    }
  }

  @Test func `a mobile telephone of the Philippines is no Maestro card, a bare number is`() {
    #expect(CardNumber.isIn("639051234560"))
    for phone in ["+639051234560", "+63 905 123 4560", "00639051234560", "+63-9051234560"] {
      #expect(!CardNumber.isIn(phone), "\(phone)")
    }
  }

  private static let data = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/data").standardizedFileURL
  private static let isThere = FileManager.default.fileExists(atPath: data.path)

  private func words(_ folder: String) throws -> [String] {
    let folder = Self.data.appending(path: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try names.flatMap { name in
      let text = String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
      return text.split { " ,*~|<>:\"\r\n\t".contains($0) }.map(String.init)
    }
  }

  @Test(.enabled(if: isThere, "../shared/data is not there: real references are not tried"))
  func `ids, amounts and dates of real receivables are no cards`() throws {
    let words = try words("ar_csv")
    #expect(words.count > 20_000)
    #expect(words.filter { CardNumber.isIn($0) } == [])
  }

  /// Fixed-width lines join numbers, so that about twenty digits in a row look like a card number
  /// by chance. Nothing else in the files does.
  @Test(.enabled(if: isThere, "../shared/data is not there: real references are not tried"))
  func `of real bank and claim files one word in a thousand at most is taken for a card`() throws {
    let folders = ["bai2", "camt053", "mt940", "nacha", "ofx", "x12_835", "x12_other", "metro2"]
    let all = try folders.flatMap(words)
    #expect(all.count > 5000)
    #expect(all.filter { CardNumber.isIn($0) }.count * 1000 <= all.count * 2)
    let short = all.filter { $0.utf8.count <= 12 }
    #expect(short.filter { CardNumber.isIn($0) } == [])
  }
}

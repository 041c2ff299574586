import Foundation
import PiperollLedger
import TestSupport
import Testing

/// How many of the numbers that a desk writes are taken for card numbers. `CARDS` is how many of
/// each form are tried.
@Suite struct CardNumberRateTests {
  private static let asked = ProcessInfo.processInfo.environment["CARDS"].flatMap { Int($0) }
  private static let countUsual = 1000

  /// Each form, and the most of a million that may be taken for a card.
  private static let forms: [(name: String, texts: [String], most: Int)] = [
    (
      "invoice number",
      ["INV-######", "INV-2026-#####", "2026/11/####", "########", "FA2026#######"], 0
    ),
    (
      "day and counter", ["20261129-####", "20261129####", "2026-11-29-#####", "261129######"],
      2_000
    ),
    ("day and time", ["20261129######", "2026-11-29 ##:##:##", "1764######000"], 0),
    ("UPC, EAN", ["############", "4############", "0############", "97###########"], 30_000),
    (
      "IBAN",
      ["DE## #### #### #### #### ##", "GB## NWBK #### #### #### ##", "FR##################"], 60_000
    ),
    (
      "telephone number",
      [
        "+1212#######", "(212) 555-####", "+4915########", "+49151########", "+639#########",
        "+57310#######", "+447#########", "+39 3## #######",
      ], 0
    ),
    ("UUID", ["#a#b##c#-#d##-4##e-a###-##f####c###d"], 0),
    (
      "trace number in a memo",
      [
        "091000########0", "021000########1", "121000########2", "111000########3",
        "036001########4", "231380########5",
      ], 60_000
    ),
    (
      "bank reference",
      ["20261129MMQFMP########", "FT26333#####", "MT##########", "WIRE ##########"], 0
    ),
    ("document of 10", ["##########"], 0),
    ("document of 11", ["###########"], 0),
    ("document of 12", ["############"], 1_000),
    ("document of 13", ["#############"], 20_000),
    ("document of 14", ["##############"], 10_000),
    ("document of 15", ["###############"], 20_000),
    ("document of 16", ["################"], 45_000),
    ("document of 17", ["#################"], 20_000),
    ("document of 18", ["##################"], 30_000),
    ("document of 19", ["###################"], 40_000),
    ("document of 20", ["####################"], 4_000),
    ("two telephone numbers", ["(###) ###-####, (###) ###-####"], 80_000),
    ("four documents of 4", ["####, ####, ####, ####"], 45_000),
    ("IBAN in one piece", ["DE####################", "ES######################"], 2_000),
  ]

  @Test func `of usual numbers few are taken for a card's`() throws {
    let count = Self.asked ?? Self.countUsual
    var random = SplitMix64(seed: 1)
    for form in Self.forms {
      var found = 0
      for _ in 0..<count {
        let text = form.texts[random.below(form.texts.count)].utf8.map { sign in
          sign == UInt8(ascii: "#") ? UInt8(0x30 + random.below(10)) : sign
        }
        found += text.withUnsafeBytes { CardNumber.isIn($0) } ? 1 : 0
      }
      if Self.asked != nil { print("\(form.name): \(found) of \(count)") }
      // Of few numbers some more may be taken by chance.
      #expect(found <= form.most * count / 1_000_000 + (form.most == 0 ? 3 : 20), "\(form.name)")
    }
  }
}

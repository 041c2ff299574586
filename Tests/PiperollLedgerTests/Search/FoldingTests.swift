import Foundation
import TestSupport
import Testing

@testable import PiperollLedger

/// Holds how names are folded against `Tests/Acceptance/fold.py`, which goes by Python's
/// unicodedata.
@Suite struct FoldingTests {
  private static let python = ExportFile.find("python3", variable: "PYTHON3")

  @Test(.enabled(if: python != nil, "python3 is not installed"))
  func `every scalar is folded as Python folds it, alone and within a word`() throws {
    // Those that Python does not know yet are left out.
    let lines = (0x20..<UInt32(0x1_D000)).compactMap { Unicode.Scalar($0) }
      .filter { ($0.properties.age?.major ?? 99) <= 14 && $0 != "\u{7F}" }
      .flatMap { ["\($0)", "q\($0)q"] }
    try expectSame(lines)
  }

  @Test(.enabled(if: python != nil, "python3 is not installed"))
  func `names of many scripts are folded as Python folds them, composed or not`() throws {
    var random = SplitMix64(seed: 14)
    let lines = (0..<3000).map { _ in SampleNames.name(&random) }
    try expectSame(lines + lines.map(\.decomposedStringWithCanonicalMapping))
    for line in lines {
      let decomposed = folded(line.decomposedStringWithCanonicalMapping)
      #expect(folded(line).utf8.elementsEqual(decomposed.utf8), "\(line)")
    }
  }

  @Test(arguments: [
    ("O’Brien-Smith & Söhne", "obriensmith sohne"), ("Peña, José", "pena jose"),
    ("Weiß GRÖSSE ẞ", "weiss grosse ss"), ("ΟΔΥΣΣΕΥΣ Όμηρος", "οδυσσευσ ομηροσ"),
    ("Œuvre Ærø Łódź Đorđe", "oeuvre aero lodz dorde"),
    ("İSTANBUL Işık ISPARTA", "istanbul isik isparta"),
    ("Ёлкин Чайка", "елкин чаика"), ("Nguyễn Thị Hồng", "nguyen thi hong"),
    ("ＡＣＭＥ　Ｌｔｄ．", "acme ltd"), ("ﾄﾖﾀ カﾞ ガ", "トヨタ カ カ"), ("مُحَمَّد أحمد", "محمد احمد"),
    ("\u{1112}\u{1161}\u{11AB}글", "한글"), ("J.P. Morgan (U.S.) #7/½", "jp morgan us 7 1 2"),
    ("soft\u{AD}hy\u{200B}phen\u{200D}", "softhyphen"), ("กี่ กู้", "กี่ กู้"), ("\u{1F600}", ""),
  ])
  func `letters and marks and signs`(name: String, expected: String) {
    #expect(Array(folded(name).utf8) == Array(expected.utf8))
  }

  private func folded(_ name: String) -> String {
    let bytes = withUTF8(name) { FoldedText($0, .ofName).bytes }
    return String(decoding: bytes.dropFirst(), as: UTF8.self)
  }

  private func expectSame(_ lines: [String]) throws {
    let input = FileManager.default.temporaryDirectory.appending(path: "fold-\(UUID()).txt")
    defer { try? FileManager.default.removeItem(at: input) }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: input)
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Acceptance/fold.py").path
    let found = try ExportFile.run(try #require(Self.python), [script, input.path])
    #expect(found.code == 0, "\(found.text.suffix(500))")
    let expected = found.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(expected.count == lines.count)
    var wrong: [String] = []
    // Not as strings, which are equal however they are composed.
    for (line, expected) in zip(lines, expected)
    where !folded(line).utf8.elementsEqual(expected.utf8) {
      let scalars = line.unicodeScalars.map { String($0.value, radix: 16) }
      wrong.append("\(scalars): \(folded(line)), not \(expected)")
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(20).joined(separator: "\n"))")
  }
}

/// Names of people and firms in many scripts, made of a few words of each.
enum SampleNames {
  private static let scripts = [
    ["Müller", "Söhne", "Groß", "WEISS", "Jäger", "GmbH", "O'Brien", "O’Neil", "Smith-Jones"],
    ["José", "Peña", "François", "Ébénisterie", "Œuvre", "Łukasz", "Ærø", "Þór", "İpek", "Kılıç"],
    ["Nguyễn", "Thị", "Hồng", "Đặng", "Trường"],
    ["Ελένη", "ΠΑΠΑΔΌΠΟΥΛΟΣ", "Γιώργος", "ᾳ", "Άνθης"],
    ["Ёлкин", "Чайка", "ЩУКИН", "Їжак", "Ђорђе"], ["محمد", "مُحَمَّد", "أحمد", "آمنة", "علی", "على"],
    ["דָּוִד", "כהן", "שרה"], ["राज", "कृष्ण", "ज़रीना"], ["สมชาย", "กี่", "น้ำ"], ["김", "서연", "박"],
    ["トヨタ", "ガス", "ｶﾞｽ", "株式会社", "すずき"],
    ["王", "小明", "有限公司", "﨑"], ["ＡＢＣ", "Ｌｔｄ．", "①", "Ⅷ"],
    ["AT&T", "A.B.C.", "No.7", "½", "(US)", "Inc.", "ﬁne", "Ltd™", "x²"],
    ["Հայկ", "ᲒᲘᲐ", "გია", "ꭰ"],
  ]

  /// One to four words of one script, rarely of two, some in capitals.
  static func name(_ random: inout SplitMix64) -> String {
    let script = scripts[random.below(scripts.count)]
    let other = random.oneIn(5) ? scripts[random.below(scripts.count)] : script
    return (0...random.below(4)).map { _ in
      let word = (random.oneIn(2) ? script : other).randomElement(using: &random)!
      return random.oneIn(5) ? word.uppercased() : random.oneIn(5) ? word.lowercased() : word
    }.joined(separator: [" ", " ", ", ", "/"][random.below(4)])
  }
}

import PiperollWire
import TestSupport
import Testing

/// A request with its texts: `key=value` or a value, quotes and escapes undone.
struct Parsed: Equatable {
  var tag = ""
  var words: [String] = []
  var text: String?
}

func parse(_ line: String) throws(RequestFault) -> Parsed { try parse(Array(line.utf8)) }

func parse(_ line: [UInt8]) throws(RequestFault) -> Parsed {
  var request = Request()
  try request.parse(line)
  func string(_ place: Range<Int>) -> String { String(decoding: line[place], as: UTF8.self) }
  return Parsed(
    tag: string(request.tag),
    words: request.tokens.map { token in
      let raw = Array(line[token.value])
      let value =
        token.isQuoted ? raw.withUnsafeBytes { JSONString.unescaped($0) } : string(token.value)
      return (token.key.isEmpty ? "" : string(token.key) + "=") + value
    }, text: request.text.map(string))
}

@Suite struct RequestTests {
  struct Good: Sendable {
    var line: String
    var parsed: Parsed

    init(_ line: String, tag: String = "", _ words: [String], _ text: String? = nil) {
      self.line = line
      parsed = Parsed(tag: tag, words: words, text: text)
    }
  }

  @Test(arguments: [
    Good("", []), Good(" \t ", []), Good("PING", ["PING"]), Good(" \tPING\t ", ["PING"]),
    Good("A b  c\td", ["A", "b", "c", "d"]), Good("A k=v", ["A", "k=v"]),
    Good("A k=", ["A", "k="]), Good("A k=\"\"", ["A", "k="]), Good("A k=a=b", ["A", "k=a=b"]),
    Good("A =v", ["A", "=v"]), Good("A 1=v", ["A", "1=v"]), Good("A a-b=v", ["A", "a-b=v"]),
    Good("A a_b=v", ["A", "a_b=v"]), Good("A \"two words\"", ["A", "two words"]),
    Good("A k=\"two words\" c", ["A", "k=two words", "c"]), Good("A \"\"", ["A", ""]),
    Good("A \"a\tb\"", ["A", "a\tb"]), Good("A \"=\"", ["A", "="]),
    Good("A é=ü k=«»", ["A", "é=ü", "k=«»"]), Good("A \\n", ["A", "\\n"]),
    Good("@7 PING", tag: "@7", ["PING"]), Good("  @a.B_c:d-9\tPING", tag: "@a.B_c:d-9", ["PING"]),
    Good("@7", tag: "@7", []), Good("@ PING", ["@", "PING"]), Good("@a/b PING", ["@a/b", "PING"]),
    Good("@7 @8 PING", tag: "@7", ["@8", "PING"]), Good("PING @7", ["PING", "@7"]),
    Good(
      "@" + String(repeating: "t", count: 63) + " A", tag: "@" + String(repeating: "t", count: 63),
      ["A"]),
    Good(
      "@" + String(repeating: "t", count: 64) + " A",
      ["@" + String(repeating: "t", count: 64), "A"]),
    Good("A -- it's \"so\" \\u0041 k=v", ["A"], "it's \"so\" \\u0041 k=v"),
    Good("A --  padded \t", ["A"], "padded"), Good("A --", ["A"], ""), Good("A -- ", ["A"], ""),
    Good("-- x", [], "x"), Good("A -- a -- b", ["A"], "a -- b"), Good("A --b", ["A", "--b"]),
    Good("A ---", ["A", "---"]), Good("A k=-- b", ["A", "k=--", "b"]),
    Good("A\t--\tb", ["A"], "b"), Good("A <<", ["A"]), Good("A <<  ", ["A"]),
    Good("A << b", ["A", "<<", "b"]), Good("A <<b", ["A", "<<b"]), Good("A \"<<\"", ["A", "<<"]),
    Good("A -- x <<", ["A"], "x"), Good("A <<\t<<", ["A", "<<"]),
    Good(#"A "\"\\\/\t""#, ["A", "\"\\/\t"]), Good(#"A "\u0041\u00e9\u20AC""#, ["A", "Aé€"]),
    Good(#"A "\ud83d\ude00\uD83D\uDE00""#, ["A", "😀😀"]), Good(#"A "\\u0041""#, ["A", #"\u0041"#]),
    Good(#"A k="\uffff""#, ["A", "k=\u{FFFF}"]),
  ])
  func `a line is cut into its words`(good: Good) throws {
    #expect(try parse(good.line) == good.parsed)
  }

  struct Bad: Sendable {
    var line: [UInt8]
    var code: Code
    var column: Int

    init(_ line: String, _ code: Code, _ column: Int) {
      (self.line, self.code, self.column) = (Array(line.utf8), code, column)
    }
    init(bytes: [UInt8], _ column: Int) { (line, code, self.column) = (bytes, .badText, column) }
  }

  @Test(arguments: [
    Bad("A \"b", .syntax, 3), Bad("A k=\"b", .syntax, 5), Bad("A \"", .syntax, 3),
    Bad("A b\"c\"", .syntax, 4), Bad("A k=b\"", .syntax, 6), Bad("A \"b\"c", .syntax, 6),
    Bad("A \"b\"\"c\"", .syntax, 6), Bad("A \"b\"=c", .syntax, 6), Bad("A k=\"b\"c", .syntax, 8),
    Bad(#"A "\x41""#, .syntax, 4), Bad(#"A "b\"#, .syntax, 5), Bad(#"A "\""#, .syntax, 3),
    Bad(#"A "\u12""#, .syntax, 4), Bad(#"A "\u12g4""#, .syntax, 4), Bad(#"A "\U0041""#, .syntax, 4),
    Bad(#"A "\ud800""#, .syntax, 4), Bad(#"A "ab\udc00""#, .syntax, 6),
    Bad(#"A "\ud800\u0041""#, .syntax, 4), Bad(#"A "\ud800\ud800""#, .syntax, 4),
    Bad(#"A "\n""#, .badText, 4), Bad(#"A "\r""#, .badText, 4), Bad(#"A "\b""#, .badText, 4),
    Bad(#"A "\f""#, .badText, 4), Bad(#"A "a\u0000""#, .badText, 5),
    Bad(#"A "\u001b[2J""#, .badText, 4),
    Bad(#"A "\u007f""#, .badText, 4), Bad(#"A "\u0085""#, .badText, 4),
    Bad(#"A "\u202e""#, .badText, 4),
    Bad(#"A "\u2066""#, .badText, 4), Bad("A \u{202E}b", .badText, 3), Bad("A \u{85}", .badText, 3),
    Bad("@7 \u{1}", .badText, 4), Bad("A\u{7F}", .badText, 2), Bad("A\rB", .badText, 2),
    Bad(bytes: [0x41, 0x20, 0xFF], 3), Bad(bytes: [0x41, 0xC0, 0x80], 2),
    Bad(bytes: [0xE2, 0x82], 1),
    Bad(bytes: [0x41, 0xED, 0xA0, 0x80], 2), Bad(bytes: [0xF4, 0x90, 0x80, 0x80], 1),
    Bad(bytes: [0], 1),
  ])
  func `a fault is named with its column`(bad: Bad) {
    do {
      let parsed = try parse(bad.line)
      Issue.record("taken as \(parsed)")
    } catch {
      #expect(error.code == bad.code)
      #expect(error.column == bad.column)
      #expect(!error.sentence.isEmpty)
    }
  }

  @Test func `a tag is kept even when the rest is at fault`() {
    for line in ["@t7 \u{1}", "@t7 \"open", "@t7 a\"b"] {
      var request = Request()
      #expect(throws: RequestFault.self) { try request.parse(Array(line.utf8)) }
      #expect(request.tag == 0..<3)
    }
  }

  @Test func `sixty-four words are taken and no more`() throws {
    let words = (0..<64).map { "w\($0)" }
    #expect(try parse(words.joined(separator: " ")).words == words)
    #expect(try parse((words + ["--", "x"]).joined(separator: " ")).text == "x")
    #expect(try parse((words + ["<<"]).joined(separator: " ")).words == words)
    let line = (words + ["more"]).joined(separator: " ")
    #expect(throws: RequestFault.self) { try parse(line) }
  }

  @Test func `a request forgets the one before`() throws {
    var request = Request()
    try request.parse(Array("@t A b -- c".utf8))
    try request.parse(Array("Z".utf8))
    #expect(request.tag.isEmpty && request.tokens.count == 1 && request.text == nil)
  }
}

@Suite struct RequestFuzzTests {
  private let alphabet: [UInt8] =
    Array("  \"\"\\\\ud83cde=-<@:aAn09/.t\tkéß😀".utf8) + [0xFF, 0x0A, 0]

  @Test func `random lines are cut or refused, and the words quoted again are the same`() throws {
    var random = SplitMix64(seed: 31)
    var taken = 0
    for _ in 0..<10_000 {
      let line = (0..<random.below(40)).map { _ in alphabet[random.below(alphabet.count)] }
      guard let parsed = try? parse(line) else { continue }
      taken += 1
      var quoted: [UInt8] = Array(parsed.tag.utf8)
      var request = Request()
      try request.parse(line)
      for token in request.tokens {
        quoted.append(0x20)
        quoted += line[token.key]
        if !token.key.isEmpty { quoted.append(UInt8(ascii: "=")) }
        let raw = Array(line[token.value])
        let value =
          token.isQuoted
          ? raw.withUnsafeBytes { JSONString.unescaped($0) } : String(decoding: raw, as: UTF8.self)
        var escaped = ReplyBytes()
        Array(value.utf8).withUnsafeBytes { JSONString.write($0, to: &escaped) }
        quoted += escaped.array
      }
      #expect(try parse(quoted) == Parsed(tag: parsed.tag, words: parsed.words, text: nil))
    }
    #expect(taken > 500, "enough of them are requests")
  }

  @Test func `random bytes never crash it`() {
    var random = SplitMix64(seed: 32)
    for _ in 0..<5000 {
      let line = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      _ = try? parse(line)
    }
  }

  /// The standard library's own validation, and the rule about scalars apart from it.
  @Test func `what is text agrees with Swift's own validation of UTF-8`() {
    var random = SplitMix64(seed: 33)
    let edges: [UInt8] = [
      0x00, 0x09, 0x1F, 0x20, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
      0xDF,
      0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
    ]
    var good = 0
    for _ in 0..<60_000 {
      // Plain bytes around them: eight of those are passed over at once.
      let (before, behind) = (random.below(18), random.below(10))
      let bytes =
        [UInt8](repeating: 0x7E, count: before)
        + (0..<random.below(7)).map { _ in edges[random.below(edges.count)] }
        + [UInt8](repeating: 0x20, count: behind)
      let text = String(validating: bytes, as: UTF8.self)
      let isGood =
        text.map { !$0.unicodeScalars.contains { TextRules.isForbidden($0.value) } } ?? false
      let fault = bytes.withUnsafeBytes { TextRules.firstFault(in: $0) }
      if isGood { good += 1 }
      #expect((fault == nil) == isGood, "\(bytes)")
      if let fault {
        #expect(
          String(validating: bytes[..<fault], as: UTF8.self) != nil, "\(bytes): good up to \(fault)"
        )
      }
    }
    #expect(good > 3000)
  }

  @Test func `every scalar is text unless it is forbidden`() {
    var forbidden: [UInt32] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(Character(scalar)).utf8)
      if bytes.withUnsafeBytes({ TextRules.firstFault(in: $0) }) != nil { forbidden.append(value) }
    }
    let expected =
      Array(UInt32(0)...8) + Array(0x0A...0x1F) + Array(0x7F...0x9F) + Array(0x202A...0x202E)
      + Array(0x2066...0x2069) + [0xFEFF]
    #expect(forbidden == expected)
  }
}

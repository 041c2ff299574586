import Testing

@testable import PiperollClient

@Suite struct `The history of the console` {
  private let scratch = Scratch()
  private var path: String { scratch.file("new/history") }

  @Test func `keeps each line once, in a file for us alone`() throws {
    var history = try History(path: path)
    for line in ["PING", "HELP", "PING", "  ", "LOOKUP NAME é日本"] { history.add(line) }
    #expect(history.lines == ["HELP", "PING", "LOOKUP NAME é日本"])
    #expect(scratch.mode("new/history") == 0o600)
    #expect(try History(path: path).lines == history.lines)
  }

  @Test(arguments: [
    "AUTH jane password=x", "auth jane x", "@7 AUTH jane x", "PASSWORD old-password=a password=b",
    "ADMIN USER jane role=operator password=\"a b\"", "ADMIN USER jane Password=x",
    "\\e AUTH jane x", "PASWORD pass=1", "pasword old-pasword=1", "\\watch 5 password x",
    "aauth x pw", "auht x pw", "au x pw", "auth: x pw", "@7 atuh, x pw",
  ])
  func `never has a secret, also not one that is misspelled`(line: String) throws {
    var history = try History(path: path)
    history.add(line)
    history.offer(line)
    #expect(history.lines.isEmpty && !scratch.text("new/history").contains(line))
  }

  @Test func `two consoles write into one file`() throws {
    var (one, other) = (try History(path: path), try History(path: path))
    one.add("A")
    other.add("B")
    one.add("C")
    #expect(try History(path: path).lines == ["A", "B", "C"])
  }

  @Test func `forgets the oldest lines, and the file does too at the next start`() throws {
    let lines = (0..<1_500).map { "PING \($0)" }
    scratch.write("history", lines.map { $0 + "\n" }.joined())
    let history = try History(path: scratch.file("history"))
    #expect(history.lines == Array(lines.suffix(1_000)))
    #expect(scratch.text("history").split(separator: "\n").count == 1_000)
  }

  @Test func `is refused where others may read it`() {
    scratch.write("history", "PING\n", mode: 0o644)
    #expect(throws: ClientError.self) { try History(path: scratch.file("history")) }
  }

  @Test func `a corrected line is offered and not written down`() throws {
    var history = try History(path: path)
    history.add("lokup x")
    history.offer("lookup x")
    #expect(history.lines == ["lokup x", "lookup x"])
    #expect(scratch.text("new/history") == "lokup x\n")
  }
}

@Suite struct `Keys of a terminal` {
  private func read(_ pieces: [String]) -> String {
    var (input, out) = (KeyInput(), String.UnicodeScalarView())
    for piece in pieces {
      // A byte at a time, for a read may end anywhere; but ESC alone is a key.
      var bytes = Array(piece.utf8)[...]
      while let first = bytes.first {
        let count = first == 0x1B ? 2 : 1
        input.add(bytes.prefix(count))
        bytes = bytes.dropFirst(count)
        while let scalar = input.next() { out.append(scalar) }
      }
    }
    return String(out)
  }

  @Test(arguments: ["é日本\u{1F600}", "e\u{301}", "a\u{1B}[A\u{1B}[3~b", "\u{FFFD}x"])
  func `are characters however the bytes arrive`(text: String) {
    #expect(read([text]) == text)
  }

  @Test func `are known to be pasted, as a text is that is put before them`() {
    var input = KeyInput()
    input.add(Array("a\t\u{1B}[200~b\tc\n\u{1B}[201~d".utf8)[...])
    #expect(input.next() == "a" && input.next() == "\t" && !input.isPasted)
    #expect("b\tc\n".unicodeScalars.allSatisfy { input.next() == $0 && input.isPasted })
    input.insert("x\t")
    #expect("x\t".unicodeScalars.allSatisfy { input.next() == $0 && input.isPasted })
    #expect(input.next() == "d" && !input.isPasted)
  }

  @Test func `what is no UTF-8 costs a byte`() {
    var input = KeyInput()
    input.add([0xFF, 0x61, 0xE2, 0x28, 0xA1, 0x62])
    var out = ""
    while let scalar = input.next() { out.unicodeScalars.append(scalar) }
    #expect(out.hasPrefix("\u{FFFD}a\u{FFFD}(") && out.hasSuffix("b"))
  }
}

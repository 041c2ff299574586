import PiperollWire
import TestSupport
import Testing

@Suite struct LineReaderTests {
  private static let long = String(repeating: "x", count: Limits.lineBytes)

  struct Case: Sendable {
    var input: String
    var taken: [Taken]

    init(_ input: String, _ taken: [Taken]) { (self.input, self.taken) = (input, taken) }
  }

  @Test(arguments: [
    Case("PING\n", [.request("PING", block: nil)]),
    Case("PING\r\nQUIT\n", [.request("PING", block: nil), .request("QUIT", block: nil)]),
    Case("PING", []), Case("PING\r", []),
    Case("\n\r\n", [.request("", block: nil), .request("", block: nil)]),
    Case("a\rb\n", [.request("a\rb", block: nil)]), Case("a\r\r\n", [.request("a\r", block: nil)]),
    Case("X <<\n1\n2\n.\nY\n", [.request("X <<", block: ["1", "2"]), .request("Y", block: nil)]),
    Case("X <<\r\n1\r\n.\r\n", [.request("X <<", block: ["1\r"])]),
    Case("X <<\n.\n", [.request("X <<", block: [])]),
    Case("X <<\n..\n...\n .\n. \n.\n", [.request("X <<", block: ["..", "...", " .", ". "])]),
    Case("<<\n.\n", [.request("<<", block: [])]),
    Case("X <<  \t\n.\nY\n", [.request("X <<  \t", block: []), .request("Y", block: nil)]),
    Case("NOTE A -- see <<\nno\n.\n", [.request("NOTE A -- see <<", block: ["no"])]),
    Case(
      "X<<\nX <<<\nX << y\nX \"<<\"\n",
      ["X<<", "X <<<", "X << y", "X \"<<\""].map { .request($0, block: nil) }),
    Case("X <<\nQUIT\n", []), Case("X <<\n.", []), Case("X <<\n.\r", []),
    Case("X <<\nY <<\n.\n.\n", [.request("X <<", block: ["Y <<"]), .request(".", block: nil)]),
    Case(long + "\n", [.request(long, block: nil)]),
    Case(long + "\r\n", [.request(long, block: nil)]),
    Case(long + "x\nA\n", [.refused(.tooLong), .request("A", block: nil)]),
    Case(long + "x\r\nA\n", [.refused(.tooLong), .request("A", block: nil)]),
    Case(long + "\r\r\nA\n", [.refused(.tooLong), .request("A", block: nil)]),
    Case(long + " <<\nPING\n.\nA\n", [.refused(.tooLong), .request("A", block: nil)]),
    Case(long + " <<\r\nPING\r\n.\r\nA\n", [.refused(.tooLong), .request("A", block: nil)]),
    Case(
      long + " <<" + String(repeating: " ", count: 40) + "\r\n1\n.\nA\n",
      [.refused(.tooLong), .request("A", block: nil)]),
    Case(long + "<<        \nA\n", [.refused(.tooLong), .request("A", block: nil)]),
    Case(long + " << \r \nA\n", [.refused(.tooLong), .request("A", block: nil)]),
    Case(
      String(repeating: " ", count: 9000) + "<<\n.\nA\n",
      [.refused(.tooLong), .request("A", block: nil)]),
    Case(
      String(repeating: " ", count: 9000) + "\nA\n",
      [.refused(.tooLong), .request("A", block: nil)]),
    Case(long + " <<\n" + long + ".\nx.\n.\nA\n", [.refused(.tooLong), .request("A", block: nil)]),
  ])
  func `requests are cut at their lines' ends, however the bytes come`(row: Case) {
    let bytes = Array(row.input.utf8)
    #expect(taken(bytes) == row.taken)
    for size in [1, 2, 3, 5, 7, 8, 13, 4096] {
      #expect(taken(bytes, by: size) == row.taken, "\(size)")
    }
  }

  @Test func `a cut at any byte changes nothing`() {
    let input =
      "PING\r\n\nX <<\n..a\n.\r\n" + Self.long + "y <<  \r\nin\n.\nZ <<\r\n" + "b\n.\n" + Self.long
      + "\r\nQ\n"
    let bytes = Array(input.utf8)
    let whole = taken(bytes)
    #expect(whole.count == 7)
    for cut in 0...bytes.count {
      var feed = LineFeed()
      feed.feed(bytes[..<cut])
      feed.feed(bytes[cut...])
      if feed.taken != whole { Issue.record("cut at \(cut): \(feed.taken.count) requests") }
    }
  }

  /// Whatever came before, a line `.` and an empty line bring everything to an end.
  @Test func `after any bytes the next request is read`() {
    var random = SplitMix64(seed: 21)
    let alphabet: [UInt8] = Array("<<<  \t\r\r..ax\"@=-".utf8) + [0, 0xFF, 0x80]
    for round in 0..<400 {
      var bytes: [UInt8] = []
      for _ in 0..<25 {
        let length = random.oneIn(40) ? 8180 + random.below(30) : random.below(9)
        for _ in 0..<length { bytes.append(alphabet[random.below(alphabet.count)]) }
        bytes.append(0x0A)
      }
      let ends = Array("\n.\n".utf8)
      let whole = taken(bytes + ends + Array("@z PING\n".utf8))
      #expect(whole.last == .request("@z PING", block: nil), "round \(round)")
      let size = 1 + random.below(40)
      #expect(taken(bytes + ends + Array("@z PING\n".utf8), by: size) == whole, "round \(round)")
    }
  }
}

/// Blocks at their limit, and what is held in memory.
@Suite struct LineReaderLimitTests {
  private func block(_ bytes: Int, end: String = ".\n") -> [UInt8] {
    var block = Array("X <<\n".utf8)
    while block.count - 5 < bytes {
      let line = min(1000, bytes - (block.count - 5))
      block += [UInt8](repeating: 0x61, count: line - 1) + [0x0A]
    }
    return block + Array(end.utf8)
  }

  @Test(arguments: [".\n", ".\r\n"], [1, 2, 3, 999, 65_536])
  func `a block of the limit is taken, and one byte more is not`(end: String, tail: Int) {
    for (bytes, isTaken) in [(Limits.blockBytes, true), (Limits.blockBytes + 1, false)] {
      let input = block(bytes, end: end) + Array("A\n".utf8)
      var feed = LineFeed()
      feed.feed(input.dropLast(tail + 2))
      feed.feed(input.suffix(tail + 2))
      #expect(feed.taken.count == 2)
      if case .request(_, let lines) = feed.taken[0] {
        #expect(isTaken && (lines ?? []).reduce(0) { $0 + $1.utf8.count + 1 } == bytes)
      } else {
        #expect(!isTaken && feed.taken[0] == .refused(.tooBig))
      }
      #expect(feed.taken[1] == .request("A", block: nil))
    }
  }

  @Test func `a line too long for its block is refused after the block`() {
    let line = [UInt8](repeating: 0x61, count: Limits.blockBytes + 500)
    for size in [1000, 65_536, .max / 2] {
      #expect(
        taken(Array("X <<\n".utf8) + line + Array("\nb\n.\nA\n".utf8), by: size)
          == [.refused(.tooBig), .request("A", block: nil)])
    }
  }

  @Test(arguments: ["", "X <<\n"], ["a", " ", ".", "\r", "<", "\n"])
  func `what drips in without end is let go`(opening: String, byte: String) {
    var feed = LineFeed()
    feed.feed(opening.utf8)
    let piece = [UInt8](repeating: Array(byte.utf8)[0], count: 1000)
    let limit = opening.isEmpty ? Limits.lineBytes : Limits.blockBytes
    for _ in 0..<(limit / 1000 + 200) { feed.feed(piece) }
    #expect(feed.held <= limit + 1003)
    // After the limit the next pieces are not kept at all.
    #expect(feed.reader.pendingBytes <= 8)
    #expect(feed.reader.bytes.count <= 1008)
  }

  @Test func `a block that is given up is skipped to its end, and takes no memory`() {
    var reader = LineReader()
    func receive(_ text: String) { Array(text.utf8).withUnsafeBytes { reader.append($0) } }
    receive("X <<\n" + String(repeating: "row\n", count: 100_000))
    #expect(reader.next() == .incomplete && reader.isInBlock)
    reader.refuseBlock(.overload)
    #expect(!reader.isInBlock && reader.pendingBytes < 16)
    for _ in 0..<100 {
      receive(String(repeating: "..row <<\n", count: 1_000))
      #expect(reader.next() == .incomplete && reader.pendingBytes < 16)
    }
    receive(".\nY\n")
    #expect(reader.next() == .refused(.overload))
    guard case .request(let line, block: nil) = reader.next() else { return #expect(Bool(false)) }
    #expect(String(decoding: reader.bytes[line], as: UTF8.self) == "Y")
    #expect(reader.bytes.capacity < 200_000)
  }

  @Test func `what has been read is overwritten when it is asked for`() {
    var reader = LineReader()
    Array("AUTH a password=secret\nPI".utf8).withUnsafeBytes { reader.append($0) }
    guard case .request(let line, nil) = reader.next() else {
      Issue.record("no request")
      return
    }
    reader.wipeRead()
    #expect(reader.bytes[line].allSatisfy { $0 == 0 })
    Array("NG\n".utf8).withUnsafeBytes { reader.append($0) }
    guard case .request(let next, nil) = reader.next() else {
      Issue.record("no second request")
      return
    }
    #expect(String(decoding: reader.bytes[next], as: UTF8.self) == "PING")
  }
}

import TestSupport
import Testing

/// Any bytes whatever, and then a request: it is answered.
@Suite(.onOneLoopAndThree) struct GarbageTests {
  @Test(arguments: [1, 20_260_630, 0xFFFF_FFFF_FFFF] as [UInt64])
  func `ten thousand lines of random bytes leave the session in step`(seed: UInt64) async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      var noise = Noise(seed: seed)
      // A block may be open at the end.
      let end = Array("\r\n.\r\n@z-\(seed) PING\r\n".utf8)
      try await wire.send(noise.lines(10_000).flatMap { $0 } + end)
      var replies = 0
      while case let reply = try await wire.reply(), reply.tag != "@z-\(seed)" {
        replies += 1
        #expect((500...599).contains(reply.code), "\(reply.status)")
      }
      #expect(replies > 5_000)
      #expect(try await wire.ask("@z PING") == [WireReply(status: "@z 200 OK")])
    }
  }

  @Test func `random bytes of a stranger end with 421, and the server lives`() async throws {
    try await Desk.open { desk in
      var noise = Noise(seed: 7)
      let wire = try await desk.connect(nil)
      // The server may be gone before it has everything.
      try? await wire.send(noise.lines(10_000).flatMap { $0 })
      let lines = try await wire.linesToEnd()
      #expect(lines.last?.hasPrefix("421 CLOSING") == true)
      #expect(try await desk.connect().ask("@z PING")[0].status == "@z 200 OK")
    }
  }

  /// A block may be as large as the output that makes the server stop reading.
  @Test(arguments: [1_048_000, 1_048_570, 1_048_575, 1_048_577, 3_000_000])
  func `a large block leaves the session in step`(size: Int) async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      let block = [UInt8](repeating: UInt8(ascii: "x"), count: size)
      try await wire.send(Array("NOTE GENERAL A-1 <<\r\n".utf8) + block)
      #expect(try await wire.ask("\r\n.\r\n@z PING")[0].code >= 500)
      #expect(try await wire.line() == "@z 200 OK")
    }
  }

  @Test func `bytes that are no TLS end one connection only`() async throws {
    try await Desk.open { desk in
      var noise = Noise(seed: 3)
      for _ in 0..<50 { Wire.shout(noise.line(), at: desk.port) }
      let wire = try await desk.connect()
      #expect(try await wire.ask("PING")[0].code == 200)
    }
  }
}

/// Lines of every sort of rubbish, the same for the same seed: raw bytes, long lines, blocks, words
/// of the protocol in disorder.
struct Noise {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private mutating func next() -> UInt64 { random.next() }

  mutating func lines(_ count: Int) -> [[UInt8]] { (0..<count).map { _ in line() } }

  mutating func line() -> [UInt8] {
    let kind = next() % 20
    let length = kind == 0 ? Int(next() % 20_000) : Int(next() % 120)
    var line: [UInt8]
    switch kind {
    case 1...4: line = Array(phrase().utf8)
    case 5: line = Array(phrase().utf8) + Array(" <<\n".utf8) + bytes(length) + Array("\n.".utf8)
    default: line = bytes(length)
    }
    line.removeAll { $0 == 0x0A && kind != 5 }
    return line + (next() % 2 == 0 ? [0x0A] : [0x0D, 0x0A])
  }

  private mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  private mutating func phrase() -> String {
    let words = [
      "@x", "POST", "LOOKUP", "ACCOUNT", "\"", "key=", "=\"\\", "<<", "--", "amount=1", "é", "\t",
      "\u{202E}", "@", "REPORT", "fmt=", "ref=a", "\"\\ud800\"",
    ]
    return (0..<Int(next() % 9)).map { _ in words[Int(next() % UInt64(words.count))] }
      .joined(separator: " ")
  }
}

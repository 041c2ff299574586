import Testing

@testable import PiperollClient

@Suite struct `Replies are framed` {
  private static let stream =
    "200 OK\r\n* CALL seq=1 from=+1212\r\n@a 210+ DATA rows=2 ; two\r\n# items\r\nid\tname\r\n"
    + "..dotted\t1\r\n200 OK\t2\r\n. 200 OK rows=2\r\n540 NOTFOUND rule=account\r\n"

  private static let expected: [ReplyEvent] = [
    .status(StatusLine("200 OK")!), .push("* CALL seq=1 from=+1212"),
    .status(StatusLine("@a 210+ DATA rows=2 ; two")!), .line("# items"), .line("id\tname"),
    .line(".dotted\t1"), .line("200 OK\t2"), .blockEnd(StatusLine("200 OK rows=2")!),
    .status(StatusLine("540 NOTFOUND rule=account")!),
  ]

  @Test func `the same events wherever the stream is cut`() throws {
    let bytes = Array(Self.stream.utf8)
    for cut in 0...bytes.count {
      var reader = ReplyReader()
      var events: [ReplyEvent] = []
      try reader.receive(Array(bytes[..<cut]), into: &events)
      try reader.receive(Array(bytes[cut...]), into: &events)
      #expect(events == Self.expected, "cut at \(cut)")
      #expect(reader.isIdle)
    }
  }

  @Test func `byte by byte, and with LF alone`() throws {
    var reader = ReplyReader()
    var events: [ReplyEvent] = []
    for byte in Self.stream.utf8 where byte != 0x0D {
      try reader.receive([byte], into: &events)
    }
    #expect(events == Self.expected)
  }

  @Test func `a push inside a block is data`() throws {
    var reader = ReplyReader()
    var events: [ReplyEvent] = []
    try reader.receive(Array("210+ DATA\n* starred\n. 200 OK\n".utf8), into: &events)
    #expect(events[1] == .line("* starred"))
  }

  @Test func `a dot with a combining mark is still a dot`() throws {
    var reader = ReplyReader()
    var events: [ReplyEvent] = []
    try reader.receive(Array("210+ DATA\n..\u{301}x\n. 200 OK\n".utf8), into: &events)
    #expect(events[1] == .line(".\u{301}x"))
  }

  @Test(arguments: ["HTTP/1.1 400 Bad Request", "SSH-2.0", "", "99 LOW", "2000 LONG", "200+x"])
  func `what is no status line ends the connection`(line: String) {
    var reader = ReplyReader()
    var events: [ReplyEvent] = []
    #expect(throws: ClientError.self) {
      try reader.receive(Array((line + "\n").utf8), into: &events)
    }
  }

  @Test func `a line has a longest length`() throws {
    var reader = ReplyReader()
    var events: [ReplyEvent] = []
    try reader.receive([UInt8](repeating: 0x41, count: ReplyReader.lineBytesMax), into: &events)
    #expect(throws: ClientError.self) { try reader.receive([0x41], into: &events) }
  }
}

@Suite struct `A status line` {
  @Test func `has a tag, a code, a name and keys`() throws {
    let line = try #require(
      StatusLine(#"@t1 201 CREATED entry=7 name="Smith; \"J\" \u00e9" ; entry=8 said"#))
    #expect(line.tag == "t1")
    #expect(line.code == 201)
    #expect(line.name == "CREATED")
    #expect(!line.hasBlock)
    #expect(line["entry"] == "7")
    #expect(line["name"] == "Smith; \"J\" é")
    #expect(line["said"] == nil)
  }

  @Test func `keys end where the text for people begins`() throws {
    #expect(try #require(StatusLine("200 OK ; user=mallory"))["user"] == nil)
  }
}

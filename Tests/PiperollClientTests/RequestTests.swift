import Testing

@testable import PiperollClient

@Suite struct `Arguments become one request` {
  static let cases: [([String], String)] = [
    (["LOOKUP", "ACCOUNT", "A-1"], "LOOKUP ACCOUNT A-1"),
    (["LOOKUP", "NAME", "Jane Doe"], #"LOOKUP NAME "Jane Doe""#),
    (["POST", "name=Jane Doe", "date=today"], #"POST name="Jane Doe" date=today"#),
    (["POST", "name=a\"b"], #"POST name="a\"b""#),
    (["POST", "name="], "POST name="),
    (["LOOKUP", ""], #"LOOKUP """#),
    (["LOOKUP", "Mixed Case=x y"], #"LOOKUP "Mixed Case=x y""#),
    (["LOOKUP", "a\tb\u{1b}"], #"LOOKUP "a\tb\u001B""#),
    (["LOOKUP", "back\\slash"], #"LOOKUP back\slash"#),
    (["LOOKUP", "back\\ slash"], #"LOOKUP "back\\ slash""#),
    (["LOOKUP", "José"], "LOOKUP José"),
    (["NOTE", "A-1", "--", "he said", "\"no\""], #"NOTE A-1 -- he said "no""#),
    (["NOTE", "A-1", "x\nQUIT"], #"NOTE A-1 "x\nQUIT""#),
  ]

  @Test(arguments: cases) func `as the protocol wants them`(words: [String], line: String) throws {
    #expect(try RequestWords.line(words) == line)
  }

  @Test(arguments: [["NOTE", "--", "a\nQUIT"], ["POST", "<<"], ["NOTE", "--", "see <<"]])
  func `what would be more than one line is refused`(words: [String]) {
    #expect(throws: ClientError.self) { try RequestWords.line(words) }
  }
}

@Suite struct `Input is cut into requests` {
  static let text = "PING\r\n\n  \nPOST mode=each <<\nid\tamount\n\n..x\n.\r\nLOOKUP REF r\n"
  static let expected = [
    "PING\r\n", "POST mode=each <<\nid\tamount\n\n..x\n.\r\n", "LOOKUP REF r\n",
  ]

  @Test func `the same wherever it is cut`() throws {
    let bytes = Array(Self.text.utf8)
    for cut in 0...bytes.count {
      var splitter = RequestSplitter()
      var found: [String] = []
      for piece in [bytes[..<cut], bytes[cut...]] {
        splitter.add(piece)
        while let request = try splitter.next() {
          found.append(String(decoding: request.bytes, as: UTF8.self))
        }
      }
      #expect(found == Self.expected, "cut at \(cut)")
      #expect(splitter.pendingBytes == 0)
    }
  }

  @Test func `a request has a longest length`() throws {
    var splitter = RequestSplitter()
    splitter.add([UInt8](repeating: 0x41, count: RequestSplitter.requestBytesMax + 1))
    #expect(throws: ClientError.self) { try splitter.next() }
  }

  @Test(arguments: ["LOOKUP ACCOUNT A", "@t report AGING", "help", "PING", "Capa"])
  func `a last line without LF runs when it reads`(line: String) throws {
    var splitter = RequestSplitter()
    splitter.add(line.utf8)
    #expect(try splitter.next() == nil)
    guard case .read(let request) = splitter.finish() else {
      Issue.record("\(line) was not taken for a read")
      return
    }
    #expect(request.bytes == Array((line + "\n").utf8))
  }

  @Test(arguments: [
    "POST PAYMENT A 1000", "NOTE", "FROB", "@t POST", "QUIT", "LOOKUP <<", "A <<\nx\n",
  ])
  func `a last line without LF never runs otherwise`(line: String) throws {
    var splitter = RequestSplitter()
    splitter.add(line.utf8)
    #expect(try splitter.next() == nil)
    guard case .cutOff = splitter.finish() else {
      Issue.record("\(line) was not taken for a write")
      return
    }
  }

  @Test(arguments: [
    "@x auth jane password=\"hunter2\"", "AUTH jane hunter2", "password hunter2",
    "PASSWRD old-password=hunter2", "ADMIN USER jane role=viewer Password=\"hunter2\"",
  ])
  func `a password is not repeated in messages`(line: String) throws {
    var splitter = RequestSplitter()
    splitter.add(line.utf8)
    guard case .cutOff(let shown) = splitter.finish() else {
      Issue.record("not cut off")
      return
    }
    #expect(!shown.contains("hunter2"))
  }
}

extension Request: Equatable {
  static func == (one: Request, other: Request) -> Bool { one.bytes == other.bytes }
}

@Suite struct `The window` {
  private func request(_ count: Int) -> Request {
    Request(bytes: [UInt8](repeating: 0x41, count: count), head: RequestLine("A"))
  }

  @Test func `bounds requests and bytes`() {
    var window = RequestWindow(.init(requestsMax: 3, bytesMax: 100))
    window.sent(request(50))
    #expect(window.admits(request(50)))
    #expect(!window.admits(request(51)))
    window.sent(request(10))
    window.sent(request(10))
    #expect(!window.admits(request(1)))
    #expect(window.answered() != nil)
    #expect(window.admits(request(80)))
  }

  @Test func `lets a large request travel alone`() {
    var window = RequestWindow(.init(requestsMax: 3, bytesMax: 100))
    #expect(window.admits(request(1000)))
    window.sent(request(1000))
    #expect(!window.admits(request(1)))
  }

  @Test func `keeps order over many requests`() {
    var window = RequestWindow(.init(requestsMax: 8, bytesMax: 1 << 20))
    for size in 1...5000 {
      window.sent(request(size))
      if size > 5 { #expect(window.answered()?.bytes.count == size - 5) }
    }
    #expect(window.count == 5)
  }
}

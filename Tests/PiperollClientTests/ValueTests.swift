import Testing

@testable import PiperollClient

@Suite struct `The number of a caller` {
  static let cases: [(String, String?)] = [
    // What softphones were seen to hand over.
    ("sip:+442079460123@pbx.example;user=phone", "+442079460123"),
    ("sip:anonymous@anonymous.invalid", nil),
    ("tel:+1-212-555-0147", "+12125550147"),
    ("sip:5550147%20ext@10.0.0.9", nil),
    ("sip:127.0.0.1", nil),
    ("sip:+12125550147;npdi@pbx.example", "+12125550147"),
    ("sip:+12125550147@127.0.0.1:15080", "+12125550147"),
    // The rule's edges.
    ("+12125550147", "+12125550147"), ("(212) 555-0147", "2125550147"),
    ("212.555.0147", "2125550147"),
    ("SIPS:911@x", "911"), ("TEL:911;ext=5", "911"), ("sip:%2B12125550147@x", "+12125550147"),
    ("sip:212%3B5@x", "212"), ("91", nil), ("123456789012345", "123456789012345"),
    ("1234567890123456", nil), ("", nil), ("+", nil), ("++911", nil), ("sip:@x", nil),
    ("sip:911%2@x", nil), ("sip:911%zz@x", nil), ("mailto:911", nil), ("911\nQUIT", nil),
    ("911 -- x", nil),
    // With an extension, as people and telephone systems write it.
    ("(212) 555-0147 x12", "2125550147"), ("+1 212 555 0147 ext. 12", "+12125550147"),
    ("212.555.0147 Ext: 12", "2125550147"), ("212/555-0147 extension 12", "2125550147"),
    ("2125550147x12", "2125550147"), ("2125550147 #12", "2125550147"),
    ("+12125550147,,12", "+12125550147"), ("+12125550147;ext=12", "+12125550147"),
    ("tel:+1-212-555-0147;ext=12", "+12125550147"),
    ("tel:+1-212-555-0147;phone-context=example.com;ext=12", "+12125550147"),
    ("tel:+1-212-555-0147%20x12", "+12125550147"), ("tel:2125550147x12", "2125550147"),
    ("sip:+12125550147;ext=12@pbx.example", "+12125550147"),
    ("sip:2125550147x12@pbx.example;user=phone", "2125550147"),
    ("sip:+12125550147%3Bext%3D12@pbx.example", "+12125550147"),
    ("sips:+12125550147%20ext.%2012@pbx", "+12125550147"),
    ("212 555 0147 x", nil), ("212 555 0147 x12y", nil), ("212 555 0147 y12", nil),
    ("x12", nil), ("٣٤٥٦", nil), ("anonymous", nil), ("Restricted", nil),
  ]

  @Test(arguments: cases) func `is taken or refused`(text: String, number: String?) {
    #expect(CallerNumber.extract(text) == number)
  }
}

@Suite struct `An address` {
  static let good: [(String, Address)] = [
    ("piperolls://jane@host:99", Address(user: "jane", host: "host", port: 99)),
    ("piperolls://HOST/", Address(host: "host")),
    ("host", Address(host: "host")), ("host:5", Address(host: "host", port: 5)),
    ("j@[::1]:5", Address(user: "j", host: "::1", port: 5)),
    ("piperolls://[fe80::1]", Address(host: "fe80::1")),
  ]

  @Test(arguments: good) func `is read`(text: String, address: Address) throws {
    #expect(try Address(text) == address)
    #expect(try Address(address.description) == address)
  }

  @Test(arguments: [
    "", "http://host", "piperolls://jane:secret@host", "host:0", "host:65536", "host:x", "::1",
    "[::1", "a b", "host/path", "piperolls://", "host\n",
    "@a@host", "a@b@host", "ho?st", "[::1]]:5",
  ])
  func `is refused`(text: String) {
    #expect { try Address(text) } throws: { ($0 as? ClientError)?.exitCode == .usage }
  }

  @Test func `names a server as known_hosts does`() {
    #expect(Address(host: "::1", port: 5).hostAndPort == "[::1]:5")
    #expect(Address(host: "Desk.Example").hostAndPort == "desk.example:7117")
  }
}

@Suite struct `Text for a terminal` {
  static let cases: [(String, String)] = [
    ("plain\tJosé", "plain\tJosé"), ("\u{1b}[2J", "<U+001B>[2J"), ("a\rb", "a<U+000D>b"),
    ("\u{7f}\u{9b}31m", "<U+007F><U+009B>31m"), ("\u{202e}gpj", "<U+202E>gpj"),
    ("\u{2066}x\u{2069}", "<U+2066>x<U+2069>"), ("\u{0}", "<U+0000>"), ("\r\n", "<U+000D>\n"),
  ]

  @Test(arguments: cases) func `shows what would act`(text: String, shown: String) {
    #expect(SafeText.visible(text) == shown)
  }
}

@Suite struct `An exit code` {
  static let replies: [(Int, ExitCode)] = [
    (200, .ok), (208, .ok), (264, .pending), (421, .retryable), (451, .retryable),
    (500, .refused), (550, .refused), (530, .login), (531, .login), (532, .refused),
  ]

  @Test(arguments: replies) func `follows a reply`(code: Int, exitCode: ExitCode) {
    #expect(ExitCode(replyCode: code) == exitCode)
  }

  @Test func `keeps what a script must know first`() {
    #expect(ExitCode.ok.combined(with: .pending) == .pending)
    #expect(ExitCode.pending.combined(with: .retryable) == .retryable)
    #expect(ExitCode.refused.combined(with: .retryable) == .refused)
    #expect(ExitCode.refused.combined(with: .unknownOutcome) == .unknownOutcome)
    #expect(ExitCode.unreachable.combined(with: .refused) == .unreachable)
  }
}

@Suite struct `A fingerprint` {
  private static let digits = String(repeating: "Ab", count: 32)

  @Test func `is read in every usual form`() throws {
    let pairs = [String](repeating: "AB", count: 32).joined(separator: ":")
    let forms = [Self.digits, "SHA256:" + Self.digits, pairs, "sha256 Fingerprint=" + pairs]
    for form in forms {
      #expect(Fingerprint(form)?.description == "SHA256:" + pairs.lowercased())
    }
  }

  @Test(arguments: ["", "SHA256:", "SHA1:abcd", String(repeating: "g", count: 64)])
  func `is refused`(text: String) {
    #expect(Fingerprint(text) == nil)
  }
}

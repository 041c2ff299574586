import Foundation
import PiperollLetters
import Testing

/// Emails as another program reads them: Python's `email`, with the strict policy.
@Suite struct EmailMessageTests {
  /// What people have as names and write into texts, and what somebody who attacks would.
  private static let texts = [
    "Jane Q. Debtor", "", "Zoë Müller-Lüdenscheidt", "日本 太郎", "O'Brien, \"Ann\" <x@y.example>",
    "a\r\nBcc: victim@example.com", "x\nSubject: other", "=?utf-8?q?forged?=", "tail ", " head",
    String(repeating: "long name ", count: 30), String(repeating: "ü", count: 200), "\u{202E}evil",
    "back\\slash", "tab\tin it", "=3D=0A", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦 family", ".",
  ]

  private static func message(_ text: String, address: String = "ann@one.example") -> EmailMessage {
    EmailMessage(
      from: EmailMessage.Mailbox(text, "desk@piperoll.example"),
      to: EmailMessage.Mailbox(text, address), subject: text.isEmpty ? "A letter" : text,
      text: "First line\n\(text)\n.\nlast = \(String(repeating: "w", count: 300))",
      html: "<p>\(text)</p>\n", time: 1_795_442_700_000, id: "31.ABCDEFGHIJKL",
      unsubscribe: "STOP ABCDEFGHIJKL")
  }

  @Test func `lines are short, of ASCII, and end with CR LF`() {
    for text in Self.texts {
      let bytes = Self.message(text).bytes
      #expect(
        bytes.allSatisfy { $0 < 0x80 && ($0 >= 0x20 || [0x09, 0x0D, 0x0A].contains($0)) }, "\(text)"
      )
      let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
      // RFC 5322, 2.1.1: more than 998 is forbidden, more than 78 is not asked for.
      #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains("\n") }, "\(text)")
    }
  }

  /// A text without its blanks.
  private static func letters(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0 != " " }
  }

  private static let reader = """
    import email, email.policy, json, sys
    out = []
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            m = email.message_from_binary_file(file, policy=email.policy.strict)
        parts = [(p.get_content_type(), p.get_content()) for p in m.iter_parts()]
        sender, to = m["From"].addresses[0], m["To"].addresses
        out.append({"headers": [k for k, _ in m.items()], "from": sender.display_name,
          "sender": sender.addr_spec, "to": [a.addr_spec for a in to],
          "name": m["To"].addresses[0].display_name, "subject": m["Subject"],
          "date": m["Date"].datetime.isoformat(), "id": m["Message-ID"],
          "list": m["List-Unsubscribe"], "parts": parts, "defects": [str(d) for d in m.defects]})
    json.dump(out, sys.stdout)
    """

  private struct Read: Decodable {
    let headers: [String]
    let from, sender, name, subject, date, id, list: String
    let to: [String]
    let parts: [[String]]
    let defects: [String]
  }

  @Test func `Python reads what was written, whatever the name`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "emails-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for (place, text) in Self.texts.enumerated() {
      let file = folder.appending(path: "\(place).eml")
      try Data(Self.message(text).bytes).write(to: file)
      files.append(file.path)
    }
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = ["python3", "-c", Self.reader] + files
    let pipe = Pipe()
    python.standardOutput = pipe
    try python.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    let all = try JSONDecoder().decode([Read].self, from: data)
    #expect(all.count == Self.texts.count)
    for (read, text) in zip(all, Self.texts) {
      #expect(
        read.headers == [
          "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe",
          "MIME-Version", "Content-Type",
        ], "\(text)")
      // Control characters are told as blanks.
      let told = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
      // Python's reader puts a blank between the words that a long name is cut into.
      #expect(Self.letters(read.name) == Self.letters(told), "\(text): \(read.name)")
      #expect(Self.letters(read.from) == Self.letters(told), "\(text): \(read.from)")
      #expect(told.utf8.count > 30 || read.name == told, "\(text): \(read.name)")
      #expect(read.sender == "desk@piperoll.example" && read.to == ["ann@one.example"], "\(text)")
      #expect(read.date == "2026-11-23T14:05:00+00:00" && read.defects.isEmpty, "\(text)")
      #expect(read.id == "<31.ABCDEFGHIJKL@piperoll.example>")
      #expect(read.list == "<mailto:desk@piperoll.example?subject=STOP%20ABCDEFGHIJKL>")
      #expect(read.parts.map { $0[0] } == ["text/plain", "text/html"])
      let body = "First line\n\(text)\n.\nlast = \(String(repeating: "w", count: 300))"
      #expect(
        read.parts[0][1].trimmingSuffix("\n") == body.replacing("\r\n", with: "\n"), "\(text)")
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ end: Character) -> String {
    var text = self
    while text.last == end { text.removeLast() }
    return text
  }
}

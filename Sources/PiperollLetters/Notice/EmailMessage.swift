import PiperollLedger

/// An email as it is handed to a mail transport: RFC 5322, with a text and an HTML part (RFC 2046),
/// all of it in ASCII. No value that it is made of can end a line or begin a header.
public struct EmailMessage: Sendable {
  /// A name and an address.
  public struct Mailbox: Equatable, Sendable {
    /// Whose it is; may be empty.
    public var name: String
    /// The address itself.
    public var address: String

    /// A name and an address.
    public init(_ name: String, _ address: String) { (self.name, self.address) = (name, address) }
  }

  /// Who sends it, and gets the answers.
  public var from: Mailbox
  /// Who gets it.
  public var to: Mailbox
  /// What it is about, in a line.
  public var subject: String
  /// What it says, as text.
  public var text: String
  /// The same as a document of HTML.
  public var html: String
  /// When it was recorded. Milliseconds of UTC since 1970.
  public var time: Int64
  /// What is in front of `@` in its Message-ID; it never changes for a letter.
  public var id: String
  /// What the person sends back who wants no more of them: the subject of their email.
  public var unsubscribe: String

  /// An email with all its parts.
  public init(
    from: Mailbox, to: Mailbox, subject: String, text: String, html: String, time: Int64,
    id: String, unsubscribe: String
  ) {
    (self.from, self.to, self.subject) = (from, to, subject)
    (self.text, self.html, self.time) = (text, html, time)
    (self.id, self.unsubscribe) = (id, unsubscribe)
  }

  /// The whole message, with CR LF behind each line.
  public var bytes: [UInt8] {
    let boundary = "=_\(Self.plain(id))"
    let domain = Self.plain(String(from.address.split(separator: "@").last ?? "localhost"))
    let sender = Self.plain(from.address)
    var lines = [
      "From: \(Self.mailbox(from))",
      "To: \(Self.mailbox(to))",
      "Subject: \(Self.words(subject, behind: 9))",
      "Date: \(Self.date(time))",
      "Message-ID: <\(Self.plain(id))@\(domain)>",
      "Auto-Submitted: auto-generated",
      "List-Unsubscribe: <mailto:\(sender)?subject=\(Self.percent(unsubscribe))>",
      "MIME-Version: 1.0",
      "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
      "",
    ]
    for (type, body) in [("plain", text), ("html", html)] {
      lines += [
        "--\(boundary)", "Content-Type: text/\(type); charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable", "",
      ]
      lines += Self.quotedPrintable(body)
    }
    lines += ["--\(boundary)--", ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  // MARK: Headers

  /// The longest encoded word: RFC 2047, 2.
  private static let wordMax = 75
  /// Of a line with encoded words: the same section.
  private static let lineMax = 76

  private static func mailbox(_ mailbox: Mailbox) -> String {
    let address = "<\(plain(mailbox.address))>"
    return mailbox.name.isEmpty ? address : "\(words(mailbox.name, behind: 6))\r\n \(address)"
  }

  /// A text as encoded words (RFC 2047), each on a line of its own; short plain text as it is.
  /// - Parameter behind: how many characters of the line are taken.
  static func words(_ told: String, behind: Int) -> String {
    let text = withoutControls(told)
    let isPlain = text.utf8.allSatisfy { byte in
      byte == UInt8(ascii: " ") || isAtom(byte)
    }
    if isPlain, behind + text.utf8.count <= lineMax, text.first != " ", text.last != " " {
      return text
    }
    let (head, tail) = ("=?utf-8?Q?", "?=")
    let room = wordMax - head.utf8.count - tail.utf8.count
    var words: [String] = []
    var word = ""
    // A word ends between characters, and not in one: RFC 2047, 5 (3).
    for scalar in text.unicodeScalars {
      let part = String(scalar).utf8.map(encoded).joined()
      let limit = words.isEmpty ? room - behind : room
      if !word.isEmpty, word.utf8.count + part.utf8.count > limit {
        words.append(word)
        word = ""
      }
      word += part
    }
    words.append(word)
    return words.map { head + $0 + tail }.joined(separator: "\r\n ")
  }

  /// A text with a blank for each control character: also an encoded one ends lines, once it is
  /// read.
  private static func withoutControls(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      plain.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(plain)
  }

  /// A byte of an encoded word: letters and digits as they are.
  private static func encoded(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: " "): "_"
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      String(UnicodeScalar(byte))
    default: "=" + hexadecimal(byte)
    }
  }

  /// What may stand in a phrase without quotes: RFC 5322, 3.2.3.
  private static func isAtom(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "'"):
      true
    default: false
    }
  }

  /// Without control characters, blanks and what would end an address.
  private static func plain(_ text: String) -> String {
    String(
      decoding: text.utf8.filter { byte in
        byte > 0x20 && byte < 0x7F && !"<>()[]\\,;:\"".utf8.contains(byte)
      }, as: UTF8.self)
  }

  private static func percent(_ text: String) -> String {
    text.utf8.map { byte in
      byte == UInt8(ascii: "-") || isAtom(byte) && byte != UInt8(ascii: "'")
        ? String(UnicodeScalar(byte)) : "%" + hexadecimal(byte)
    }.joined()
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    return String(String.UnicodeScalarView([digits[Int(byte >> 4)], digits[Int(byte & 15)]]))
  }

  /// `Mon, 23 Nov 2026 14:05:00 +0000`: RFC 5322, 3.3.
  private static func date(_ time: Int64) -> String {
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let seconds = time / 1000
    let (number, rest) = (Int(seconds / 86_400), Int(seconds % 86_400))
    let parts = Day(number: Int32(number)).text.split(separator: "-")
    let (year, month, day) = (parts[0], Int(parts[1])!, Int(parts[2])!)
    return "\(days[number % 7]), \(day) \(months[month - 1]) \(year) \(two(rest / 3600))"
      + ":\(two(rest / 60 % 60)):\(two(rest % 60)) +0000"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  // MARK: Bodies

  /// The longest line of quoted-printable: RFC 2045, 6.7.
  private static let bodyLineMax = 76

  /// The lines of a body in quoted-printable.
  static func quotedPrintable(_ text: String) -> [String] {
    var lines: [String] = []
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let bytes = line.filter { $0 != 0x0D }
      var written = ""
      for (place, byte) in bytes.enumerated() {
        let isLast = place == bytes.count - 1
        let part = bodyPart(byte, isLast: isLast)
        // Room for the `=` that goes on in the next line.
        if written.utf8.count + part.utf8.count > bodyLineMax - (isLast ? 0 : 1) {
          lines.append(written + "=")
          written = ""
        }
        written += part
      }
      lines.append(written)
    }
    return lines
  }

  /// A blank at the end of a line, and a byte that is no plain ASCII, is written by its number.
  private static func bodyPart(_ byte: UInt8, isLast: Bool) -> String {
    switch byte {
    case UInt8(ascii: "="): "=3D"
    case UInt8(ascii: " "), 0x09: isLast ? "=" + hexadecimal(byte) : String(UnicodeScalar(byte))
    case 0x21...0x7E: String(UnicodeScalar(byte))
    default: "=" + hexadecimal(byte)
    }
  }
}

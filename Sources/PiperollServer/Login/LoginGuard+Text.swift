// The file in which a guard survives a restart. One line for each thing, a line at the end that
// counts them:
//
//     piperoll-logins 1
//     secret <64 hexadecimal digits>
//     failed <key> <the user's key, or -> <how many> <when>
//     visit <user> <address> <when> <serial number, or ->
//     end <lines before>

extension LoginGuard {
  private static let title = "piperoll-logins 1"
  static let secretBytes = 32
  /// More is no file of ours: 4,096 counts, and 16 addresses of each of ten thousand users.
  static let textBytesMax = 32 << 20

  var text: String {
    var lines = [Self.title, "secret \(secret.map(Self.hex).joined())"]
    for (key, record) in records {
      let user = record.user.map(Self.text) ?? "-"
      lines.append("failed \(Self.text(key)) \(user) \(record.failures) \(record.last)")
    }
    for (user, all) in visits {
      for visit in all.reversed() {
        let certificate = visit.certificate.isEmpty ? "-" : visit.certificate
        lines.append("visit \(user) \(visit.address) \(visit.last) \(certificate)")
      }
    }
    return lines.joined(separator: "\n") + "\nend \(lines.count)\n"
  }

  /// Nil for a text that was not written by `text`.
  init?(text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.last == "", lines.dropLast().last == "end \(lines.count - 2)",
      lines.popFirst().map(String.init) == Self.title, let second = lines.popFirst(),
      second.hasPrefix("secret "), let secret = Self.bytes(second.dropFirst(7)),
      secret.count == Self.secretBytes
    else { return nil }
    var records: [Key: Record] = [:]
    var visits: [String: [Visit]] = [:]
    for line in lines.dropLast(2) {
      let words = line.split(separator: " ")
      guard words.count == 5 else { return nil }
      switch words[0] {
      case "failed":
        guard let key = Self.key(words[1]), let failures = Int(words[3]), failures > 0,
          let last = Int64(words[4])
        else { return nil }
        records[key] = Record(failures: failures, last: last, user: Self.key(words[2]))
      case "visit":
        guard let last = Int64(words[3]) else { return nil }
        let visit = Visit(
          address: String(words[2]), last: last,
          certificate: words[4] == "-" ? "" : String(words[4]))
        visits[String(words[1]), default: []].insert(visit, at: 0)
      default: return nil
      }
    }
    self.init(secret: secret, records: records, visits: visits)
  }

  private static func text(_ key: Key) -> String { hex(key.high) + hex(key.low) }

  private static func hex<Number: FixedWidthInteger>(_ number: Number) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: Number.bitWidth / 4 - digits.count) + digits
  }

  private static func key(_ text: Substring) -> Key? {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.dropFirst(16), radix: 16)
    else { return nil }
    return Key(high: high, low: low)
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text
    while !rest.isEmpty {
      guard let byte = UInt8(rest.prefix(2), radix: 16) else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}

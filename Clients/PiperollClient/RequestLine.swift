/// The little that the client knows of a request line. Everything else is the server's business.
struct RequestLine {
  /// In capitals; empty for an empty line.
  let verb: String
  /// Lines up to one that is `.` belong to the request.
  let opensBlock: Bool
  let isEmpty: Bool
  /// Whether another account is taken each time: LOOKUP NEXT.
  let leases: Bool
  /// Whether it says how a telephone call went: NOTE CALL.
  let notesCall: Bool

  /// - Parameter line: without LF and without the one CR that may stand before it.
  init(_ line: String) {
    let words = line.utf8.split { $0 == 0x20 || $0 == 0x09 }
    isEmpty = words.isEmpty
    opensBlock = words.last.map { $0.elementsEqual("<<".utf8) } ?? false
    let isTagged = words.first?.first == UInt8(ascii: "@")
    let named = words.dropFirst(isTagged ? 1 : 0).prefix(2)
      .map { String(decoding: $0, as: UTF8.self).uppercased() }
    verb = named.first ?? ""
    leases = named == ["LOOKUP", "NEXT"]
    notesCall = named == ["NOTE", "CALL"]
  }

  /// Commands that change nothing: repeating or losing one does no harm. A verb that is not known
  /// here counts as a write.
  private static let reads: Set<String> = ["LOOKUP", "REPORT", "HELP", "PING", "CAPA"]
  private static let sessionWords: Set<String> = [
    "HELLO", "AUTH", "QUIT", "BYE", "WATCH", "BEGIN", "ABORT",
  ]

  var isRead: Bool { Self.reads.contains(verb) }
  /// True when it matters whether a request that got no reply was carried out.
  var writes: Bool { !isRead && !Self.sessionWords.contains(verb) }
  var endsSession: Bool { verb == "QUIT" || verb == "BYE" }

  /// Whether a line has a password, or would have if it were spelled right.
  static func isSecret(_ line: String) -> Bool {
    if secretVerbs.contains(RequestLine(line).verb) { return true }
    return line.lowercased().split { $0 == " " || $0 == "\t" }.contains { word in
      word.hasPrefix("password=") || word.hasPrefix("old-password=")
    }
  }

  private static let secretVerbs: Set<String> = ["AUTH", "PASSWORD"]
}

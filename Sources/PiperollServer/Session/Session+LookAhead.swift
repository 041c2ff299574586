import Glibc
import PiperollLedger
import PiperollWire

extension Session {
  /// Fewer bytes than this are one request, which has nobody to wait with.
  private static var bytesMin: Int { 64 }

  /// Looks at the requests that wait, asks for what they will touch, and remembers how many those
  /// were. A stranger's are not looked at.
  func lookAhead() {
    guard user != nil, reader.pendingBytes >= Self.bytesMin else { return }
    let pending = reader.pending
    let lines = reader.bytes.withUnsafeBytes { bytes in
      var rest = UnsafeRawBufferPointer(rebasing: bytes[pending])
      var lines = 0
      while !ahead.isFull, let base = rest.baseAddress, let found = memchr(base, 0x0A, rest.count) {
        let end = UnsafeRawPointer(found) - base
        look(at: UnsafeRawBufferPointer(rebasing: rest[..<end]))
        rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        lines += 1
      }
      return lines
    }
    // The one that is about to run is among them.
    linesLookedAt = max(lines - 1, 0)
    ahead.ask(engine.book)
  }

  /// Takes the third word, which in most requests is an account or a telephone number, and a
  /// reference. Whatever else it is finds nothing.
  private func look(at line: UnsafeRawBufferPointer) {
    var place = 0
    var number = 0
    while let word = nextWord(of: line, &place) {
      // A tag stands before the verb.
      if number == 0, word[0] == UInt8(ascii: "@") { continue }
      number += 1
      if number == 3 {
        if word[0] == UInt8(ascii: "+"), let phone = PhoneNumber(parsing: word, in: .us) {
          ahead.add(phone: phone)
        } else {
          ahead.add(account: word)
        }
      }
      if number > 3, word.count > 4, word.starts(with: "ref=".utf8) {
        return ahead.add(reference: UnsafeRawBufferPointer(rebasing: word[4...]))
      }
    }
  }

  private func nextWord(
    of line: UnsafeRawBufferPointer, _ place: inout Int
  ) -> UnsafeRawBufferPointer? {
    while place < line.count, line[place] <= 0x20 { place += 1 }
    let start = place
    while place < line.count, line[place] > 0x20 { place += 1 }
    return start < place ? UnsafeRawBufferPointer(rebasing: line[start..<place]) : nil
  }
}

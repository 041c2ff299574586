/// A line that is expected: literal text, and placeholders for what differs from run to run.
struct Expectation {
  let text: String

  /// What a placeholder stands for: as many of these bytes as there are, within these counts.
  private struct Kind: Sendable {
    let counts: ClosedRange<Int>
    let isMember: @Sendable (UInt8) -> Bool

    init(_ counts: ClosedRange<Int>, _ members: String) {
      self.counts = counts
      let members = Set(members.utf8)
      isMember = { members.contains($0) }
    }

    init(notBlank counts: ClosedRange<Int>) {
      self.counts = counts
      isMember = { $0 > 0x20 }
    }
  }

  private static let kinds: [String: Kind] = [
    "{n}": Kind(1...20, "-0123456789"), "{amount}": Kind(1...24, "-.0123456789"),
    "{date}": Kind(10...10, "-0123456789"), "{time}": Kind(24...24, "-0123456789T:.Z"),
    "{hash}": Kind(16...64, "0123456789abcdef"), "{incident}": Kind(8...8, "0123456789abcdef"),
    "{word}": Kind(notBlank: 1...256),
  ]

  func matches(_ line: String) -> Bool {
    var expected = text.utf8[...]
    var received = line.utf8[...]
    while let byte = expected.first {
      if byte == UInt8(ascii: "{"), let end = expected.firstIndex(of: UInt8(ascii: "}")),
        let kind = Self.kinds[String(Substring(expected[...end]))]
      {
        let run = received.prefix(while: kind.isMember)
        guard kind.counts.contains(run.count) else { return false }
        received = received[run.endIndex...]
        expected = expected[expected.index(after: end)...]
      } else {
        guard received.first == byte else { return false }
        received = received.dropFirst()
        expected = expected.dropFirst()
      }
    }
    return received.isEmpty
  }
}

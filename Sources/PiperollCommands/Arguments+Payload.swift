import PiperollLedger
import PiperollWire

// What a request says, whatever the order of its keys, the case of its words, its tag, its
// reference, and whether it is a line or a row of a block.

extension Arguments {
  /// The hash of what it says. (FNV-1a: it finds a caller's mistake; it guards against nobody.)
  func payloadHash() -> UInt64 {
    var hash = Self.mix(spec.words.utf8, into: 0xCBF2_9CE4_8422_2325)
    for index in spec.parameters.indices where has(index) && !spec.table.isOfManner(index) {
      hash = spec.parameters[index].name.withUTF8Buffer { Self.mix($0, into: hash) }
      let start = hash
      let plain = withBytes(index) { bytes in
        bytes.contains(UInt8(ascii: "\\")) ? nil : Self.mix(bytes, into: start)
      }
      hash = (plain ?? nil) ?? Self.mix((text(index) ?? "").utf8, into: start)
    }
    return hash
  }

  private static var prime: UInt64 { 0x0000_0100_0000_01B3 }

  private static func mix(_ text: some Collection<UInt8>, into start: UInt64) -> UInt64 {
    var hash = start
    for byte in text { hash = (hash ^ UInt64(byte)) &* prime }
    // A byte that no text holds, so that two texts never read as one.
    return (hash ^ 0xFF) &* prime
  }

  /// The request in one spelling, which says the same on any later day: each argument by its name,
  /// its dates resolved, also the one from which it holds. It is longer than what came by the names
  /// and by the escapes, and far below what a text of the book may have.
  func canonicalLine(_ effective: Day) -> String {
    var line = spec.words
    for (index, parameter) in spec.parameters.enumerated() where !spec.table.isOfManner(index) {
      if index == spec.table.date {
        line += " \(parameter.name)=\(effective.text)"
      } else if let text = text(index) {
        line += " \(parameter.name)=\(Self.quoted(resolved(text, parameter)))"
      }
    }
    return line
  }

  private func resolved(_ text: String, _ parameter: Parameter) -> String {
    guard case .date = parameter.type else { return text }
    return Day(parsing: text.utf8, today: today)?.text ?? text
  }

  /// As it is where it is a word, else as a JSON string.
  private static func quoted(_ text: String) -> String {
    let isWord =
      !text.isEmpty
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    if isWord { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

import PiperollLedger
import PiperollWire

// What a request says, whatever the order of its keys, the case of its words, its tag, its
// reference, and whether it is a line or a row of a block.

extension Arguments {
  /// The hash of what it says. It finds a caller's mistake; it guards against nobody.
  func payloadHash() -> UInt64 {
    var hash = spec.table.wordsHash
    for index in spec.table.nameHashes.indices where has(index) && !spec.table.isOfEnvelope(index) {
      let plain = withBytes(index) { bytes in
        bytes.contains(UInt8(ascii: "\\")) ? nil : keyHash(bytes)
      }
      let value = (plain ?? nil) ?? ParameterTable.hash(text(index) ?? "")
      // Bits from the top go down again, so that what came first weighs as much as what came last.
      hash = (hash ^ spec.table.nameHashes[index] ^ value) &* Self.factor
      hash ^= hash >> 32
    }
    return hash
  }

  /// Odd, with its bits in no order (the golden ratio's): nothing is lost by it, and all is moved.
  private static var factor: UInt64 { 0x9E37_79B9_7F4A_7C15 }

  /// The request in one spelling, which says the same on any later day: each argument by its name,
  /// its dates resolved, also the one from which it holds. It is longer than what came by the names
  /// and by the escapes, and far below what a text of the book may have.
  func canonicalLine(_ effective: Day) -> String {
    var line = spec.words
    for (index, parameter) in spec.parameters.enumerated() where !spec.table.isOfEnvelope(index) {
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

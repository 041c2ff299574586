import PiperollLedger
import PiperollWire

// The payload of a request: its command and its arguments. The order of the keys, the case of their
// names, the tag, the reference and whether it is a line or a row of a block do not count.

extension Arguments {
  /// The hash of the payload. It shows that a client has used a reference for something else by
  /// mistake; it is not cryptographic and gives no protection from an attacker.
  func payloadHash() -> UInt64 {
    var hash = spec.table.wordsHash
    var left = given & ~spec.table.envelope
    while left != 0 {
      let index = left.trailingZeroBitCount
      left &= left - 1
      let value = plainHash(index) ?? ParameterTable.hash(text(index) ?? "")
      // The multiplication moves bits only upwards; the shift brings the upper half down again, so
      // that each argument reaches all bits.
      hash = (hash ^ spec.table.nameHashes[index] ^ value) &* Self.factor
      hash ^= hash >> 32
    }
    return hash
  }

  /// The hash of a value that stands in the line as it is; nil where it has to be put together, or
  /// may have escapes.
  private func plainHash(_ index: Int) -> UInt64? {
    guard let (place, isQuoted) = place(index), index != spec.table.rest || restCount < 2 else {
      return nil
    }
    return line.withUnsafeBytes { bytes in
      let value = UnsafeRawBufferPointer(rebasing: bytes[place])
      return isQuoted && value.contains(UInt8(ascii: "\\")) ? nil : HashKey.stable.hash(value)
    }
  }

  /// 2^64 divided by the golden ratio. It is odd, so the multiplication loses nothing, and its bits
  /// are irregular, so it spreads each bit over many.
  private static var factor: UInt64 { 0x9E37_79B9_7F4A_7C15 }

  /// The request in one spelling that means the same on any later day: each argument as
  /// `name=value`, with relative dates such as `+14d` replaced by the dates they mean.
  ///
  /// It can be longer than the request line, because of names and escapes, but is far shorter than
  /// the longest text that the book can hold.
  /// - Parameter effective: the date of the write, which is always written.
  func canonicalLine(_ effective: Day) -> String {
    var line = spec.words
    for (index, parameter) in spec.parameters.enumerated() where !spec.table.isOfEnvelope(index) {
      if index == spec.table.date {
        line += " \(parameter.name)=\(effective.text)"
      } else if let text = text(index) {
        line += " \(parameter.name)=\(Self.quoted(resolved(text, index)))"
      }
    }
    return line
  }

  private func resolved(_ text: String, _ index: Int) -> String {
    let parameter = spec.parameters[index]
    if case .moment = parameter.type { return (try? moment(parameter.name))?.text ?? text }
    guard case .date = parameter.type else { return text }
    return (try? date(index))?.text ?? text
  }

  /// A value as it stands in a request: as it is where it is one word, else as a JSON string.
  static func quoted(_ text: String) -> String {
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

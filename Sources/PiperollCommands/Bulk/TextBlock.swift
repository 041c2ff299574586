import PiperollWire

extension Arguments {
  /// Takes the block of a command whose block is a text: its lines, with LF between them and behind
  /// the last; nothing where it has no line.
  /// - Throws: 501 where a line is no text, 513 where it is too long.
  public mutating func take(text block: [UInt8]) throws(Failure) {
    var (text, number) = ([UInt8](), 0)
    var rest = block[TextRules.markBytes(block)...]
    while !rest.isEmpty {
      number += 1
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      var line = rest[..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      if line.last == 0x0D { line = line.dropLast() }
      if line.count > 1, line.first == UInt8(ascii: ".") { line = line.dropFirst() }
      try Self.check(line, number)
      text += line
      text.append(0x0A)
    }
    blockText = String(decoding: text, as: UTF8.self)
  }

  private static func check(_ line: ArraySlice<UInt8>, _ number: Int) throws(Failure) {
    if line.count > Limits.lineBytes {
      throw .fault(
        .tooLong, column: nil, key: nil,
        sentence: "line \(number) of the block has more than \(Limits.lineBytes) bytes")
    }
    let flaw = line.withUnsafeBytes { bytes in
      TextRules.firstFault(in: bytes).map {
        TextRules.sentence("line \(number) of the block", fault: $0, in: bytes)
      }
    }
    if let flaw { throw .fault(.badText, column: nil, key: nil, sentence: flaw) }
  }
}

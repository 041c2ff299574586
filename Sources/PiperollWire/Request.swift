/// Why a line is not a request: the code and the text of the reply, and where the fault is.
public struct RequestFault: Error, Equatable, Sendable {
  public let code: Code
  /// The byte at fault, counted from 1.
  public let column: Int
  public let sentence: String
}

/// An argument of a request: where its key and its value stand in the line.
public struct Token: Sendable {
  /// The key; empty for an argument without one.
  public let key: Range<Int>
  /// The value, without its quotes.
  public let value: Range<Int>
  /// Whether the value stood in quotes, and so may hold escapes.
  public let isQuoted: Bool

  public init(key: Range<Int>, value: Range<Int>, isQuoted: Bool) {
    self.key = key
    self.value = value
    self.isQuoted = isQuoted
  }

  /// Where the argument begins in the line; an error's column is counted from it.
  public var start: Int { key.isEmpty ? value.lowerBound - (isQuoted ? 1 : 0) : key.lowerBound }
}

/// A request line, cut into words. It keeps only their places in the line, so nothing is copied. A
/// session uses one `Request` for all of its lines.
///
/// `[@tag] VERB [KIND] [args...] [key=value...] [-- free text] [<<]`
public struct Request: ~Copyable, Sendable {
  /// The tag, with its `@`; empty if there is none.
  public private(set) var tag = 0..<0
  /// The verb, the kind and the arguments, in order.
  public private(set) var tokens: [Token] = []
  /// The free text that follows `-- `, to the end of the line; nil if there is none.
  public private(set) var text: Range<Int>?

  public init() {}

  /// Cuts a line held in an array.
  public mutating func parse(_ line: [UInt8]) throws(RequestFault) {
    let fault = line.withUnsafeBytes { bytes -> RequestFault? in
      do throws(RequestFault) { try parse(bytes) } catch { return error }
      return nil
    }
    if let fault { throw fault }
  }

  /// Cuts a line.
  /// - Throws: where the line is not a request. The tag is set even then, so that the reply can
  ///   carry it.
  public mutating func parse(_ line: UnsafeRawBufferPointer) throws(RequestFault) {
    tag = 0..<0
    text = nil
    tokens.removeAll(keepingCapacity: true)
    // A file of requests may begin with a byte order mark, and files may follow each other.
    let start = TextRules.markBytes(line)
    if let fault = TextRules.firstFault(in: line, from: start) {
      takeTag(line, from: start)
      throw RequestFault(
        code: .badText, column: fault + 1,
        sentence: TextRules.sentence("the line", fault: fault, in: line))
    }
    var offset = takeTag(line, from: start)
    try takeTokens(line, from: &offset)
  }

  private mutating func takeTokens(
    _ line: UnsafeRawBufferPointer, from offset: inout Int
  ) throws(RequestFault) {
    while true {
      skipBlanks(line, &offset)
      if offset == line.count { return }
      if isWord("<<", line, offset), restIsBlank(line, offset + 2) { return }
      if isWord("--", line, offset) {
        text = withoutBlockMark(line, trimmed(line, from: offset + 2))
        return
      }
      if tokens.count == Limits.arguments {
        throw RequestFault(
          code: .syntax, column: offset + 1,
          sentence: "more than \(Limits.arguments) arguments")
      }
      tokens.append(try takeToken(line, from: &offset))
    }
  }

  /// Takes a tag of letters, digits and `._:-`. Anything else that begins with `@` is left in
  /// place, and is answered as an unknown verb.
  /// - Returns: where the rest of the line begins.
  @discardableResult
  private mutating func takeTag(_ line: UnsafeRawBufferPointer, from start: Int) -> Int {
    var offset = start
    skipBlanks(line, &offset)
    guard offset < line.count, line[offset] == UInt8(ascii: "@") else { return offset }
    var end = offset + 1
    while end < line.count, isNameByte(line[end]) { end += 1 }
    guard end > offset + 1, end - offset <= Limits.tagBytes,
      end == line.count || isBlank(line[end])
    else { return offset }
    tag = offset..<end
    return end
  }

  @inline(__always)
  private func takeToken(
    _ line: UnsafeRawBufferPointer, from offset: inout Int
  ) throws(RequestFault) -> Token {
    if line[offset] == UInt8(ascii: "\"") {
      return Token(key: 0..<0, value: try takeString(line, from: &offset), isQuoted: true)
    }
    let start = offset
    var key = 0..<0
    while findMark(line, &offset) {
      let byte = line[offset]
      if byte == UInt8(ascii: "\"") {
        throw RequestFault(
          code: .syntax, column: offset + 1,
          sentence: "a quote inside a word; quote the whole value")
      }
      offset += 1
      guard byte == UInt8(ascii: "="), key.isEmpty, isKey(line, start..<offset - 1) else {
        continue
      }
      key = start..<offset - 1
      if offset < line.count, line[offset] == UInt8(ascii: "\"") {
        return Token(key: key, value: try takeString(line, from: &offset), isQuoted: true)
      }
    }
    let valueStart = key.isEmpty ? start : key.upperBound + 1
    return Token(key: key, value: valueStart..<offset, isQuoted: false)
  }

  /// Moves to the next byte of a word that may be a quote or a `=`; few words have one.
  /// - Returns: false where the word ends before one.
  @inline(__always)
  private func findMark(_ line: UnsafeRawBufferPointer, _ offset: inout Int) -> Bool {
    while line.count >= 8, offset < line.count {
      // Below the quote there are only the blanks and `!` in a line (`TextRules`).
      let plain = EightBytes(line, upToEndFrom: offset)
        .countBefore(below: UInt8(ascii: "\"") + 1, or: UInt8(ascii: "="))
      offset += plain
      if plain < 8 { break }
    }
    return offset < line.count && !isBlank(line[offset])
  }

  /// Takes a JSON string (RFC 8259), from its opening quote on. Its escapes are checked here and
  /// undone only when the value is read.
  /// - Returns: what stands between the quotes.
  private func takeString(
    _ line: UnsafeRawBufferPointer, from offset: inout Int
  ) throws(RequestFault) -> Range<Int> {
    let start = offset + 1
    offset = start
    while offset < line.count, line[offset] != UInt8(ascii: "\"") {
      if line[offset] == UInt8(ascii: "\\") {
        let (scalar, end) = try JSONString.escape(line, at: offset)
        if TextRules.isForbidden(scalar) {
          throw RequestFault(
            code: .badText, column: offset + 1,
            sentence: scalar == 0xFEFF
              ? "an escaped byte order mark (U+FEFF)" : "an escaped control character")
        }
        offset = end
      } else {
        offset += 1
      }
    }
    guard offset < line.count else {
      throw RequestFault(code: .syntax, column: start, sentence: "this quote is not closed")
    }
    offset += 1
    guard offset == line.count || isBlank(line[offset]) else {
      throw RequestFault(
        code: .syntax, column: offset + 1, sentence: "a blank is missing after the quoted value")
    }
    return start..<offset - 1
  }

  /// Whether this can be a key: a letter, then letters, digits and `-`.
  private func isKey(_ line: UnsafeRawBufferPointer, _ place: Range<Int>) -> Bool {
    guard !place.isEmpty, isLetter(line[place.lowerBound]) else { return false }
    var offset = place.lowerBound + 1
    while offset < place.upperBound {
      let byte = line[offset]
      guard isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") else { return false }
      offset += 1
    }
    return true
  }

  @inline(__always)
  private func isWord(_ word: StaticString, _ line: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    // Few words begin like a mark.
    if line[offset] != word.utf8Start[0] { return false }
    let end = offset + word.utf8CodeUnitCount
    guard end <= line.count, end == line.count || isBlank(line[end]) else { return false }
    return word.withUTF8Buffer { $0.elementsEqual(line[offset..<end]) }
  }

  private func restIsBlank(_ line: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    line[offset...].allSatisfy(isBlank)
  }

  /// The free text without a last word `<<`, which opens a block and does not belong to the text.
  private func withoutBlockMark(_ line: UnsafeRawBufferPointer, _ text: Range<Int>) -> Range<Int> {
    let mark = text.upperBound - 2
    guard mark >= text.lowerBound, isWord("<<", line, mark),
      mark == text.lowerBound || isBlank(line[mark - 1])
    else { return text }
    var end = mark
    while end > text.lowerBound, isBlank(line[end - 1]) { end -= 1 }
    return text.lowerBound..<end
  }

  private func trimmed(_ line: UnsafeRawBufferPointer, from offset: Int) -> Range<Int> {
    var (start, end) = (offset, line.count)
    while start < end, isBlank(line[start]) { start += 1 }
    while end > start, isBlank(line[end - 1]) { end -= 1 }
    return start..<end
  }

  private func skipBlanks(_ line: UnsafeRawBufferPointer, _ offset: inout Int) {
    while offset < line.count, isBlank(line[offset]) { offset += 1 }
  }
}

/// Whether a byte is `a` to `z` or `A` to `Z`.
@inlinable public func isLetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

/// Whether a byte is `0` to `9`.
@inlinable public func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// Whether a byte may stand in a tag or a reference: letters, digits and `._:-`.
@inlinable public func isNameByte(_ byte: UInt8) -> Bool {
  isLetter(byte) || isDigit(byte)
    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
    || byte == UInt8(ascii: "-")
}

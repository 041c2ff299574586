import PiperollLedger
import PiperollWire

/// The arguments of one request. They are bound to the parameters of its command; a value is read
/// and checked only when the command asks for it.
public struct Arguments: ~Copyable, Sendable {
  /// The most parameters that a command may have: a bit of a word each.
  static var slotCount: Int { 32 }

  /// The command of the request.
  public let spec: CommandSpec
  /// The request line. In a bulk write the bytes of the present row stand behind it.
  public internal(set) var line: [UInt8]
  var tokens: [Token]
  let text: Range<Int>?
  /// The desk's day.
  let today: Day
  /// For each parameter the number of its first token in `tokens`, or `absent` or `afterDashes`.
  private(set) var slots = InlineArray<32, Int16>(repeating: absent)
  /// A bit for each parameter, set if it was given.
  private(set) var given: UInt32 = 0
  /// How many tokens the parameter with the place `.rest` took.
  var restCount = 0

  /// The text of the block, where the command takes one.
  var blockText = ""

  static var absent: Int16 { -1 }
  static var afterDashes: Int16 { -2 }
  static var inBlock: Int16 { -3 }

  init(
    spec: CommandSpec, line: [UInt8], tokens: [Token], text: Range<Int>?, today: Day
  ) {
    (self.spec, self.line, self.tokens) = (spec, line, tokens)
    (self.text, self.today) = (text, today)
  }

  /// Notes where the value of a parameter is.
  mutating func give(_ index: Int, _ slot: Int16) {
    slots[index] = slot
    let bit: UInt32 = 1 << UInt32(index)
    given = slot == Self.absent ? given & ~bit : given | bit
  }

  /// Whether a parameter was given.
  public func has(_ name: StaticString) -> Bool { has(spec.index(of: name)) }

  func has(_ index: Int) -> Bool { given & 1 << UInt32(index) != 0 }

  /// Where a parameter's value stands in the line; nil if it was not given.
  func place(_ index: Int) -> (Range<Int>, isQuoted: Bool)? {
    let slot = slots[index]
    if slot == Self.absent || slot == Self.inBlock { return nil }
    if slot == Self.afterDashes { return (text ?? 0..<0, false) }
    let token = tokens[Int(slot)]
    return (token.value, token.isQuoted)
  }

  /// Gives the bytes of a parameter in the line to `body`. Escapes in them are not undone.
  /// - Returns: nil if the parameter was not given, or has several words.
  @inline(__always)
  func withBytes<Result>(
    _ index: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    guard let (place, _) = place(index), index != spec.table.rest || restCount < 2 else {
      return nil
    }
    return line.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[place])) }
  }

  /// A parameter as text, with its escapes undone; nil if it was not given.
  public func text(_ name: StaticString) -> String? { text(spec.index(of: name)) }

  func text(_ index: Int) -> String? {
    if slots[index] == Self.inBlock { return blockText }
    guard let (place, isQuoted) = place(index) else { return nil }
    if restCount > 1, index == spec.table.rest { return rest(from: Int(slots[index])) }
    return text(at: place, isQuoted: isQuoted)
  }

  /// The bytes of a secret; empty if it was not given. No other copy of them is made.
  public func secret(_ name: StaticString) -> [UInt8] {
    guard let (place, isQuoted) = place(spec.index(of: name)) else { return [] }
    return line.withUnsafeBytes { bytes in
      let value = UnsafeRawBufferPointer(rebasing: bytes[place])
      return isQuoted ? JSONString.unescapedBytes(value) : Array(value)
    }
  }

  /// The words of the parameter with the place `.rest`, with blanks between them. Arguments with
  /// keys that stand between them are left out.
  private func rest(from first: Int) -> String {
    tokens[first...].filter(\.key.isEmpty).map { text(at: $0.value, isQuoted: $0.isQuoted) }
      .joined(separator: " ")
  }

  private func text(at place: Range<Int>, isQuoted: Bool) -> String {
    line.withUnsafeBytes { bytes in
      let value = UnsafeRawBufferPointer(rebasing: bytes[place])
      return isQuoted ? JSONString.unescaped(value) : String(decoding: value, as: UTF8.self)
    }
  }

  /// The failure 504 BADVALUE of a parameter.
  /// - Parameter sentence: what the value should have been, for people.
  func bad(_ name: StaticString, _ sentence: String) -> Failure {
    let column = place(spec.index(of: name)).map { $0.0.lowerBound + ($0.isQuoted ? 0 : 1) }
    return .fault(.badValue, column: column, key: "\(name)", sentence: sentence)
  }
}

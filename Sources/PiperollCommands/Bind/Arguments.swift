import PiperollLedger
import PiperollWire

/// The arguments of one request, bound to its command's parameters but read only when they are
/// asked for.
public struct Arguments: ~Copyable, Sendable {
  /// The most parameters that a command may have; none comes near.
  static var slotCount: Int { 24 }

  /// The command that they are for.
  public let spec: CommandSpec
  /// The request line; of a bulk write, the row behind it.
  var line: [UInt8]
  var tokens: [Token]
  let text: Range<Int>?
  let today: Day
  /// Of each parameter the number of its first token, or one of the two below.
  var slots: InlineArray<24, Int16>
  /// How many tokens a `.rest` parameter took.
  var restCount = 0

  static var absent: Int16 { -1 }
  static var afterDashes: Int16 { -2 }

  /// Whether a parameter was given.
  public func has(_ name: StaticString) -> Bool { has(spec.index(of: name)) }

  func has(_ index: Int) -> Bool { slots[index] != Self.absent }

  func hasAny(of places: Range<Int>) -> Bool {
    var index = places.lowerBound
    while index < places.upperBound, !has(index) { index += 1 }
    return index < places.upperBound
  }

  /// A parameter's bytes as they stand in the line.
  func place(_ index: Int) -> (Range<Int>, isQuoted: Bool)? {
    let slot = slots[index]
    if slot == Self.absent { return nil }
    if slot == Self.afterDashes { return (text ?? 0..<0, false) }
    let token = tokens[Int(slot)]
    return (token.value, token.isQuoted)
  }

  /// A parameter's bytes in the line, which are its value's where no escape stands in them; nil if
  /// it was not given, and where it is of several words.
  @inline(__always)
  func withBytes<Result>(
    _ index: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    guard let (place, _) = place(index), index != spec.table.rest || restCount < 2 else {
      return nil
    }
    return line.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[place])) }
  }

  /// A parameter as text, unescaped; nil if it was not given.
  public func text(_ name: StaticString) -> String? { text(spec.index(of: name)) }

  func text(_ index: Int) -> String? {
    guard let (place, isQuoted) = place(index) else { return nil }
    if restCount > 1, index == spec.table.rest { return rest(from: Int(slots[index])) }
    return text(at: place, isQuoted: isQuoted)
  }

  /// A secret's bytes, of which no other copy is made; empty if it was not given.
  public func secret(_ name: StaticString) -> [UInt8] {
    guard let (place, isQuoted) = place(spec.index(of: name)) else { return [] }
    return line.withUnsafeBytes { bytes in
      let value = UnsafeRawBufferPointer(rebasing: bytes[place])
      return isQuoted ? JSONString.unescapedBytes(value) : Array(value)
    }
  }

  /// The words that are left; keys may stand between them.
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

  /// The failure of a value that is not of its type.
  func bad(_ name: StaticString, _ sentence: String) -> Failure {
    let column = place(spec.index(of: name)).map { $0.0.lowerBound + ($0.isQuoted ? 0 : 1) }
    return .fault(.badValue, column: column, key: "\(name)", sentence: sentence)
  }
}

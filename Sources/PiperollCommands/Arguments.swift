import PiperollLedger
import PiperollWire

/// The arguments of one request, bound to its command's parameters but read only when they are
/// asked for.
public struct Arguments: Sendable {
  /// The most parameters that a command may have; none comes near.
  static var slotCount: Int { 24 }

  /// The command that they are for.
  public let spec: CommandSpec
  let line: [UInt8]
  let tokens: [Token]
  let text: Range<Int>?
  let today: Day
  /// Of each parameter the number of its first token, or one of the two below.
  var slots: InlineArray<24, Int16>
  /// How many tokens a `.rest` parameter took.
  var restCount = 0

  static var absent: Int16 { -1 }
  static var afterDashes: Int16 { -2 }

  /// Whether a parameter was given.
  public func has(_ name: StaticString) -> Bool { slots[spec.index(of: name)] != Self.absent }

  /// A parameter's bytes as they stand in the line.
  func place(_ name: StaticString) -> (Range<Int>, isQuoted: Bool)? {
    let slot = slots[spec.index(of: name)]
    if slot == Self.absent { return nil }
    if slot == Self.afterDashes { return (text ?? 0..<0, false) }
    let token = tokens[Int(slot)]
    return (token.value, token.isQuoted)
  }

  /// A parameter as text, unescaped; nil if it was not given.
  public func text(_ name: StaticString) -> String? {
    guard let (place, isQuoted) = place(name) else { return nil }
    if restCount > 1, case .rest = spec.parameters[spec.index(of: name)].place {
      return rest(from: Int(slots[spec.index(of: name)]))
    }
    return text(at: place, isQuoted: isQuoted)
  }

  /// A secret's bytes, of which no other copy is made; empty if it was not given.
  public func secret(_ name: StaticString) -> [UInt8] {
    guard let (place, isQuoted) = place(name) else { return [] }
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
    let column = place(name).map { $0.0.lowerBound + ($0.isQuoted ? 0 : 1) }
    return .fault(.badValue, column: column, key: "\(name)", sentence: sentence)
  }
}

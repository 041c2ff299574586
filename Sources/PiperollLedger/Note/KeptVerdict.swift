/// The verdict that the rules of contact had on a call or a message when it was noted.
public struct KeptVerdict: Equatable, Sendable {
  public var verdict: ContactVerdict
  /// The first of the rules with that verdict; nil where all allowed it.
  public var rule: ContactRule?

  /// - Parameter rule: nil if it was allowed, and only then.
  init?(_ verdict: ContactVerdict, _ rule: ContactRule?) {
    if (verdict == .allow) != (rule == nil) { return nil }
    (self.verdict, self.rule) = (verdict, rule)
  }

  /// In the journal and in rows: 1 where it was allowed, else 2 and more by rule and verdict.
  var byte: UInt8 {
    rule.map { 2 + $0.rawValue * 2 + (verdict == .block ? 1 : 0) } ?? 1
  }

  /// Nil for 0, which says that nobody asked, and for bytes that stand for nothing.
  init?(byte: UInt8) {
    switch byte {
    case 0: return nil
    case 1: self.init(.allow, nil)
    default:
      guard let rule = ContactRule(rawValue: (byte - 2) / 2) else { return nil }
      self.init(byte % 2 == 1 ? .block : .warn, rule)
    }
  }
}

/// A note of a message on which the rules of contact had a verdict. Its layout in the journal has
/// room for that and for a time; all else is as of `NoteTaken`.
struct NoteTakenWithVerdict: Equatable, Sendable {
  var plain: NoteTaken
}

extension NoteTakenWithVerdict: WiderFact {
  static var code: FactCode { 29 }

  func put(to writer: inout EntryWriter) {
    plain.put(to: &writer)
    writer.put(plain.verdict?.byte ?? 0)
    writer.put(UInt8(plain.at == nil ? 0 : 1))
    if let at = plain.at { writer.put(at) }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    plain = try NoteTaken(from: &reader)
    guard let verdict = KeptVerdict(byte: try reader.take()) else { throw .unknownValue }
    plain.verdict = verdict
    switch try reader.take(UInt8.self) {
    case 0: break
    case 1: plain.at = try reader.take()
    default: throw .unknownValue
    }
  }
}

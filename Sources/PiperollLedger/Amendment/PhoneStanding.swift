/// What a desk knows of a way to reach a contact: of a telephone number, or of an address.
public enum PointState: UInt8, CaseIterable, Sendable {
  /// Nothing was said of it.
  case unsaid
  /// It was tried and reaches the contact.
  case good
  /// It reaches nobody: out of service, returned, bounced.
  case bad
  /// It reaches somebody else.
  case notTheirs
  /// The desk no longer keeps it for the contact.
  case dropped
  /// It was not there yet.
  case absent

  /// Whether it belongs to the contact, whether or not somebody answers there.
  public var isTheirs: Bool {
    switch self {
    case .unsaid, .good, .bad: true
    case .notTheirs, .dropped, .absent: false
    }
  }

  /// Whether the desk keeps it for the contact, be it to know that it is wrong.
  public var isKept: Bool {
    switch self {
    case .unsaid, .good, .bad, .notTheirs: true
    case .dropped, .absent: false
    }
  }
}

/// How a contact's telephone number stands on a day.
public struct PhoneStanding: Equatable, Sendable {
  public var state: PointState
  public var kind: PhoneKind
  public var ext: PhoneExtension

  init(_ state: PointState, _ kind: PhoneKind, _ ext: PhoneExtension) {
    (self.state, self.kind, self.ext) = (state, kind, ext)
  }

  /// As one word: the state, the kind, the extension.
  var word: UInt64 {
    UInt64(state.rawValue) | UInt64(kind.rawValue) << 8 | UInt64(ext.word) << 16
  }

  /// Nil if the word is of no standing.
  init?(word: UInt64) {
    guard word >> 48 == 0, let state = PointState(rawValue: UInt8(word & 0xFF)),
      let kind = PhoneKind(rawValue: UInt8(word >> 8 & 0xFF)),
      let ext = PhoneExtension(word: UInt32(word >> 16))
    else { return nil }
    self.init(state, kind, ext)
  }

  /// Whether the number belongs to the contact, whether or not somebody answers it.
  public var isTheirs: Bool { state.isTheirs }

  /// Whether the desk keeps the number for the contact, be it to know that it is wrong.
  public var isKept: Bool { state.isKept }
}

/// Which party called the other: with `in` the other party called the desk.
public enum CallDirection: UInt8, CaseIterable, Sendable {
  case `in`, out
}

/// How a telephone call ended.
public enum CallResult: UInt8, CaseIterable, Sendable {
  case noAnswer, busy, voicemail, thirdParty, rightParty, promise, refused, wrongNumber
}

/// A note on an account; its text is the entry's memo.
public struct Noted: Equatable, Sendable {
  /// A telephone call that took place, whether a rule allowed it or not.
  public struct Call: Equatable, Sendable {
    public var number: PhoneNumber
    public var direction: CallDirection
    public var result: CallResult

    public init(number: PhoneNumber, direction: CallDirection, result: CallResult) {
      self.number = number
      self.direction = direction
      self.result = result
    }
  }

  /// The entry that opened the account.
  public var account: EntryNumber
  /// The call that the note is about; nil for a note alone.
  public var call: Call?

  public init(account: EntryNumber, call: Call? = nil) {
    self.account = account
    self.call = call
  }
}

extension Noted: FactBody {
  var entryKind: EntryKind { call == nil ? .note : .call }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> Noted { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(UInt8(call == nil ? 0 : 1))
    guard let call else { return }
    writer.put(call.number.digits)
    writer.put(call.direction.rawValue)
    writer.put(call.result.rawValue)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    switch try reader.take(UInt8.self) {
    case 0: call = nil
    case 1:
      call = Call(
        number: try reader.takePhone(),
        direction: try reader.takeChoice(), result: try reader.takeChoice())
    default: throw .unknownValue
    }
  }
}

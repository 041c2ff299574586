/// A note on an account; its text is the entry's memo.
public struct Noted: Equatable, Sendable {
  /// A telephone call that took place, whether a rule allowed it or not.
  public struct Call: Equatable, Sendable {
    public var number: PhoneNumber
    public var direction: CallDirection
    public var result: CallResult
    private var verdictByte: UInt8 = 0
    private var purposeByte: UInt8 = 0
    /// The entry that made the contact whom the desk meant to reach, or who called; nil: not said.
    public var contact: EntryNumber?
    /// How many minutes it took; 0: not said.
    public var minutes: UInt16
    /// What is to be said of it besides.
    public var marks: CallMarks
    /// The earlier note or call that it corrects; nil for none.
    public var corrects: EntryNumber?
    /// When it was, in milliseconds of UTC since 1970; nil if that was not said.
    public var at: Int64?
    /// A call takes no more minutes than a day has.
    public static var minutesMax: Int { 1440 }

    public init(
      number: PhoneNumber, direction: CallDirection, result: CallResult,
      contact: EntryNumber? = nil, minutes: UInt16 = 0, marks: CallMarks = [],
      corrects: EntryNumber? = nil
    ) {
      self.number = number
      self.direction = direction
      self.result = result
      self.contact = contact
      self.minutes = minutes
      self.marks = marks
      self.corrects = corrects
    }

    /// What the rules of contact said of it; nil if they were not asked: they called, or nobody is
    /// known whom it could have reached.
    public var verdict: KeptVerdict? {
      get { KeptVerdict(byte: verdictByte) }
      set { verdictByte = newValue?.byte ?? 0 }
    }

    /// Of a call of the desk's: what it was for; nil if that was not said.
    public var purpose: ContactPurpose? {
      get { purposeByte == 0 ? nil : ContactPurpose(rawValue: purposeByte - 1) }
      set { purposeByte = newValue.map { $0.rawValue + 1 } ?? 0 }
    }

    /// Whether only the three facts are known that each call has.
    var isPlain: Bool { contact == nil && minutes == 0 && marks == [] && corrects == nil }
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
    let bits =
      (call?.at == nil ? 0 : Self.timeBit) | (call?.verdict == nil ? 0 : Self.verdictBit)
      | (call?.purpose == nil ? 0 : Self.purposeBit)
    writer.put(form.rawValue | bits)
    if let at = call?.at { writer.put(at) }
    if let verdict = call?.verdict { writer.put(verdict.byte) }
    if let purpose = call?.purpose { writer.put(purpose.rawValue) }
    guard let call else { return }
    writer.put(call.number.digits)
    writer.put(call.direction.rawValue)
    writer.put(call.result.rawValue)
    if call.isPlain { return }
    writer.put(call.contact ?? 0)
    writer.put(call.minutes)
    writer.put(call.marks.rawValue)
    writer.put(call.corrects ?? 0)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    let byte = try reader.take(UInt8.self)
    let bits = Self.timeBit | Self.verdictBit | Self.purposeBit
    guard let form = Form(rawValue: byte & ~bits) else { throw .unknownValue }
    let at = byte & Self.timeBit == 0 ? nil : try reader.take(Int64.self)
    let verdict = byte & Self.verdictBit == 0 ? nil : try Self.takeVerdict(&reader)
    let purpose =
      byte & Self.purposeBit == 0 ? nil : try reader.takeChoice(ContactPurpose.self)
    if form == .note {
      if byte & bits != 0 { throw .unknownValue }
      call = nil
      return
    }
    var read = Call(
      number: try reader.takePhone(),
      direction: try reader.takeChoice(), result: try reader.takeChoice())
    if form == .fullCall {
      let contact = try reader.take(EntryNumber.self)
      read.contact = contact == 0 ? nil : contact
      read.minutes = try reader.take()
      read.marks = CallMarks(rawValue: try reader.take())
      let corrects = try reader.take(EntryNumber.self)
      read.corrects = corrects == 0 ? nil : corrects
      // One fact has one form in bytes.
      if read.isPlain || !CallMarks.all.isSuperset(of: read.marks)
        || read.minutes > UInt16(Call.minutesMax)
      {
        throw .unknownValue
      }
    }
    (read.at, read.verdict, read.purpose) = (at, verdict, purpose)
    call = read
  }

  private static func takeVerdict(
    _ reader: inout EntryReader
  ) throws(EntryDecodingError) -> KeptVerdict {
    guard let verdict = KeptVerdict(byte: try reader.take()) else { throw .unknownValue }
    return verdict
  }

  /// Set in the byte of the form if the time of a call stands behind it.
  private static var timeBit: UInt8 { 0x80 }
  /// Set if its verdict stands there.
  private static var verdictBit: UInt8 { 0x40 }
  /// Set if what it was for stands there.
  private static var purposeBit: UInt8 { 0x20 }

  /// What is in its bytes.
  private enum Form: UInt8 {
    case note, plainCall, fullCall
  }

  private var form: Form {
    guard let call else { return .note }
    return call.isPlain ? .plainCall : .fullCall
  }
}

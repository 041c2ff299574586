/// What the desk knows of a contact beside its name, its role and how to reach it.
public struct ContactDetails: Equatable, Sendable {
  /// An email address beside the first.
  public struct Email: Equatable, Sendable {
    public var text: String
    /// Whether it is one at work, which an employer may read.
    public var isWork: Bool

    /// An address, at work or not.
    public init(_ text: String, isWork: Bool) { (self.text, self.isWork) = (text, isWork) }
  }

  /// The most email addresses of a contact, for the reasons of `ContactAdded.phonesMax`.
  public static let emailsMax = 32

  /// Where they live: a country and a part of it, such as `US-OR`; empty if not known.
  public var region = ""
  /// The time zone where they are known to be; empty if not known.
  public var zone = ""
  /// The language that they want to be spoken to in; empty if not known.
  public var language = ""
  /// Their date of birth.
  public var born: Day?
  public var ssn4: LastFour?
  /// Whether they exist for the user who added them and for supervisors alone.
  public var isRestricted = false
  /// The email addresses at work, and those beside the first.
  public var emails: [Email] = []

  public init() {}

  /// Whether it says nothing, but for email addresses.
  var isPlain: Bool {
    region.isEmpty && zone.isEmpty && language.isEmpty && born == nil && ssn4 == nil
      && !isRestricted
  }
}

/// The last four digits of a social security number, by which a caller shows who they are.
public struct LastFour: Equatable, Sendable {
  /// One more than the digits, so that 0 stands for none.
  let word: UInt16

  init?(word: UInt16) {
    guard (1...10_000).contains(word) else { return nil }
    self.word = word
  }

  /// Nil if the text is not four digits.
  public init?(parsing text: String) {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt16(text)
    else { return nil }
    self.init(word: number + 1)
  }

  /// The four digits.
  public var text: String {
    let digits = "\(word - 1)"
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}

/// A contact of whom more is known than `ContactAdded` has room for in the journal.
struct ContactWithDetails: Equatable, Sendable {
  var plain: ContactAdded
}

extension ContactWithDetails: WiderFact {
  static var code: FactCode { 46 }

  private static var restrictedBit: UInt8 { 1 }

  func put(to writer: inout EntryWriter) {
    plain.put(to: &writer)
    for phone in plain.phones { writer.put(phone.ext.word) }
    let details = plain.details
    writer.put(details.region)
    writer.put(details.zone)
    writer.put(details.language)
    writer.put(details.born ?? never)
    writer.put(details.ssn4?.word ?? 0)
    writer.put(details.isRestricted ? Self.restrictedBit : 0)
    writer.put(UInt8(details.emails.count))
    for email in details.emails {
      writer.put(email.text)
      writer.put(UInt8(email.isWork ? 1 : 0))
    }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    plain = try ContactAdded(from: &reader)
    for place in plain.phones.indices {
      plain.phones[place].ext = try reader.takeExtension()
    }
    plain.details.region = try reader.takeText()
    plain.details.zone = try reader.takeText()
    plain.details.language = try reader.takeText()
    let born = try reader.takeDay()
    if born != never {
      guard (Day.first...Day.last).contains(born) else { throw .unknownValue }
      plain.details.born = born
    }
    let digits = try reader.take(UInt16.self)
    if digits != 0 {
      guard let digits = LastFour(word: digits) else { throw .unknownValue }
      plain.details.ssn4 = digits
    }
    let flags = try reader.take(UInt8.self)
    if flags & ~Self.restrictedBit != 0 { throw .unknownValue }
    plain.details.isRestricted = flags == Self.restrictedBit
    for _ in 0..<(try reader.take(UInt8.self)) {
      let (text, kind) = (try reader.takeText(), try reader.take(UInt8.self))
      if text.isEmpty || kind > 1 { throw .unknownValue }
      plain.details.emails.append(ContactDetails.Email(text, isWork: kind == 1))
    }
  }
}

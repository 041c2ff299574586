/// What a person or firm is to an account.
public enum ContactRole: UInt8, CaseIterable, Sendable {
  case debtor, guarantor, patient, spouse, physician, hospital, insurer, attorney, employer
  case agency, trustee, thirdParty, source
  /// Of a minor: the debtor's mother or father.
  case parent
  case guardian
  /// Who administers what a deceased debtor left.
  case executor
  /// Who has taken the debtor's place in what the debt is secured by.
  case successor
}

/// The kind of line that a telephone number belongs to.
public enum PhoneKind: UInt8, CaseIterable, Sendable {
  case unspecified, mobile, landline, work
}

/// A person or firm with a role on an account, and its telephone numbers.
public struct ContactAdded: Equatable, Sendable {
  /// A telephone number of the contact.
  public struct Phone: Equatable, Sendable {
    /// The number, in E.164.
    public var number: PhoneNumber
    /// What kind of line it is, as the user said.
    public var kind: PhoneKind
    /// What is dialled behind the number.
    public var ext: PhoneExtension

    public init(number: PhoneNumber, kind: PhoneKind, ext: PhoneExtension = .none) {
      self.number = number
      self.kind = kind
      self.ext = ext
    }
  }

  /// The most telephone numbers of a contact: more than anybody has, and few enough that one byte
  /// of the journal holds the count.
  public static let phonesMax = 32

  /// The entry that opened the account.
  public var account: EntryNumber
  /// What they are to the account.
  public var role: ContactRole
  /// Their name; never empty.
  public var name: String
  /// The first email address; empty if not known.
  public var email: String
  /// The postal address; empty if not known.
  public var address: String
  /// The telephone numbers; at most `phonesMax`.
  public var phones: [Phone]
  /// What else is known of them.
  public var details: ContactDetails

  public init(
    account: EntryNumber, role: ContactRole, name: String, email: String = "",
    address: String = "", phones: [Phone] = [], details: ContactDetails = ContactDetails()
  ) {
    self.account = account
    self.role = role
    self.name = name
    self.email = email
    self.address = address
    self.phones = phones
    self.details = details
  }
}

extension ContactAdded: ListedFact {
  static var code: FactCode { 2 }
  var entryKind: EntryKind { .contact }

  func aim(_ aim: inout ReplayAim) {
    aim.name(account: account)
    if let phone = phones.first { aim.name(newPhone: phone.number) }
  }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> ContactAdded { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(role.rawValue)
    writer.put(name)
    writer.put(email)
    writer.put(address)
    writer.put(UInt8(phones.count))
    for phone in phones {
      writer.put(phone.number.digits)
      writer.put(phone.kind.rawValue)
    }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    role = try reader.takeChoice()
    name = try reader.takeText()
    email = try reader.takeText()
    address = try reader.takeText()
    details = ContactDetails()
    phones = []
    for _ in 0..<(try reader.take(UInt8.self)) {
      let number = try reader.takePhone()
      phones.append(Phone(number: number, kind: try reader.takeChoice()))
    }
  }
}

/// A letter or an email that the desk sends about an account. Its text is not kept: it is made
/// again of the book as it was known ahead of its entry, and `hash` proves that it is the same.
public struct NoticeMade: Equatable, Sendable {
  /// What the letter says of an item, or an instalment of a loan, that has come to a level.
  public struct Part: Equatable, Sendable {
    /// The entry that made the item.
    public var item: EntryNumber
    /// The day on which it was due.
    public var due: Day
    /// The level to which it has come; from 1.
    public var level: UInt8

    /// An item or an instalment, and its level.
    public init(item: EntryNumber, due: Day, level: UInt8) {
      (self.item, self.due, self.level) = (item, due, level)
    }
  }

  /// The entry that opened the account.
  public var account: EntryNumber
  /// The entry that made the contact to whom it goes.
  public var contact: EntryNumber
  /// By which means.
  public var channel: ContactChannel
  /// What it is for, and its template.
  public var template: LetterName
  /// What it asks for.
  public var payNow: Money
  /// What it costs the debtor; the entry after it charges that.
  public var fee: Money
  /// What the person quotes who wants no more of its kind: nobody can guess it.
  public var token: UInt64
  /// SHA-256 of the text.
  public var hash: NoticeHash
  /// What has come to a level; empty where it is about nothing that is past due.
  public var parts: [Part]

  /// A notice with all that is known of it.
  public init(
    account: EntryNumber, contact: EntryNumber, channel: ContactChannel, template: LetterName,
    payNow: Money, fee: Money, token: UInt64, hash: NoticeHash, parts: [Part]
  ) {
    (self.account, self.contact, self.channel) = (account, contact, channel)
    (self.template, self.payNow, self.fee) = (template, payNow, fee)
    (self.token, self.hash, self.parts) = (token, hash, parts)
  }
}

/// The SHA-256 of a text, as four big-endian words; all zero where there is none.
public struct NoticeHash: Hashable, BitwiseCopyable, Sendable {
  /// Its words, the highest first.
  public var words: InlineArray<4, UInt64>

  /// The hash of nothing.
  public init() { words = InlineArray(repeating: 0) }

  /// The hash of 32 bytes; nil if there are more or less.
  public init?(_ bytes: [UInt8]) {
    self.init()
    guard bytes.count == 32 else { return nil }
    for (place, byte) in bytes.enumerated() {
      words[place / 8] = words[place / 8] << 8 | UInt64(byte)
    }
  }

  /// In 64 hexadecimal digits.
  public var text: String {
    (0..<4).map { place in
      let digits = String(words[place], radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  public static func == (left: NoticeHash, right: NoticeHash) -> Bool {
    (0..<4).allSatisfy { left.words[$0] == right.words[$0] }
  }

  public func hash(into hasher: inout Hasher) {
    for place in 0..<4 { hasher.combine(words[place]) }
  }
}

extension NoticeMade: ListedFact {
  static var code: FactCode { 68 }
  var entryKind: EntryKind { .notice }

  func aim(_ aim: inout ReplayAim) {
    aim.name(account: account)
    aim.name(items: parts.map { Application(invoice: $0.item, amount: .zero) })
  }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> NoticeMade { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(contact)
    writer.put(channel.rawValue)
    writer.put(template.rawValue)
    writer.put(payNow)
    writer.put(fee)
    writer.put(token)
    for place in 0..<4 { writer.put(hash.words[place]) }
    parts.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    contact = try reader.take()
    channel = try reader.takeChoice()
    template = try reader.takeChoice()
    payNow = try reader.takeMoney()
    fee = try reader.takeMoney()
    token = try reader.take()
    hash = NoticeHash()
    for place in 0..<4 { hash.words[place] = try reader.take() }
    parts = try [Part](from: &reader)
  }
}

extension NoticeMade.Part: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(item)
    writer.put(due)
    writer.put(level)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    item = try reader.take()
    due = try reader.takeDay()
    level = try reader.take()
    if level == 0 || level > UInt8(DunningLevels.countMax) { throw .unknownValue }
  }
}

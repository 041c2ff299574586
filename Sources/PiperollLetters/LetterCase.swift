public import PiperollLedger

/// What a letter is about. It holds nothing that a book does not say again: a letter that is
/// written once more, of the book as it was known at its entry, is the same to the byte.
public struct LetterCase: Equatable, Sendable {
  /// An item that the letter asks for.
  public struct Item: Equatable, Sendable {
    /// The item's row.
    public var item: UInt32
    /// How often it was asked for, this time included; 0: that is not counted.
    public var level: Int

    /// An item, and how often it was asked for.
    public init(item: UInt32, level: Int = 0) { (self.item, self.level) = (item, level) }
  }

  /// Which letter it is.
  public var name: LetterName
  /// The account's row.
  public var account: UInt32
  /// The row of the contact to whom it goes; nil: it goes to the account's name, and nobody knows
  /// where.
  public var contact: UInt32?
  /// `letter` or `email`.
  public var channel: ContactChannel
  /// The letter's date. It tells of the account as it was at the end of that day.
  public var date: Day
  /// The entry that recorded the letter. Its number is what an answer quotes.
  public var entry: EntryNumber
  /// The highest level of its items; 0 for none.
  public var level = 0
  /// The items that it asks for; empty: all that is open.
  public var items: [Item] = []
  /// The fee that is charged for it.
  public var fee = Money.zero
  /// What it asks to be paid now.
  public var payNow = Money.zero
  /// Whether the person was never written to about the debt: what 12 CFR 1006.18(e)(1) wants of the
  /// first letter is in it then.
  public var isFirst = true
  /// The promise, plan, payment, reversal, dispute or end of a dispute that it is about, by its
  /// entry; nil for none.
  public var about: EntryNumber?

  /// A letter that asks for nothing yet.
  public init(
    _ name: LetterName, account: UInt32, contact: UInt32?, by channel: ContactChannel,
    date: Day, entry: EntryNumber
  ) {
    (self.name, self.account, self.contact) = (name, account, contact)
    (self.channel, self.date, self.entry) = (channel, date, entry)
  }

  /// The languages that it is written in, one behind the other: that of the person, as far as there
  /// are letters in it. A validation notice is in English too (12 CFR 1006.34(e)(1)).
  public func languages(in book: borrowing Book) -> [LetterLanguage] {
    let tag = contact.flatMap { book.person(of: $0, on: date) }.map {
      book.text(symbol: $0.language)
    }
    let language = LetterLanguage(closestTo: tag ?? "")
    return name == .validation && language != .english ? [language, .english] : [language]
  }
}

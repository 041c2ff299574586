public import PiperollLedger

/// Writes the text of notices, and the files that they go out as.
public struct NoticeWriter: Sendable {
  /// A file of a notice.
  public struct File: Equatable, Sendable {
    /// Where it lies, under the folder of letters and emails.
    public let folder: String
    /// Its name there, which begins with the entry of the notice.
    public let name: String
    /// What is in it.
    public let bytes: [UInt8]
  }

  /// A notice as it goes out.
  public struct Notice: Sendable {
    /// Its text.
    public let text: RenderedLetter
    /// The files that it is.
    public let files: [File]
  }

  /// SHA-256: 32 bytes.
  private let digest: @Sendable ([UInt8]) -> [UInt8]

  /// A writer that hashes by a function of the caller's.
  /// - Parameter digest: SHA-256.
  public init(digest: @escaping @Sendable ([UInt8]) -> [UInt8]) { self.digest = digest }

  /// The hash of the text of a letter that is due.
  /// - Parameter entry: the number that its notice will have.
  /// - Parameter book: as it is ahead of that entry.
  public func hash(
    of letter: DunningLetter, account: UInt32, entry: EntryNumber, token: UInt64, on day: Day,
    in book: borrowing Book
  ) -> NoticeHash {
    hash(
      of: Self.write(
        LetterCase(letter, account: account, entry: entry, on: day, in: book), token, in: book))
  }

  /// The text and the files of a notice, of the book as it was known ahead of it; nil if the text
  /// is not the one that was recorded, for a program of another version writes it differently.
  public func write(notice: UInt32, in book: borrowing Book) -> Notice? {
    let row = book.notices[notice]
    let text = Self.text(ofNotice: notice, in: book)
    guard hash(of: text) == row.hash else { return nil }
    let recorded = book.entries[Int(row.entry) - 1].recorded
    return Notice(text: text, files: Self.files(row, text, recorded: recorded, book))
  }

  private static func write(
    _ letter: LetterCase, _ token: UInt64, in book: borrowing Book
  ) -> RenderedLetter {
    var press = LetterPress { _ in OptOutToken.bytes(of: token) }
    return press.write(letter, in: book)
  }

  /// The text of a notice, as this version writes it.
  public static func text(ofNotice notice: UInt32, in book: borrowing Book) -> RenderedLetter {
    let row = book.notices[notice]
    let before = book.view(known: row.entry - 1)
    let known = LetterCase(row, parts: book.parts(ofNotice: notice), in: before)
    return write(known, row.token, in: before)
  }

  /// The hash of a text.
  public func hash(of letter: RenderedLetter) -> NoticeHash {
    let whole = [letter.subject, letter.text, letter.html].joined(separator: "\0")
    guard let hash = NoticeHash(digest(Array(whole.utf8))) else {
      preconditionFailure("SHA-256 has 32 bytes")
    }
    return hash
  }

  private static func files(
    _ row: NoticeRow, _ text: RenderedLetter, recorded: Int64, _ book: borrowing Book
  ) -> [File] {
    if row.channel == .email {
      let message = EmailMessage(row, text, recorded: recorded, in: book)
      return [File(folder: "mail/new", name: "\(row.entry).eml", bytes: message.bytes)]
    }
    let folder = "letters/\(row.made.text)"
    return [
      File(
        folder: folder, name: "\(row.entry).txt",
        bytes: Array("\(text.subject)\n\n\(text.text)\n".utf8)),
      File(folder: folder, name: "\(row.entry).html", bytes: Array(text.html.utf8)),
    ]
  }
}

extension LetterCase {
  /// What a letter that is due is about.
  init(
    _ letter: DunningLetter, account: UInt32, entry: EntryNumber, on day: Day,
    in book: borrowing Book
  ) {
    self.init(
      letter.template, account: account, contact: letter.contact, by: letter.channel, date: day,
      entry: entry)
    let levels = letter.parts.map { (item: book.documents(of: $0.item).item, level: Int($0.level)) }
    ask(for: levels, fee: letter.fee, payNow: letter.payNow, in: book)
  }

  /// What a notice is about.
  /// - Parameter book: as it was known ahead of the notice.
  init(_ row: NoticeRow, parts: [NoticePartRow], in book: borrowing Book) {
    self.init(
      row.template, account: row.account, contact: row.contact, by: row.channel, date: row.made,
      entry: row.entry)
    let levels = parts.map { (item: Optional($0.item), level: Int($0.level)) }
    ask(for: levels, fee: row.fee, payNow: row.payNow, in: book)
  }

  private mutating func ask(
    for levels: [(item: UInt32?, level: Int)], fee: Money, payNow: Money, in book: borrowing Book
  ) {
    (self.fee, self.payNow) = (fee, payNow)
    level = levels.map(\.level).max() ?? 0
    if name == .validation { return }
    items = book.askedFor(by: account, on: date).map { asked in
      Item(item: asked, level: levels.filter { $0.item == asked }.map(\.level).max() ?? 0)
    }
  }
}

extension EmailMessage {
  /// The email of a notice.
  fileprivate init(
    _ row: NoticeRow, _ text: RenderedLetter, recorded: Int64, in book: borrowing Book
  ) {
    let day = row.made
    let contact = book.contact(row.contact, on: day)
    let token = OptOutToken.text(of: row.token)
    self.init(
      from: Mailbox(book.words(of: .deskName, on: day), book.words(of: .deskEmail, on: day)),
      to: Mailbox(book.text(contact.name), book.address(ofNotice: row)),
      subject: text.subject, text: text.text, html: text.html, time: recorded,
      id: "\(row.entry).\(token)", unsubscribe: "STOP \(token)")
  }
}

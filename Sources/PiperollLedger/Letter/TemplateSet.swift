/// The template of a letter that an administrator set, from the entry's effective date on. Earlier
/// ones stay in the book: letters that were written by them can be shown again.
public struct TemplateSet: Equatable, Sendable {
  public var name: LetterName
  public var language: LetterLanguage
  public var format: LetterFormat
  /// The template; empty: the one that comes with the program holds again.
  public var text: String

  /// Sixteen pages of print: far more than a letter has, and a quarter of what an entry's text may
  /// be.
  public static let textBytesMax = 16_384

  /// - Parameter text: the template; empty: the one that comes with the program holds again.
  public init(
    _ name: LetterName, _ language: LetterLanguage, _ format: LetterFormat, text: String
  ) {
    (self.name, self.language, self.format) = (name, language, format)
    self.text = text
  }
}

extension TemplateSet: ListedFact {
  static var code: FactCode { 67 }
  var entryKind: EntryKind { .template }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> TemplateSet { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(name.rawValue)
    writer.put(language.rawValue)
    writer.put(format.rawValue)
    writer.put(text)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    name = try reader.takeChoice()
    language = try reader.takeChoice()
    format = try reader.takeChoice()
    text = try reader.takeText()
    if text.utf8.count > Self.textBytesMax { throw .unknownValue }
  }
}

/// One setting of a letter's template.
public struct TemplateRow: BitwiseCopyable, Sendable {
  /// The template; empty: the one that comes with the program holds again.
  public internal(set) var text: TextReference
  var entryWord: UInt32
  /// The day from which it holds.
  public internal(set) var effective: Day
  var nameByte: UInt8
  var languageByte: UInt8
  var formatByte: UInt8
  var unusedByte: UInt8 = 0
  var unused: UInt32 = 0

  /// The entry that set it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The letter that it is for.
  public var name: LetterName { LetterName(rawValue: nameByte)! }
  /// The language that it is in.
  public var language: LetterLanguage { LetterLanguage(rawValue: languageByte)! }
  /// Whether it is text or HTML.
  public var format: LetterFormat { LetterFormat(rawValue: formatByte)! }
}

/// Every setting of a template, in the order of recording.
enum TemplateTable: BookTable {
  typealias Row = TemplateRow
  static var section: Section { Section(74, "templates") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.text(row.text)
      links.entry(row.entry)
      links.day(row.effective)
      links.choice(row.nameByte, of: LetterName.self)
      links.choice(row.languageByte, of: LetterLanguage.self)
      links.choice(row.formatByte, of: LetterFormat.self)
      links.demand(row.unusedByte == 0 && row.unused == 0)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a template was set by its entry, and holds from that entry's date.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.templates.count) {
      let row = book.templates[place]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .template && entry.subject == place && entry.effective == row.effective,
        "template of entry \(row.entry): its entry")
    }
  }
}

extension Book {
  /// Decides to set a template. Whether it is one, who asks has found out.
  public func decide(_ fact: TemplateSet) -> Fact { Fact(fact) }

  mutating func apply(_ fact: TemplateSet, _ number: EntryNumber, _ row: inout EntryRow) {
    row.subject = templates.append(
      TemplateRow(
        text: arena.append(fact.text), entryWord: UInt32(number), effective: row.effective,
        nameByte: fact.name.rawValue, languageByte: fact.language.rawValue,
        formatByte: fact.format.rawValue))
  }

  /// The row of the template that holds on a day: of those that were set by then the one recorded
  /// last; nil where that of the program holds.
  public func template(
    of name: LetterName, _ language: LetterLanguage, _ format: LetterFormat, on day: Day
  ) -> UInt32? {
    // There are a few dozen in all.
    var place = UInt32(templates.count)
    while place > 0 {
      place -= 1
      let row = templates[place]
      guard row.name == name, row.language == language, row.format == format,
        row.effective <= day
      else { continue }
      return row.text.isEmpty ? nil : place
    }
    return nil
  }
}

public import PiperollLedger

/// A letter as it goes out.
public struct RenderedLetter: Equatable, Sendable {
  /// One line.
  public var subject: String
  /// The letter as text, without its subject.
  public var text: String
  /// The letter as a document of HTML, to be printed as it is.
  public var html: String
}

/// Writes letters: it takes the template that is in force, of the desk or shipped, and fills it in.
/// It keeps the templates that it has parsed.
public struct LetterPress {
  private let seal: LetterSeal
  /// The templates of the desk, by the entries that set them.
  private var own: [EntryNumber: LetterTemplate] = [:]

  /// - Parameter seal: what makes opt-out tokens: always the same function for the same desk.
  public init(seal: @escaping LetterSeal) { self.seal = seal }

  /// Writes a letter.
  /// - Parameter book: the book, or a view of it, as it was known at the letter's entry.
  public mutating func write(_ letter: LetterCase, in book: borrowing Book) -> RenderedLetter {
    var (subject, texts, pages) = ("", [String](), [(language: LetterLanguage, html: String)]())
    for language in letter.languages(in: book) {
      let model = LetterModel(of: letter, in: book, language, seal: seal)
      let text = template(letter.name, language, .text, on: letter.date, book)
        .render(model, language)
      let first = text.prefix { !$0.isNewline }
      if subject.isEmpty { subject = String(first.dropFirst(LetterTemplate.subjectMark.count)) }
      texts.append(Wrapped.text(String(text.dropFirst(first.count + 1))))
      let html = template(letter.name, language, .html, on: letter.date, book)
        .render(model, language)
      pages.append((language, html))
    }
    let html = LetterFrame.document(
      pages, subject: subject, isMetric: Self.isMetric(book, letter.date))
    let line = "\n" + String(repeating: "=", count: Wrapped.width) + "\n\n"
    return RenderedLetter(subject: subject, text: texts.joined(separator: line), html: html)
  }

  private mutating func template(
    _ name: LetterName, _ language: LetterLanguage, _ format: LetterFormat, on day: Day,
    _ book: borrowing Book
  ) -> LetterTemplate {
    if let row = book.template(of: name, language, format, on: day) {
      let entry = book.templates[row].entry
      if let kept = own[entry] { return kept }
      if let made = try? LetterTemplate(book.text(book.templates[row].text), format) {
        own[entry] = made
        return made
      }
      // An earlier version knew a name that this one does not: the letter is still to be written.
    }
    let place = Int(language.rawValue) * LetterFormat.allCases.count + Int(format.rawValue)
    return ShippedLetters.templates[Int(name.rawValue)][place]
  }

  /// Whether the desk's paper is A4: everywhere but in North America.
  private static func isMetric(_ book: borrowing Book, _ day: Day) -> Bool {
    guard case .country(let country) = book.policy(.deskCountry, on: day) else { return false }
    return !["US", "CA", "MX"].contains(country.code)
  }
}

/// Text with short lines, as paper and old mail programs want it.
enum Wrapped {
  /// The most characters of a line.
  static let width = 76

  /// A text whose longer lines are broken at blanks; what has none is left as it is.
  static func text(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line($0) }
      .joined(separator: "\n")
  }

  private static func line(_ line: Substring) -> String {
    if line.utf8.count <= width { return String(line) }
    // What is broken off a list's line stands below its text.
    let indent = line.hasPrefix("- ") ? "  " : line.hasPrefix("[ ] ") ? "    " : ""
    var (lines, current) = ([String](), "")
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      if current.isEmpty {
        current = lines.isEmpty ? String(word) : indent + word
      } else if current.count + 1 + word.count > width {
        lines.append(current)
        current = indent + word
      } else {
        current += " " + word
      }
    }
    return (lines + [current]).joined(separator: "\n")
  }
}

import Mustache

/// A value that a template names.
enum LetterValue: Sendable {
  /// A text; where it is empty, a section of it is left out.
  case text(String)
  case flag(Bool)
  case texts([String])
  case record(LetterRecord)
  case records([LetterRecord])

  /// What stands for something that a letter has not.
  static let nothing = LetterValue.text("")
}

/// Values by their names.
struct LetterRecord: Sendable {
  private(set) var values: [String: LetterValue]

  init(_ values: [String: LetterValue]) { self.values = values }
}

// What the template engine asks of values. It takes a text that is there for true, an empty one
// too, and looks into values of other types by reflection; so texts have a type of their own.

extension LetterRecord: MustacheParent {
  func child(named name: String) -> Any? {
    switch values[name] {
    case nil: nil
    case .text(let text): LetterText(text: text)
    case .flag(let flag): flag
    case .texts(let texts): texts.map { LetterText(text: $0) }
    case .record(let record): record
    case .records(let records): records
    }
  }
}

/// A text in a template. Nothing inside of it has a name.
private struct LetterText: MustacheCustomRenderable, MustacheParent {
  let text: String

  var renderText: String { text }
  var isNull: Bool { text.isEmpty }
  func child(named _: String) -> Any? { nil }
}

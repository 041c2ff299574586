import PiperollLedger
import PiperollLetters

extension LetterName: WireWord {
  static let words = wordsByNumber()
}

extension LetterLanguage: WireWord {
  static let words = wordsByNumber()

  var word: String { code }
}

extension LetterFormat: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .text: "text"
    case .html: "html"
    }
  }
}

extension TemplateFault {
  /// What is wrong, where, and what to write instead, for people.
  var sentence: String {
    line == 0 ? reason.sentence : "line \(line): \(reason.sentence)"
  }
}

extension TemplateFault.Reason {
  fileprivate var sentence: String {
    switch self {
    case .unclosedTag: "{{ has no }} behind it"
    case .unknownName(let name, let known):
      "no letter has {{\(Self.shown(name))}}"
        + (nearest(name.lowercased(), in: known).map { "; {{\($0)}}?" }
          ?? "; Letters.md lists the names")
    case .unclosedSection(let name): "{{#\(name)}} has no {{/\(name)}}"
    case .wrongEnd(let name, nil): "{{/\(Self.shown(name))}} ends what has not begun"
    case .wrongEnd(let name, let open?):
      "{{/\(Self.shown(name))}} stands before {{/\(open)}}, which has to come first"
    case .noText(let name):
      "{{\(name)}} is no text: write {{#\(name)}} in front of what is to stand for it, and"
        + " {{/\(name)}} behind it"
    case .unknownPart(let name):
      "there is no part \(Self.shown(name)); HTML may have {{<frame}} and {{/frame}} around all"
    case .wrongBlock(let name):
      "\(Self.shown(name)) may not stand here: {{<frame}} takes {{$body}}...{{/body}} and"
        + " {{$stub}}...{{/stub}}, and nothing else"
    case .foreignTag(let name):
      "{{\(Self.shown(name))}} is no name: letters have {{name}}, {{#name}}, {{^name}}, {{/name}}"
        + " and {{! notes }}"
    case .missing(let name):
      "the law asks for {{\(name)}} in this letter; where there is nothing to say it is empty"
    case .noSubject: "a text begins with a line Subject: and the subject"
    }
  }

  /// How much of a name a reply repeats: it may be as long as a line.
  private static var nameShown: Int { 32 }

  private static func shown(_ name: String) -> String { String(name.prefix(nameShown)) }
}

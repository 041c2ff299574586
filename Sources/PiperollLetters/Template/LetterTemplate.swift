import Mustache
public import PiperollLedger

/// A template, checked and parsed once, and rendered for each letter.
public struct LetterTemplate: Sendable {
  /// With what the first line of a text begins: its rest is the subject.
  public static let subjectMark = "Subject: "

  let format: LetterFormat
  /// The names that it shows as texts.
  let shown: Set<String>
  private let parsed: MustacheTemplate

  /// - Throws: the first fault.
  public init(_ source: String, _ format: LetterFormat) throws(TemplateFault) {
    self.format = format
    shown = try TemplateCheck(source, hasFrame: format == .html).shown
    if format == .text {
      let first = source.prefix { !$0.isNewline }
      guard first.hasPrefix(Self.subjectMark) else {
        throw TemplateFault(line: 1, reason: .noSubject)
      }
      // What begins in the subject ends there.
      _ = try TemplateCheck(String(first), hasFrame: false)
    }
    let head = format == .text ? "{{%CONTENT_TYPE: TEXT}}\n" : ""
    do { parsed = try MustacheTemplate(string: head + source) } catch {
      // The check has let pass what the engine does not take.
      preconditionFailure("a checked template: \(error)")
    }
  }

  /// Refuses a template that lacks what the law asks for in a letter, if a debt collector sends it.
  /// - Throws: `missing`.
  public func demandLegal(_ name: LetterName) throws(TemplateFault) {
    for needed in name.needed where !shown.contains(needed) {
      throw TemplateFault(line: 0, reason: .missing(needed))
    }
  }

  /// The letter that it makes of a model; a text with its subject in the first line.
  public func render(_ model: LetterModel, _ language: LetterLanguage) -> String {
    parsed.render(model.record, library: LetterFrame.libraries[Int(language.rawValue)])
  }
}

extension LetterName {
  /// The names that its templates must show as texts. `must` is what 12 CFR 1006.18(e) asks for in
  /// each letter, `opt_out` what 1006.6(e) does in each email; the others are 1006.34(c)(2), (3).
  var needed: [String] {
    let always = ["must", "opt_out"]
    guard self == .validation else { return always }
    return always + [
      "desk.name", "debtor.name", "account.masked", "creditor", "validation.creditor_then",
      "validation.itemized", "validation.then", "validation.interest", "validation.fees",
      "validation.payments", "validation.credits", "validation.now", "validation.end",
    ]
  }
}

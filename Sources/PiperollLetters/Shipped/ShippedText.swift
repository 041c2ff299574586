import PiperollLedger

// The shipped letters as text.

extension ShippedLetter {
  /// The template of the letter as text.
  func text(_ language: LetterLanguage) -> String {
    var lines = ["\(LetterTemplate.subjectMark)\(subject)"]
    lines += Self.head(language)
    var foot: [String] = []
    for part in parts {
      if case .response = part {
        foot = [""] + Self.response(language)
      } else {
        lines += Self.lines(part, language)
      }
    }
    lines += Self.end(language) + foot
    return lines.joined(separator: "\n") + "\n"
  }

  private static func head(_ language: LetterLanguage) -> [String] {
    [
      "{{^by_email}}", "{{desk.name}}", "{{#desk.address}}", "{{.}}", "{{/desk.address}}", "",
      "{{debtor.name}}", "{{#debtor.address}}", "{{.}}", "{{/debtor.address}}", "",
      "{{/by_email}}", "{{letter.date}}",
      "\(language.phrase(.account)) {{account.masked}}, "
        + "\(language.phrase(.reference).lowercased()) {{letter.entry}}", "",
      language.greeting, "",
    ]
  }

  private static func end(_ language: LetterLanguage) -> [String] {
    [
      language.closing, "{{desk.name}}", "{{#desk.phone}}", "{{desk.phone}}", "{{/desk.phone}}",
      "{{#desk.hours}}", "{{desk.hours}}", "{{/desk.hours}}", "{{#desk.email}}", "{{desk.email}}",
      "{{/desk.email}}", "{{#desk.site}}", "{{desk.site}}", "{{/desk.site}}", "{{#opt_out}}", "",
      "{{opt_out}}", "{{/opt_out}}",
    ]
  }

  private static func lines(_ part: LetterPart, _ language: LetterLanguage) -> [String] {
    switch part {
    case .say(let words): [words, ""]
    case .response: []
    case .sayIf(let name, let words): ["{{#\(name)}}", words, "", "{{/\(name)}}"]
    case .sayUnless(let name, let words): ["{{^\(name)}}", words, "", "{{/\(name)}}"]
    case .must: ["{{#must}}", "{{must}}", "", "{{/must}}"]
    case .items: items(language)
    case .sum: sum(language)
    case .itemization: itemization(language)
    case .instalments(let name):
      ["{{#\(name).instalments}}", "- {{date}}: {{amount}}", "{{/\(name).instalments}}", ""]
    case .disputed:
      [
        "{{#dispute.items}}",
        "- {{number}}: {{amount}}, \(language.phrase(.open).lowercased()) {{open}}",
        "{{/dispute.items}}", "",
      ]
    }
  }

  private static func items(_ language: LetterLanguage) -> [String] {
    let due = language == .english ? "due" : "vence el"
    let open = language.phrase(.open).lowercased()
    let disputed = "{{#disputed}}, \(language.phrase(.disputed)) {{disputed}}{{/disputed}}"
    return [
      "{{#items}}", "- {{number}}, {{date}}, \(due) {{due}}: \(open) {{open}}\(disputed)",
      "{{/items}}", "",
    ]
  }

  private static func sum(_ language: LetterLanguage) -> [String] {
    [
      "\(language.phrase(.pastDue)): {{past_due}}",
      "{{#unapplied}}", "\(language.phrase(.unapplied)): {{unapplied}}", "{{/unapplied}}",
      "{{#fee}}", "\(language.phrase(.fee)): {{fee}}", "{{/fee}}",
      "\(language.phrase(.payNow)): {{pay_now}}", "",
    ]
  }

  private static func itemization(_ language: LetterLanguage) -> [String] {
    language.itemization.map { "\($0.label): \($0.value)" } + [""]
  }

  private static func response(_ language: LetterLanguage) -> [String] {
    let words = language.response
    let line = String(repeating: "-", count: 72)
    let prompts = words.prompts.map { "\($0.isBelow ? "    " : "")[ ] \($0.text)" }
    let addresses = [
      "\(words.to):", "{{desk.name}}", "{{#desk.address}}", "{{.}}", "{{/desk.address}}", "",
      "\(words.from):", "{{debtor.name}}", "{{#debtor.address}}", "{{.}}", "{{/debtor.address}}",
      "\(language.phrase(.account)) {{account.masked}}, "
        + "\(language.phrase(.reference).lowercased()) {{letter.entry}}", line,
    ]
    return [line, words.heading, "", words.checkAll] + prompts + [""] + addresses
  }
}

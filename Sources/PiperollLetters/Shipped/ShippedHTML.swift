import PiperollLedger

// The shipped letters as HTML, in the frame of letters.

extension ShippedLetter {
  /// The template of the letter as HTML.
  func html(_ language: LetterLanguage) -> String {
    var body = [paragraph("<strong>\(escaped(subject))</strong>"), paragraph(language.greeting)]
    var stub: [String]?
    for part in parts {
      if case .response = part { stub = response(language) } else { body += lines(part, language) }
    }
    body += [
      paragraph("\(language.closing)<br>{{desk.name}}"),
      "{{#opt_out}}", paragraph("{{opt_out}}"), "{{/opt_out}}",
    ]
    if stub == nil, !hasSlip { stub = [] }
    let foot = stub.map { ["{{$stub}}"] + $0 + ["{{/stub}}"] } ?? []
    let frame = LetterFrame.name
    let lines = ["{{<\(frame)}}", "{{$body}}"] + body + ["{{/body}}"] + foot + ["{{/\(frame)}}"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func paragraph(_ html: String) -> String { "<p>\(html)</p>" }

  /// Words as HTML; the names in them are escaped when a letter is made.
  private func escaped(_ words: String) -> String {
    words.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
  }

  private func lines(_ part: LetterPart, _ language: LetterLanguage) -> [String] {
    switch part {
    case .say(let words): [paragraph(escaped(words))]
    case .sayIf(let name, let words):
      ["{{#\(name)}}", paragraph(escaped(words)), "{{/\(name)}}"]
    case .sayUnless(let name, let words):
      ["{{^\(name)}}", paragraph(escaped(words)), "{{/\(name)}}"]
    case .must: ["{{#must}}", "<p class=\"must\">{{must}}</p>", "{{/must}}"]
    case .items: items(language)
    case .sum: sum(language)
    case .itemization: itemization(language)
    case .instalments(let name):
      table([.due, .amount], of: "\(name).instalments", language) {
        ["<td>{{date}}</td>", "<td class=\"sum\">{{amount}}</td>"]
      }
    case .disputed:
      table([.number, .amount, .open], of: "dispute.items", language) {
        [
          "<td>{{number}}</td>", "<td class=\"sum\">{{amount}}</td>",
          "<td class=\"sum\">{{open}}</td>",
        ]
      }
    case .response: []
    }
  }

  private func items(_ language: LetterLanguage) -> [String] {
    let disputed =
      "{{#disputed}}<br>\(language.phrase(.disputed)) {{disputed}}{{/disputed}}"
    return table([.number, .date, .due, .days, .amount, .open], of: "items", language) {
      [
        "<td>{{number}}</td>", "<td>{{date}}</td>", "<td>{{due}}</td>",
        "<td class=\"sum\">{{days}}</td>", "<td class=\"sum\">{{amount}}</td>",
        "<td class=\"sum\">{{open}}\(disputed)</td>",
      ]
    }
  }

  private func table(
    _ heads: [Phrase], of name: String, _ language: LetterLanguage, _ cells: () -> [String]
  ) -> [String] {
    let titles = heads.map { head -> String in
      switch head {
      case .days, .amount, .open: "<th class=\"sum\">\(language.phrase(head))</th>"
      default: "<th>\(language.phrase(head))</th>"
      }
    }
    return [
      "<table>", "<thead><tr>\(titles.joined())</tr></thead>", "{{#\(name)}}",
      "<tr>\(cells().joined())</tr>", "{{/\(name)}}", "</table>",
    ]
  }

  private func row(_ label: String, _ value: String, isTotal: Bool = false) -> String {
    let mark = isTotal ? " class=\"total\"" : ""
    return "<tr\(mark)><th>\(escaped(label))</th><td class=\"sum\">\(value)</td></tr>"
  }

  private func sum(_ language: LetterLanguage) -> [String] {
    [
      "<table>", row(language.phrase(.pastDue), "{{past_due}}"),
      "{{#unapplied}}", row(language.phrase(.unapplied), "{{unapplied}}"), "{{/unapplied}}",
      "{{#fee}}", row(language.phrase(.fee), "{{fee}}"), "{{/fee}}",
      row(language.phrase(.payNow), "{{pay_now}}", isTotal: true), "</table>",
    ]
  }

  private func itemization(_ language: LetterLanguage) -> [String] {
    let lines = language.itemization
    return ["<table>"]
      + lines.map { row($0.label, $0.value, isTotal: $0.label == lines.last?.label) }
      + ["</table>"]
  }

  private func response(_ language: LetterLanguage) -> [String] {
    let words = language.response
    return [
      "<h2>\(words.heading)</h2>", "<h3>\(words.checkAll)</h3>", "<ul class=\"answer\">",
    ]
      + words.prompts.map {
        "<li\($0.isBelow ? " class=\"below\"" : "")>&#9744; \(escaped($0.text))</li>"
      } + [
        "</ul>",
        "<table class=\"sides\"><tr>",
        "<td>\(words.to):<br>{{desk.name}}{{#desk.address}}<br>{{.}}{{/desk.address}}</td>",
        "<td>\(words.from):<br>{{debtor.name}}{{#debtor.address}}<br>{{.}}{{/debtor.address}}<br>"
          + "\(language.phrase(.account)) {{account.masked}}, "
          + "\(language.phrase(.reference).lowercased()) {{letter.entry}}</td>",
        "</tr></table>",
      ]
  }
}

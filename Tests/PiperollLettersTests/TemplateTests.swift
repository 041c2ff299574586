import PiperollLedger
import Testing

@testable import PiperollLetters

@Suite struct `A template` {
  private func fault(_ source: String, _ format: LetterFormat = .html) -> TemplateFault? {
    do throws(TemplateFault) {
      _ = try LetterTemplate(source, format)
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    ("{{pay_nwo}}", "pay_nwo"), ("{{desk.nmae}}", "desk.nmae"), ("{{#itmes}}{{/itmes}}", "itmes"),
    ("{{#items}}{{name}}{{/items}}", "name"), ("{{.}}", "."),
    ("{{desk.name.first}}", "desk.name.first"),
    ("{{#promise}}{{.amount}}{{/promise}}", ".amount"),
    ("{{^items}}{{number}}{{/items}}", "number"),
    ("{{items.number}}", "items.number"), ("{{Pay_now}}", "Pay_now"),
  ])
  func `with a name that no letter has is refused`(_ source: String, _ name: String) {
    guard case .unknownName(name, _)? = fault("first\n\(source)")?.reason else {
      Issue.record("\(source): \(String(describing: fault(source)))")
      return
    }
    #expect(fault("first\n\(source)")?.line == 2)
  }

  @Test func `names what stands in a section, and what stands outside of it`() {
    #expect(fault("{{#items}}{{number}} {{pay_now}} {{desk.name}}{{/items}}") == nil)
    #expect(fault("{{#desk}}{{name}}{{#address}}{{.}}{{/address}}{{/desk}}") == nil)
    #expect(fault("{{#by_email}}{{opt_out}}{{/by_email}}{{^fee}}no fee{{/fee}}") == nil)
    #expect(fault("{{! {{#nothing}} {{ pay_now }}") == nil)
  }

  @Test(arguments: [
    ("{{pay_now", TemplateFault.Reason.unclosedTag),
    ("{{#items}}", .unclosedSection("items")),
    ("{{#items}}{{#desk}}{{/items}}{{/desk}}", .wrongEnd("items", open: "desk")),
    ("{{/items}}", .wrongEnd("items", open: nil)),
    ("{{items}}", .noText("items")), ("{{desk}}", .noText("desk")),
    ("{{by_email}}", .noText("by_email")),
    ("{{>other}}", .unknownPart("other")), ("{{>frame}}", .unknownPart("frame")),
    ("{{<other}}{{/other}}", .unknownPart("other")), ("{{> *name}}", .foreignTag("*name")),
    ("{{$body}}{{/body}}", .wrongBlock("body")),
    ("{{<frame}}{{$head}}{{/head}}{{/frame}}", .wrongBlock("head")),
    ("{{<frame}}{{pay_now}}{{/frame}}", .wrongBlock("pay_now")),
    ("{{{pay_now}}}", .foreignTag("{pay_now")), ("{{&pay_now}}", .foreignTag("&pay_now")),
    ("{{=<% %>=}}", .foreignTag("=<% %>=")),
    ("{{%CONTENT_TYPE:TEXT}}", .foreignTag("%CONTENT_TYPE:TEXT")),
    ("{{uppercased(pay_now)}}", .foreignTag("uppercased(pay_now)")),
    ("{{#first(items)}}{{/first(items)}}", .foreignTag("first(items)")),
    ("{{pay now}}", .foreignTag("pay now")), ("{{}}", .foreignTag("")),
  ])
  func `that is none of ours is refused`(_ source: String, _ reason: TemplateFault.Reason) {
    #expect(fault(source)?.reason == reason)
  }

  @Test func `that is a text begins with the letter's subject, and has no frame`() {
    #expect(fault("Dear {{debtor.name}}", .text)?.reason == .noSubject)
    #expect(fault("Subject: {{#items}}\n{{/items}}", .text)?.reason == .unclosedSection("items"))
    #expect(fault("Subject: A\n{{<frame}}{{/frame}}", .text)?.reason == .unknownPart("frame"))
    #expect(fault("Subject: A\nB", .text) == nil)
  }

  @Test func `lacks nothing that the law asks for`() throws {
    let plain = try LetterTemplate("Subject: A\n{{must}}", .text)
    #expect(throws: TemplateFault(line: 0, reason: .missing("opt_out"))) {
      try plain.demandLegal(.reminder1)
    }
    let whole = try LetterTemplate("Subject: A\n{{must}} {{opt_out}}", .text)
    try whole.demandLegal(.reminder1)
    #expect(throws: TemplateFault(line: 0, reason: .missing("desk.name"))) {
      try whole.demandLegal(.validation)
    }
  }

  @Test func `that is shipped passes its own check`() throws {
    for name in LetterName.allCases {
      for language in LetterLanguage.allCases {
        for format in LetterFormat.allCases {
          let source = ShippedLetters.source(of: name, language, format)
          let template = try LetterTemplate(source, format)
          try template.demandLegal(name)
        }
      }
    }
  }
}

@Suite struct `A sample letter` {
  @Test func `has each name that a template may use`() {
    for language in LetterLanguage.allCases {
      for name in LetterField.all {
        let value = LetterModel.sample(language).record.values[name.name]
        switch (value, name.form) {
        case (.text(let text), .text): #expect(!text.isEmpty, "\(name.name)")
        case (.flag, .flag), (.texts, .texts), (.records, .records): continue
        case (.record(let inside), .record(let names)):
          #expect(Set(inside.values.keys) == Set(names.map(\.name)), "\(name.name)")
        default: Issue.record("\(name.name) is of another form")
        }
      }
    }
  }

  @Test func `is made of each shipped template, and leaves no tag`() throws {
    for name in LetterName.allCases {
      for language in LetterLanguage.allCases {
        for format in LetterFormat.allCases {
          let template = try LetterTemplate(
            ShippedLetters.source(of: name, language, format), format)
          let letter = template.render(LetterModel.sample(language), language)
          #expect(!letter.contains("{{") && !letter.contains("}}"), "\(name) \(language) \(format)")
        }
      }
    }
  }

  @Test func `of a reminder hurries nobody`() {
    for name in [LetterName.reminder1, .reminder2, .reminder3, .validation, .statementCover] {
      for language in LetterLanguage.allCases {
        let source = ShippedLetters.source(of: name, language, .text)
        #expect(Overshadowing.first(in: source) == nil, "\(name) \(language)")
      }
    }
    #expect(Overshadowing.first(in: "Pay TODAY, or immediately") == "today")
  }
}

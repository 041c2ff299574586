import Foundation
import PiperollLedger
import Testing

@testable import PiperollLetters

@Suite struct `The page of letters` {
  private let page: String

  init() throws {
    let root = String(#filePath.dropLast("Tests/PiperollLettersTests/LetterPageTests.swift".count))
    page = try String(contentsOfFile: root + "Protocol/Letters.md", encoding: .utf8)
  }

  @Test func `has each name that a template may use`() {
    for name in Self.names(LetterField.all, "") {
      #expect(page.contains("`\(name)`"), "\(name)")
    }
    for name in LetterName.allCases { #expect(page.contains("`\(name.word)`"), "\(name)") }
  }

  /// The names of several things stand alone in the page, those of one thing behind its name.
  private static func names(_ fields: [LetterField], _ path: String) -> [String] {
    fields.flatMap { field -> [String] in
      switch field.form {
      case .text, .flag, .texts: ["\(path)\(field.name)"]
      case .record(let inside): names(inside, "\(field.name).")
      case .records(let inside): ["\(path)\(field.name)"] + names(inside, "")
      }
    }
  }
}

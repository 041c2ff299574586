import Foundation
import PiperollLedger
import Testing

@testable import PiperollLetters

/// `RECORD=1` writes the files; read what was recorded as the one to whom it goes.
@Suite struct `The shipped letters` {
  private static let folder =
    String(#filePath.dropLast("GoldenLetterTests.swift".count)) + "Letters/"
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test(arguments: LetterLanguage.allCases)
  func `are what the files say`(_ language: LetterLanguage) throws {
    let (desk, cases) = GoldenLetters.desk(language)
    for (name, letter) in cases {
      let written = desk.write(letter)
      let path = "\(Self.folder)\(name.word).\(language.code)"
      try compare("\(written.subject)\n\n\(written.text)", "\(path).txt")
      try compare(written.html, "\(path).html")
    }
  }

  private func compare(_ text: String, _ path: String) throws {
    if Self.isRecording { try text.write(toFile: path, atomically: true, encoding: .utf8) }
    let kept = try? String(contentsOfFile: path, encoding: .utf8)
    #expect(kept == text, "\(path)")
  }
}

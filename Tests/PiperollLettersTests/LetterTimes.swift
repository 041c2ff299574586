import Foundation
import PiperollLedger
import Testing

@testable import PiperollLetters

/// How long a letter takes to be written, text and HTML: `LETTERS` letters of one account are. It
/// prints the figure; nothing is measured without the variable.
@Suite struct LetterTimes {
  private static let count = ProcessInfo.processInfo.environment["LETTERS"].flatMap { Int($0) }

  @Test(.enabled(if: count != nil), arguments: [LetterName.reminder2, .validation])
  func `are printed`(_ name: LetterName) {
    let (desk, cases) = GoldenLetters.desk(.english)
    var press = LetterPress(seal: LetterDesk.plainSeal)
    let count = Self.count ?? 0
    let book = desk.book.view()
    var bytes = 0
    let took = ContinuousClock().measure {
      for _ in 0..<count {
        let written = press.write(cases[name]!, in: book)
        bytes += written.text.utf8.count + written.html.utf8.count
      }
    }
    print("\(name): \(took / max(count, 1)) a letter of \(bytes / max(count, 1)) bytes")
    #expect(bytes > 0)
  }
}

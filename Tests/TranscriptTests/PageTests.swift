import PiperollCommands
import Testing

/// The pages of the specification that are written from the registry.
@Suite struct PageTests {
  struct Page: Sendable, CustomTestStringConvertible {
    let path: String
    let text: @Sendable () -> String
    var testDescription: String { path }
  }

  static let pages = [
    Page(path: "Commands.md") { Registry.standard.commandsPage() },
    Page(path: "Codes.md") { Registry.codesPage() },
    Page(path: "Rules.md") { Registry.rulesPage() },
    Page(path: "Grammar.abnf") { Registry.standard.grammar() },
  ]

  @Test(arguments: pages)
  func `the page says what the registry says`(page: Page) throws {
    if ProtocolFolder.isRecording { try ProtocolFolder.write(page.text(), to: page.path) }
    let text = try ProtocolFolder.text(page.path)
    // Not in one comparison: a failure should name its line, not print two pages.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = page.text().split(separator: "\n", omittingEmptySubsequences: false)
    for (number, (line, wanted)) in zip(lines, expected).enumerated() where line != wanted {
      Issue.record("\(page.path):\(number + 1): RECORD=1 swift test --filter PageTests rewrites it")
      break
    }
    #expect(lines.count == expected.count, "\(page.path)")
  }
}

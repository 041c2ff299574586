import Foundation
import Testing

/// The pages whose tables say which test shows a promise.
private let promisePages: Set<String> = ["Sources/README.md", "Sources/THREATS.md"]

@Test func `the tests that promises name are there`() {
  let project = Project.shared
  let swift = project.swiftFiles.filter { $0.path.hasPrefix("Tests/") }
  let code = swift.map { $0.lines.joined(separator: "\n") }.joined(separator: "\n")
  let files = Set(project.files.map(\.path))
  expectNone(
    project.files.filter { promisePages.contains($0.path) }.flatMap {
      promiseFindings($0, code: code, files: files)
    })
}

/// What the last cell of a row names in code spans: a suite, a test, a transcript, a program.
func promiseFindings(_ page: ProjectFile, code: String, files: Set<String>) -> [Finding] {
  var isOfTests = false
  var findings: [Finding] = []
  for (index, line) in page.lines.enumerated() {
    guard line.hasPrefix("|") else { continue }
    if index == 0 || !page.lines[index - 1].hasPrefix("|") {
      isOfTests = line.hasSuffix("| shown by |")
    }
    guard isOfTests, let cell = line.split(separator: "|").last else { continue }
    for span in cell.matches(of: /`([^`]+)`/) {
      let name = String(span.1)
      if !isThere(name, code, files) {
        findings.append(page.finding(index, "no test is called \(name); name one that is there"))
      }
    }
  }
  return findings
}

private func isThere(_ name: String, _ code: String, _ files: Set<String>) -> Bool {
  if name.hasPrefix("Tests/") {
    return files.contains(String(name.prefix { $0 != " " }))
  }
  if name.hasSuffix(".txt") { return files.contains("Protocol/Transcripts/\(name)") }
  if name.hasSuffix("/") {
    return files.contains { $0.hasPrefix("Protocol/Transcripts/\(name)") }
  }
  if name.hasSuffix(".sh") { return files.contains("Tests/Acceptance/\(name)") }
  return ["struct \(name) {", "struct \(name): ", "struct `\(name)`", "func `\(name)`"]
    .contains { code.contains($0) } || code.contains("static let name = \"\(name)\"")
    || files.contains { $0.hasSuffix("/\(name).swift") }
}

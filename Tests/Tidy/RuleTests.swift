import Testing

/// Each rule on a small text that breaks it: a rule that finds nothing anywhere proves nothing.
@Suite struct RuleTests {
  private func file(_ text: String, path: String = "Sources/PiperollWire/Sample.swift")
    -> ProjectFile
  {
    ProjectFile(path: path, text: text)
  }

  private func lineNumbers(_ findings: [Finding]) -> [Int] {
    findings.compactMap { Int($0.text.split(separator: ":")[1]) }
  }

  @Test func `a long file, function or line is found`() {
    let body = String(repeating: "  work()\n", count: Size.functionLinesMax)
    #expect(lineNumbers(sizeFindings(file("import Glibc\nfunc long() {\n\(body)}\n"))) == [2])
    #expect(sizeFindings(file(String(repeating: "\n", count: Size.fileLinesMax))).isEmpty)
    #expect(sizeFindings(file(String(repeating: "\n", count: Size.fileLinesMax + 1))).count == 1)
    let wide = "let x = 1 // " + String(repeating: "é", count: Size.columnsMax)
    #expect(lineNumbers(sizeFindings(file("\n\(wide)\n"))) == [2])
  }

  @Test func `braces in strings and comments do not count`() {
    let code = SwiftCode(
      file(
        #"""
        func a() -> String {  // {
          "{ \(b("{")) \"{" /* { /* { */ */
        }
        protocol P {
          func c()
          init(d: Int)
        }
        """#))
    #expect(functions(in: code.lines) == [FunctionExtent(firstLine: 0, lineCount: 3)])
  }

  @Test func `an empty word in a type's name is found`() {
    let names = "struct Book" + "Manager {}\nenum Date" + "Utils {}\nstruct Utilization {}\n"
    #expect(lineNumbers(nameFindings(file(names))) == [1, 2])
  }

  @Test(arguments: leftoverMarks)
  func `a mark for later is found`(mark: String) {
    #expect(lineNumbers(leftoverFindings(file("// ok\n// \(mark): later\n"))) == [2])
    #expect(leftoverFindings(file("mktemp a.\(mark)Y\n")).isEmpty)
  }

  @Test func `an import against the arrows is found`() {
    let source = file("import Glibc\npublic import PiperollLedger\n@testable import struct NIO.A\n")
    #expect(lineNumbers(arrowFindings(source)) == [2, 3])
    #expect(arrowFindings(file("let x = 1", path: "Sources/Unknown/A.swift")).count == 1)
    let client = file("internal import PiperollLedger\n", path: "Clients/piperoll/A.swift")
    #expect(arrowFindings(client).count == 1)
  }

  @Test func `Foundation is found, in code only`() {
    let source = file("// import Foundation\nprivate import Foundation\n")
    #expect(lineNumbers(foundationFindings(source)) == [2])
    #expect(foundationFindings(file("import Foundation", path: "Tests/A/A.swift")).isEmpty)
  }

  @Test func `an undocumented public declaration is found`() {
    let source = file(
      """
      /// Documented.
      @frozen
      public struct A: Hashable {
        /// A run.
        public let b: Int
        public let c: Int

        public let d: Int
        public init(b: Int) { self.b = b }
        public static func == (a: A, b: A) -> Bool { true }
        public var description: String { "" }
        public private(set) var e = 1
        public mutating func f() {}
      }
      /// Two plain fields, of which the comment says all.
      public struct H {
        public let i: Int
        public var j = 0
      }
      extension A: Sequence {
        public var g: Int { 1 }
      }
      """)
    #expect(lineNumbers(docCommentFindings(source)) == [8, 12, 13])
  }

  @Test func `a blank at the end of a line is found`() {
    #expect(lineNumbers(trailingBlankFindings(file("a\nb \nc\t\n"))) == [2, 3])
  }

  @Test func `a stray entry and a missing one are found at the top level`() {
    let entries = topLevel.subtracting(["Protocol"]) + ["Notes"]
    #expect(topLevelFindings(Array(entries)).count == 2)
    #expect(topLevelFindings(Array(topLevel)).isEmpty)
  }

  @Test func `a tracked build product is found`() {
    let tracked = ["Package.swift", "Package.resolved", ".build/debug.yaml", ".ci/run"]
    #expect(trackedFindings(tracked).count == 2)
  }

  @Test func `a second top heading and a broken link are found`() {
    let page = file(
      """
      # One
      [here](../README.md#top) [web](https://example.com) `[no](link)`
      ```sh
      # a comment
      ```
      [gone](nowhere.md), [out](../../x.md)
      # Two
      """, path: "Protocol/README.md")
    #expect(lineNumbers(headingFindings(page)) == [7])
    #expect(lineNumbers(linkFindings(page) { $0 == "README.md" }) == [6, 6])
    #expect(headingFindings(file("## Two\n", path: "A.md")).count == 1)
  }

  @Test func `a promise that names no test is found`() {
    let page = file(
      """
      | promise | shown by |
      |---|---|
      | a | `SoundTests` (`it holds`), `x/y.txt` |
      | b | `GoneTests` |
      """, path: "Sources/README.md")
    let code = "@Suite struct SoundTests {\n@Test func `it holds`() {"
    let findings = promiseFindings(page, code: code, files: ["Protocol/Transcripts/x/y.txt"])
    #expect(lineNumbers(findings) == [4])
  }
}

/// A Swift source with comments, string contents and raw identifiers blanked out, so that the rules
/// can look for braces and keywords without being misled. Lines and columns stay where they were.
struct SwiftCode {
  let lines: [String]

  init(_ file: ProjectFile) {
    var blanker = Blanker(Array(file.lines.joined(separator: "\n").utf8))
    blanker.run()
    lines = String(decoding: blanker.output, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// Walks over the bytes of a source. Interpolations are blanked with the string they stand in.
private struct Blanker {
  let input: [UInt8]
  var output: [UInt8]
  var at = 0

  init(_ input: [UInt8]) {
    self.input = input
    output = input
  }

  mutating func run() {
    while at < input.count {
      if starts("//") {
        while at < input.count, input[at] != UInt8(ascii: "\n") { blank() }
      } else if starts("/*") {
        blankBlockComment()
      } else if input[at] == UInt8(ascii: "`") {
        blankRawIdentifier()
      } else if input[at] == UInt8(ascii: "\"") || starts("#\"") || starts("##\"") {
        blankString()
      } else {
        at += 1
      }
    }
  }

  private func starts(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard at + length <= input.count else { return false }
    for offset in 0..<length where input[at + offset] != text.utf8Start[offset] { return false }
    return true
  }

  private mutating func blank(_ count: Int = 1) {
    for _ in 0..<count where at < input.count {
      if input[at] != UInt8(ascii: "\n") { output[at] = UInt8(ascii: " ") }
      at += 1
    }
  }

  private mutating func blankBlockComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        blank(2)
      } else if starts("*/") {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && at < input.count
  }

  private mutating func blankRawIdentifier() {
    at += 1
    while at < input.count, input[at] != UInt8(ascii: "`"), input[at] != UInt8(ascii: "\n") {
      output[at] = UInt8(ascii: "x")
      at += 1
    }
    at += 1
  }

  private mutating func blankString() {
    var hashes = 0
    while input[at] == UInt8(ascii: "#") {
      hashes += 1
      blank()
    }
    let isMultiline = starts("\"\"\"")
    blank(isMultiline ? 3 : 1)
    while at < input.count {
      if input[at] == UInt8(ascii: "\\"), isEscape(hashes) {
        blank(1 + hashes)
        let isInterpolation = at < input.count && input[at] == UInt8(ascii: "(")
        if isInterpolation { blankInterpolation() } else { blank() }
      } else if isMultiline ? starts("\"\"\"") : input[at] == UInt8(ascii: "\"") {
        return blank((isMultiline ? 3 : 1) + hashes)
      } else {
        blank()
      }
    }
  }

  private func isEscape(_ hashes: Int) -> Bool {
    at + hashes < input.count && input[(at + 1)..<(at + 1 + hashes)].allSatisfy { $0 == 35 }
  }

  private mutating func blankInterpolation() {
    var depth = 0
    repeat {
      switch input[at] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "\""):
        blankString()
        continue
      default: break
      }
      blank()
    } while depth > 0 && at < input.count
  }
}

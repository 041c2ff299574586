import Testing

/// The sizes that well-kept trees settle at; beyond them a file or function wants to be two.
enum Size {
  static let fileLinesMax = 400
  static let functionLinesMax = 70
  static let columnsMax = 100
}

@Test func `files, functions and lines stay small`() {
  expectNone(Project.shared.swiftFiles.flatMap(sizeFindings))
}

@Test func `no line ends in blanks`() {
  expectNone(Project.shared.files.flatMap(trailingBlankFindings))
}

func sizeFindings(_ file: ProjectFile) -> [Finding] {
  var findings: [Finding] = []
  if file.lines.count > Size.fileLinesMax {
    findings.append(
      file.finding(
        Size.fileLinesMax,
        "\(file.lines.count) lines; split the file, at most \(Size.fileLinesMax)"))
  }
  for (index, line) in file.lines.enumerated() where line.count > Size.columnsMax {
    findings.append(
      file.finding(index, "\(line.count) columns; break the line, at most \(Size.columnsMax)"))
  }
  for function in functions(in: SwiftCode(file).lines)
  where function.lineCount > Size.functionLinesMax {
    findings.append(
      file.finding(
        function.firstLine,
        "a function of \(function.lineCount) lines; split it, at most \(Size.functionLinesMax)"))
  }
  return findings
}

/// Transcripts are exempt: a row whose last column is empty ends in the TAB before it.
func trailingBlankFindings(_ file: ProjectFile) -> [Finding] {
  if file.path.hasPrefix("Protocol/Transcripts/") { return [] }
  return file.lines.enumerated().compactMap { index, line in
    guard let last = line.last, last.isWhitespace else { return nil }
    return file.finding(index, "remove the blanks (or CR) at the end of the line")
  }
}

struct FunctionExtent: Equatable {
  let firstLine: Int
  let lineCount: Int
}

/// Functions, initialisers and subscripts that have a body, from the keyword to the closing brace.
func functions(in code: [String]) -> [FunctionExtent] {
  let declaration = /(^|[\s])(func\s|init[?!]?[(<]|subscript[(<]|deinit\b)/
  var found: [FunctionExtent] = []
  for (index, line) in code.enumerated() {
    guard let match = line.firstMatch(of: declaration),
      let last = lastLineOfBody(code, from: index, after: match.range.lowerBound)
    else { continue }
    found.append(FunctionExtent(firstLine: index, lineCount: last - index + 1))
  }
  return found
}

/// The line of the closing brace, or nil for a declaration without a body (a requirement).
private func lastLineOfBody(
  _ code: [String], from first: Int, after start: String.Index
) -> Int? {
  var brackets = 0
  var braces = 0
  for index in first..<code.count {
    let line = index == first ? code[index][start...] : code[index][...]
    if index > first, braces == 0, brackets == 0, !continuesSignature(line) { return nil }
    for character in line {
      switch character {
      case "(", "[": if braces == 0 { brackets += 1 }
      case ")", "]": if braces == 0 { brackets -= 1 }
      case "{" where brackets == 0: braces += 1
      case "}" where brackets == 0:
        braces -= 1
        if braces <= 0 { return braces == 0 ? index : nil }
      default: break
      }
    }
  }
  return nil
}

private func continuesSignature(_ line: Substring) -> Bool {
  let text = line.drop { $0 == " " }
  return ["{", "->", "async", "throws", "rethrows", "where", ")"].contains { text.hasPrefix($0) }
}

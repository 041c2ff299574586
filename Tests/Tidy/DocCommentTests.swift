import Testing

@Test func `public declarations are documented`() {
  expectNone(Project.shared.swiftFiles.flatMap(docCommentFindings))
}

/// What a protocol of the standard library already documents.
private let conformanceMembers: Set<String> = [
  "description", "debugDescription", "hash", "next", "makeIterator", "rawValue", "id", "allCases",
  "startIndex", "endIndex", "encode", "configuration", "run", "validate",
]

/// Exempt are operators, members that a protocol documents, members of an extension that declares
/// a conformance, initialisers that only store their arguments, and plain fields in a run: those
/// below a documented field, or below the head of a type whose own comment speaks for them.
func docCommentFindings(_ file: ProjectFile) -> [Finding] {
  guard file.path.hasPrefix("Sources/") else { return [] }
  let code = SwiftCode(file).lines
  var findings: [Finding] = []
  var isInConformance = false
  for (index, line) in code.enumerated() {
    if line.hasPrefix("extension ") { isInConformance = line.contains(":") }
    if line.hasPrefix("}") { isInConformance = false }
    guard !isInConformance, let name = publicName(line), !conformanceMembers.contains(name),
      !(name == "init" && isMemberwise(code, index)), !isDocumented(file, code, index)
    else { continue }
    findings.append(file.finding(index, "document \(name) with ///, or do not make it public"))
  }
  return findings
}

/// The name of the public declaration on a line; nil where there is none or it is an operator.
private func publicName(_ line: String) -> String? {
  let declaration =
    #/
    ^ \s* (?:@\w+(?:\([^)]*\))?\s+)* (?:public|open) \s+ (?:[a-z]+(?:\([a-z]+\))?\s+)*?
    (func|var|let|struct|enum|class|actor|protocol|typealias|macro|init|subscript) \b [?!]?
    \s* (`[^`]*`|\w+)?
    /#
  guard let match = line.firstMatch(of: declaration) else { return nil }
  switch match.1 {
  case "init", "subscript": return String(match.1)
  case "func": return match.2.map { String($0) }
  default: return String(match.2 ?? match.1)
  }
}

private func isMemberwise(_ code: [String], _ index: Int) -> Bool {
  guard let extent = functions(in: Array(code[index...])).first, extent.firstLine == 0 else {
    return false
  }
  let text = code[index..<(index + extent.lineCount)].joined(separator: "\n")
  guard let open = text.firstIndex(of: "{") else { return false }
  return text[open...].dropFirst().dropLast().split { $0 == "\n" || $0 == ";" }
    .map { $0.drop { $0 == " " } }
    .allSatisfy { $0.isEmpty || $0 == "}" || $0.wholeMatch(of: /self\.\w+ = \w+\s*\}?\s*/) != nil }
}

private func isDocumented(_ file: ProjectFile, _ code: [String], _ index: Int) -> Bool {
  var above = index - 1
  while above >= 0, isAttribute(code[above]) { above -= 1 }
  guard above >= 0 else { return false }
  let text = file.lines[above].drop { $0 == " " }
  if text.hasPrefix("///") || text.hasSuffix("*/") { return true }
  let isInRun = isStored(code[index]) && (isStored(code[above]) || isTypeHead(code[above]))
  return isInRun && isDocumented(file, code, above)
}

private func isAttribute(_ line: String) -> Bool {
  let text = line.drop { $0 == " " }
  return text.hasPrefix("@") && !text.contains("public ") || text.hasPrefix("#")
}

private func isTypeHead(_ line: String) -> Bool {
  line.firstMatch(of: /^\s*public (final )?(struct|class) .*\{\s*$/) != nil
}

private func isStored(_ line: String) -> Bool {
  line.firstMatch(of: /^\s*public (static )?(let|var) [^{]*$/) != nil
}

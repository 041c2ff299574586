import Testing

@Test func `type names say what a thing is`() {
  expectNone(Project.shared.swiftFiles.flatMap(nameFindings))
}

@Test func `nothing is left over for later`() {
  expectNone(Project.shared.files.flatMap(leftoverFindings))
}

/// Words that say nothing about a thing.
let emptyWords: Set<String> = [
  "Manager", "Managers", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities",
]

/// In two parts each, so that this list does not find itself.
let leftoverMarks = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]

func nameFindings(_ file: ProjectFile) -> [Finding] {
  let declaration = /\b(?:class|struct|enum|actor|protocol|typealias|extension)\s+(\w+)/
  var findings: [Finding] = []
  for (index, line) in SwiftCode(file).lines.enumerated() {
    for match in line.matches(of: declaration) {
      for word in camelWords(match.1) where emptyWords.contains(word) {
        findings.append(file.finding(index, "\(match.1): name what it does instead of '\(word)'"))
      }
    }
  }
  return findings
}

func leftoverFindings(_ file: ProjectFile) -> [Finding] {
  var findings: [Finding] = []
  for (index, line) in file.lines.enumerated() {
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    for word in words where leftoverMarks.contains(String(word)) {
      findings.append(file.finding(index, "do what the \(word) says, or say why it is so"))
    }
  }
  return findings
}

/// `BookStoreUtil` -> Book, Store, Util.
func camelWords(_ name: Substring) -> [String] {
  var words: [String] = []
  for character in name {
    if character.isUppercase || words.isEmpty {
      words.append(String(character))
    } else {
      words[words.count - 1].append(character)
    }
  }
  return words
}

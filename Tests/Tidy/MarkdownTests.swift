import Foundation
import Testing

@Test func `each page has one top heading`() {
  expectNone(Project.shared.markdownFiles.flatMap(headingFindings))
}

@Test func `no relative link is broken`() {
  let root = Project.shared.root
  let findings = Project.shared.markdownFiles.flatMap { page in
    linkFindings(page) {
      FileManager.default.fileExists(atPath: root.appending(path: $0).path)
    }
  }
  expectNone(findings)
}

func headingFindings(_ page: ProjectFile) -> [Finding] {
  let headings = prose(page).filter { $0.line.hasPrefix("# ") }
  if headings.isEmpty { return [page.finding(0, "give the page one heading with '# '")] }
  return headings.dropFirst().map { page.finding($0.index, "make it '## ': one '# ' a page") }
}

/// `exists` is asked for paths from the project's root.
func linkFindings(_ page: ProjectFile, exists: (String) -> Bool) -> [Finding] {
  var findings: [Finding] = []
  for (index, line) in prose(page) {
    for match in line.matches(of: /\]\(([^)\s]+)[^)]*\)|^\[[^\]]+\]:\s*(\S+)/) {
      let target = String(match.1 ?? match.2 ?? "")
      if target.contains("://") || target.hasPrefix("mailto:") || target.hasPrefix("#") { continue }
      let path = target.split(separator: "#", maxSplits: 1).first.map(String.init) ?? ""
      guard let resolved = resolve(path, from: page.path) else {
        findings.append(page.finding(index, "\(target) leaves the project; nobody else has it"))
        continue
      }
      if !exists(resolved) {
        findings.append(page.finding(index, "\(target) does not exist; mend or drop the link"))
      }
    }
  }
  return findings
}

/// A page's lines without its fenced blocks and code spans.
private func prose(_ page: ProjectFile) -> [(index: Int, line: String)] {
  var isFenced = false
  var lines: [(index: Int, line: String)] = []
  for (index, line) in page.lines.enumerated() {
    if line.drop(while: { $0 == " " }).hasPrefix("```") {
      isFenced.toggle()
    } else if !isFenced {
      lines.append((index, line.replacing(/`[^`]*`/, with: "")))
    }
  }
  return lines
}

/// A link's path from the root, or nil where `..` climbs out of the project.
private func resolve(_ path: String, from page: String) -> String? {
  var parts = path.hasPrefix("/") ? [] : page.split(separator: "/").dropLast().map(String.init)
  for part in path.split(separator: "/") where part != "." {
    if part == ".." {
      if parts.isEmpty { return nil }
      parts.removeLast()
    } else {
      parts.append(String(part))
    }
  }
  return parts.joined(separator: "/")
}

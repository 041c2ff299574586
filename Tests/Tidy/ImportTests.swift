import Testing

/// Which modules a target may import: the arrows of the architecture, and nothing else.
struct Arrow {
  let target: String
  let modules: [String]
}

let arrows: [Arrow] = [
  Arrow(target: "Sources/COpenSSL", modules: []),
  Arrow(target: "Sources/PiperollLedger", modules: ["CPrefetch"]),
  Arrow(target: "Sources/PiperollWire", modules: []),
  Arrow(target: "Sources/PiperollVersion", modules: []),
  Arrow(target: "Sources/PiperollStore", modules: ["COpenSSL", "PiperollVersion"]),
  Arrow(target: "Sources/PiperollTLS", modules: ["COpenSSL"]),
  Arrow(target: "Sources/PiperollLetters", modules: ["PiperollLedger", "Mustache"]),
  Arrow(
    target: "Sources/PiperollCommands",
    modules: ["PiperollLedger", "PiperollLetters", "PiperollWire"]),
  Arrow(
    target: "Sources/PiperollServer",
    modules: [
      "PiperollCommands", "PiperollStore", "PiperollTLS", "PiperollWire", "PiperollLedger",
      "PiperollLetters", "PiperollVersion", "NIOCore", "NIOPosix", "NIOConcurrencyHelpers",
      "Logging", "HeapModule",
    ]),
  // The executable puts the parts together, so it sees all of them.
  Arrow(
    target: "Sources/piperolld",
    modules: [
      "PiperollServer", "PiperollCommands", "PiperollStore", "PiperollTLS", "PiperollWire",
      "PiperollLedger", "PiperollVersion", "NIOCore", "NIOPosix", "Logging", "ArgumentParser",
      "ServiceLifecycle", "UnixSignals", "PiperollClient",
    ]),
  // Thin clients: they know the wire and TLS, and never the ledger.
  Arrow(
    target: "Clients/PiperollClient", modules: ["CEditLine", "PiperollWire", "PiperollTLS"]),
  Arrow(
    target: "Clients/piperoll",
    modules: ["CEpoll", "PiperollClient", "PiperollTLS", "PiperollVersion", "ArgumentParser"]),
  // What several test targets share; no product may import it.
  Arrow(target: "Tests/TestSupport", modules: ["PiperollStore"]),
]

/// The platform's own modules, open to every target.
let platformModules: Set<String> = ["Swift", "Glibc", "Musl", "Synchronization"]

/// Files outside of the tests that may import Foundation, each with its reason. It costs the
/// executables megabytes and start-up time, and brings a locale into texts that must have none.
let foundationAllowed = [
  "Sources/piperolld/Demo.swift": "a temporary directory, and the removal of all that is in it"
]

@Test func `each target imports only along the arrows`() {
  expectNone(Project.shared.swiftFiles.flatMap(arrowFindings))
}

@Test func `Foundation stays out`() {
  expectNone(Project.shared.swiftFiles.flatMap(foundationFindings))
}

@Test func `the exceptions for Foundation are still needed`() {
  for path in foundationAllowed.keys {
    let file = Project.shared.files.first { $0.path == path }
    let isNeeded =
      file.map { imports(in: $0).contains { $0.module.hasPrefix("Foundation") } } ?? false
    #expect(isNeeded, "\(path): remove it from foundationAllowed")
  }
}

struct ImportLine: Equatable {
  let index: Int
  let module: String
}

func imports(in file: ProjectFile) -> [ImportLine] {
  let statement =
    #/
    ^ \s* (?:@\w+(?:\([^)]*\))?\s+)* (?:\w+\s+)? import \s+
    (?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)? (\w+)
    /#
  return SwiftCode(file).lines.enumerated().compactMap { index, line in
    line.firstMatch(of: statement).map { ImportLine(index: index, module: String($0.1)) }
  }
}

func isProduct(_ file: ProjectFile) -> Bool {
  file.path.hasPrefix("Sources/") || file.path.hasPrefix("Clients/")
}

func arrowFindings(_ file: ProjectFile) -> [Finding] {
  guard let arrow = arrows.first(where: { $0.target == file.target }) else {
    // A test may import what it tests.
    guard isProduct(file) else { return [] }
    return [file.finding(0, "\(file.target) has no arrows; add them to arrows in Tests/Tidy")]
  }
  return imports(in: file).compactMap { found in
    let isAllowed =
      arrow.modules.contains(found.module) || platformModules.contains(found.module)
      || isFoundation(found.module)
    if isAllowed { return nil }
    return file.finding(
      found.index, "\(file.target) may not import \(found.module); see arrows in Tests/Tidy")
  }
}

func foundationFindings(_ file: ProjectFile) -> [Finding] {
  guard isProduct(file), foundationAllowed[file.path] == nil else { return [] }
  return imports(in: file).filter { isFoundation($0.module) }.map { found in
    file.finding(found.index, "do without \(found.module), or give its reason in foundationAllowed")
  }
}

/// `Foundation`, `FoundationEssentials`, `FoundationNetworking`: the second rule's business.
private func isFoundation(_ module: String) -> Bool {
  module.hasPrefix("Foundation")
}

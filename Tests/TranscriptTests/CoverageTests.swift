import PiperollCommands
import PiperollLedger
import PiperollWire
import Testing

/// What the registry declares is what the transcripts show, in both directions.
@Suite struct CoverageTests {
  private let registry = Registry.standard
  private static let all = Transcript.all.flatMap(\.exchanges)
  /// Without what named no command.
  private static let byCommand = Dictionary(
    grouping: all.filter { $0.code != Code.unknown.rawValue },
    by: { $0.command(in: .standard)?.words ?? "" })

  /// Keys that a refusal may have whatever the command, and those of every write and block.
  private static let commonKeys: Set = [
    "rule", "key", "col", "after", "incident", "role", "rows", "dry", "mode", "row", "created",
    "dup", "refused", "found", "difference", "n", "rev", "nothing", "why", "approval",
    "need", "expires", "decided", "decided-by", "state", "pending", "fmt",
  ]

  /// What takes two clients at the same moment, or a full disk and a letter that is due, which no
  /// transcript can arrange.
  private static let unshown: Set = ["ADMIN SNAPSHOT 430", "POST DUN 431"]

  /// A key that only another version of the server gives.
  private static let unshownKeys: [String: Set<String>] = ["LOOKUP NOTICE": ["differs"]]

  private func exchanges(of command: CommandSpec) -> [Exchange] {
    Self.byCommand[command.words] ?? []
  }

  @Test func `every command has a transcript`() {
    for command in registry.commands {
      #expect(exchanges(of: command).contains { $0.code < 400 }, "\(command.words)")
    }
  }

  @Test func `every code is hit`() {
    let hit = Set(Self.all.flatMap(\.codes))
    for code in Code.allCases { #expect(hit.contains(Int(code.rawValue)), "\(code)") }
  }

  @Test func `a command gives its declared codes, and no other but the common ones`() {
    let common = Set(Registry.commonCodes.map { Int($0.rawValue) })
    for command in registry.commands {
      let hit = Set(exchanges(of: command).flatMap(\.codes))
      let declared = Set(command.codes.map { Int($0.rawValue) })
      for code in declared.subtracting(hit) {
        let what = "\(command.words) \(code)"
        #expect(Self.unshown.contains(what), "no transcript shows \(what)")
      }
      let write = command.effect.isWrite ? Registry.writeCodes + Registry.bulkCodes : []
      let allowed = declared.union(common).union(write.map { Int($0.rawValue) })
      for code in hit.subtracting(allowed) {
        Issue.record("\(command.words) gives \(code) and does not declare it")
      }
    }
  }

  @Test func `a status line has its command's declared keys, and no other but the common ones`() {
    for command in registry.commands {
      // What waits for an approval is answered alike, whatever was asked for.
      let shown = exchanges(of: command).filter { !$0.keys.contains("need") }
        .reduce(into: Set<String>()) { $0.formUnion($1.keys) }
      let declared = Set(command.fields.map(\.name))
      let keys = declared.symmetricDifference(shown).subtracting(Self.commonKeys)
        .subtracting(Self.unshownKeys[command.words] ?? [])
      for key in keys {
        let what =
          declared.contains(key)
          ? "declares \(key)= and no transcript shows it"
          : "gives \(key)= and does not declare it"
        Issue.record("\(command.words) \(what)")
      }
    }
  }

  @Test func `a section has its declared columns in every format`() {
    for command in registry.commands {
      let sections = command.sections + (command.effect.isWrite ? [bulkResults] : [])
      let declared = Dictionary(uniqueKeysWithValues: sections.map { ($0.name, $0) })
      for exchange in exchanges(of: command) {
        for section in exchange.sections {
          guard let spec = declared[section.name] else {
            Issue.record("\(exchange.transcript): \(command.words) declares no \(section.name)")
            continue
          }
          #expect(
            hasColumns(section, spec, exchange),
            "\(exchange.transcript): the columns of \(section.name)")
        }
      }
    }
  }

  private func hasColumns(
    _ section: Exchange.Section, _ spec: SectionSpec, _ exchange: Exchange
  ) -> Bool {
    // `buckets=` and the policy name the columns of an aging's buckets: then they are one here,
    // whatever their days.
    let isNamed =
      exchange.request.contains("buckets=") || exchange.transcript.hasPrefix("policy/")
    let named = isNamed ? Self.withoutBuckets : { $0 }
    let names = named(spec.columns.map(\.name))
    let first = section.lines.first ?? ""
    switch exchange.format {
    case "tsv": return named(first.split(separator: "\t").map(String.init)) == names
    case "jsonl":
      return named(first.matches(of: /"([a-z0-9-]+)":/).map { String($0.1) }) == ["section"] + names
    default:
      let words = section.lines.map { named($0.split(separator: " ").map(String.init)) }
      // A column that is blank in every row is left out.
      return spec.shape == .record
        ? words.allSatisfy { names.contains($0.first ?? "") }
        : words.first == names.filter { words.first?.contains($0) == true }
    }
  }

  /// Names of columns with those of neighbouring buckets as one.
  private static func withoutBuckets(_ names: [String]) -> [String] {
    names.reduce(into: []) { kept, name in
      let isBucket = name.wholeMatch(of: /\d+-\d+|over-\d+/) != nil
      if !isBucket || kept.last != "bucket" { kept.append(isBucket ? "bucket" : name) }
    }
  }

  @Test func `every section is shown`() {
    for command in registry.commands {
      let shown = Set(exchanges(of: command).flatMap(\.sections).map(\.name))
      #expect(Set(command.sections.map(\.name)).subtracting(shown).isEmpty, "\(command.words)")
    }
  }

  /// In jsonl the section's name stands beside the cells.
  @Test func `no column is called section, and each has a name of its own`() {
    for section in registry.commands.flatMap(\.sections) {
      let names = section.columns.map(\.name)
      #expect(!names.contains("section"), "\(section.name)")
      #expect(Set(names).count == names.count, "\(section.name)")
    }
  }

  @Test func `a command's words are its own`() {
    #expect(Set(registry.words).count == registry.words.count)
    #expect(Set(Code.allCases.map(\.name)).count == Code.allCases.count)
  }

  @Test func `each command's example is a request that the server takes`() throws {
    for command in registry.commands {
      var request = Request()
      let line = Array(command.example.utf8)
      try request.parse(line)
      let arguments = try registry.bind(
        request, line: line, hasBlock: command.takesText,
        today: Day(milliseconds: SpecimenServer.time))
      #expect(arguments.spec === command, "\(command.example)")
    }
  }
}

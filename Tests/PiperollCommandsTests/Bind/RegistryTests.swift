import PiperollLedger
import PiperollWire
import Testing

@testable import PiperollCommands

@Suite struct RegistryTests {
  private static let registry = Registry.standard

  @Test func `each command has words of its own, aliases too`() {
    let words = Self.registry.words
    #expect(Set(words).count == words.count && words.count > 25)
    #expect(words.allSatisfy { $0 == $0.uppercased() && $0.split(separator: " ").count <= 2 })
    #expect(words.allSatisfy { $0.split(separator: " ").allSatisfy { $0.utf8.count <= 16 } })
  }

  @Test(arguments: Registry.standard.commands.indices)
  func `a command names each parameter once, and explains itself`(place: Int) {
    let spec = Self.registry.commands[place]
    let names = spec.parameters.flatMap { ["\($0.name)"] + ($0.alias.map { ["\($0)"] } ?? []) }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } })
    #expect(spec.parameters.allSatisfy { !$0.help.isEmpty && !$0.type.description.isEmpty })
    #expect(!spec.summary.isEmpty && !spec.codes.isEmpty)
    #expect(Set(spec.codes).count == spec.codes.count)
    #expect(Set(spec.sections.map(\.name)).count == spec.sections.count)
    #expect(Set(spec.fields.map(\.name)).count == spec.fields.count)
    for section in spec.sections {
      #expect(Set(section.columns.map(\.name)).count == section.columns.count)
    }
    // What is required by its place comes before what may be left out.
    let required = spec.parameters.filter { $0.place == .positional }.map(\.isRequired)
    #expect(required == required.sorted { $0 && !$1 })
    #expect(spec.parameters.filter { $0.place == .text || $0.place == .rest }.count <= 1)
  }

  @Test(arguments: Registry.standard.commands.indices)
  func `a command's example is a request for it, in any case of its words`(place: Int) throws {
    let spec = Self.registry.commands[place]
    let desk = Desk()
    let hasBlock = spec.example.hasSuffix("<<")
    #expect(try desk.bind(spec.example, hasBlock: hasBlock).spec === spec)
    let tagged = spec.example.hasPrefix("@") ? spec.example : "@t " + spec.example
    #expect(
      try desk.bind(
        tagged.replacing(spec.words, with: spec.words.lowercased()), hasBlock: hasBlock
      ).spec === spec)
    if let alias = spec.alias {
      #expect(try desk.bind(spec.example.replacing(spec.words, with: alias)).spec === spec)
    }
  }

  @Test(arguments: Registry.standard.commands.indices)
  func `a command's example runs on a book that has what it names`(place: Int) {
    let spec = Self.registry.commands[place]
    // A text comes behind it: TemplateCommandTests.
    if spec.example.hasSuffix("<<") { return }
    let desk = Desk.open()
    desk.book.apply(
      Entry(
        effective: desk.today, actor: "ann", fact: Fact(UserChanged(user: "olga", role: .viewer))),
      Stamp(number: desk.book.sequence + 1, recorded: desk.recorded(desk.book.sequence + 1)))
    let notice = desk.sendLetter()
    let example = spec.example.replacing("NOTICE 31", with: "NOTICE \(notice)")
      .replacing("APPROVE 71", with: "APPROVE 22")
      .replacing("REJECT 72", with: "REJECT 23").replacing(" 71", with: " 9").replacing(
        "=71", with: "=9"
      )
      .replacing("END 33", with: "END 24").replacing("RESOLVE 14", with: "RESOLVE 25")
      .replacing("ptp 250.00@fri", with: "rp").replacing(
        "lb-17-4 --", with: "new --"
      )
      .replacing("T-1042 kind=", with: "T-1043 kind=").replacing(
        "INV-3381 1250.00", with: "N 1250.00")
    #expect(code(desk.run(example)).hasPrefix("2"), "\(example): \(desk.run(example))")
    #expect(desk.book.violations().isEmpty)
  }

  @Test(arguments: Registry.standard.commands.indices, OutputFormat.allCases)
  func `a reply holds no key, section or code that its command does not name`(
    place: Int, format: OutputFormat
  ) throws {
    let spec = Self.registry.commands[place]
    guard spec.formats.contains(format) else { return }
    let desk = Desk.open()
    let example = spec.example.replacing(" 71", with: " 9")
    let reply = desk.run(
      spec.hasFormat && spec.verb != "HELLO" ? "\(example) fmt=\(format.rawValue)" : example)
    let first = try #require(reply.first)
    // What waits for an approval is told with the keys of one.
    if code(reply) == "264" { return }
    // The server itself answers the others.
    if case .session = spec.effect, spec.sections.isEmpty { return }
    #expect((spec.codes + Registry.commonCodes).contains { "\($0.rawValue)" == first.prefix(3) })
    guard code(reply).hasPrefix("2") else { return }
    // Every block says its format.
    #expect(keys(first).subtracting(spec.fields.map(\.name)).isSubset(of: ["fmt"]))
    #expect((first.dropFirst(3).first == "+") == (reply.count > 1))
    guard reply.count > 1 else { return }
    #expect(reply.last!.hasPrefix(". 200 OK rows="))
    let names = reply.filter { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)) }
    #expect(Set(names).isSubset(of: spec.sections.map(\.name)))
    guard format == .tsv else { return }
    for (name, header) in zip(reply, reply.dropFirst()) where name.hasPrefix("# ") {
      let section = spec.sections.first { $0.name == name.dropFirst(2) }
      #expect(header.split(separator: "\t").map(String.init) == section?.columns.map(\.name))
    }
  }

  private func keys(_ status: String) -> Set<String> {
    let words = status.split(separator: " ; ", maxSplits: 1)[0]
    return Set(words.matches(of: /\ ([a-z-]+)=/).map { String($0.1) })
  }

  @Test(arguments: [
    ("LOKUP ACCOUNT A", "LOOKUP?"), ("post invoise A", "POST INVOICE?"),
    ("POST", "POST takes one of"),
    ("POST XYZZY", "POST takes one of"), ("REPORT AGEING", "REPORT AGING?"), ("PIN", "PING?"),
    ("PNIG", "PING?"), ("NOTE CLAL A", "NOTE CALL?"),
    ("FROBNICATE", "no such command"), ("", "no such command"),
    ("\"POST\" ACCOUNT A", "no such command"),
    ("@t", "no such command"), ("k=v", "no such command"), ("GET / HTTP/1.1", "no such command"),
    ("POSTACCOUNT A", "no such command"), (String(repeating: "P", count: 8000), "no such command"),
  ])
  func `a line that names no command says what is near`(line: String, hint: String) {
    let reply = Desk().run(line)
    #expect(code(reply) == "500")
    #expect(reply[0].contains(hint), "\(reply)")
  }

  @Test func `HELP has a row for each command, and explains each`() {
    let desk = Desk()
    #expect(desk.run("HELP")[0] == "210+ DATA")
    #expect(desk.run("HELP").count == Self.registry.commands.count + 4)
    for spec in Self.registry.commands {
      let help = desk.run("help \(spec.words.lowercased())")
      #expect(help.contains { $0.contains(spec.summary) }, "\(spec.words)")
    }
    #expect(desk.run("HELP CODES").count == Code.allCases.count + 4)
    #expect(code(desk.run("HELP POST INVOISE")) == "540")
  }
}

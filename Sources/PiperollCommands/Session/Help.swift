import PiperollLedger
public import PiperollWire

enum Help {
  static let spec = CommandSpec(
    "HELP",
    "Lists the commands, explains one, or lists codes, filters' fields, holds or policies; WORDS"
      + " is for programs that help to type.",
    role: nil,
    parameters: [
      Parameter(
        "topic", .text, .optional, .rest,
        "a verb, a command's words, CODES, FIELDS, HOLDS or POLICIES; WORDS, or WORDS and a verb or"
          + " a command's words")
    ],
    example: "HELP POST PAYMENT", fields: [.rows],
    sections: [
      commands, command, parameters, codes, fields, holds, policies, CommandWords.forms,
      CommandWords.words,
    ],
    codes: [.data, .ok, .notFound], effect: .session(.help))

  static let commands = SectionSpec(
    "commands", .rows, [ColumnSpec("command"), ColumnSpec("role"), ColumnSpec("summary")])
  static let command = SectionSpec(
    "command", .record,
    [
      ColumnSpec("command"), ColumnSpec("role"), ColumnSpec("summary"), ColumnSpec("usage"),
      ColumnSpec("example"),
    ])
  static let parameters = SectionSpec(
    "parameters", .rows,
    [ColumnSpec("parameter"), ColumnSpec("value"), ColumnSpec("default"), ColumnSpec("help")])
  static let codes = SectionSpec(
    "codes", .rows, [ColumnSpec("code", .count), ColumnSpec("name"), ColumnSpec("cause")])
  static let policies = SectionSpec(
    "policies", .rows,
    [
      ColumnSpec("policy"), ColumnSpec("value"), ColumnSpec("scope"), ColumnSpec("default"),
      ColumnSpec("help"),
    ])
  static let holds = SectionSpec(
    "holds", .rows, [ColumnSpec("kind"), ColumnSpec("blocks")])
  static let fields = SectionSpec(
    "fields", .rows, [ColumnSpec("field"), ColumnSpec("value"), ColumnSpec("help")])
}

extension Registry {
  /// Answers HELP.
  public func writeHelp(
    _ arguments: borrowing Arguments, to reply: inout ReplyWriter
  ) throws(Failure) {
    let topic = arguments.required("topic").uppercased()
    if topic == CommandWords.topic || topic.hasPrefix(CommandWords.topic + " ") {
      return try writeWords(String(topic.dropFirst(CommandWords.topic.count + 1)), to: &reply)
    }
    let about = commands(named: topic)
    let isOne = about.count == 1 && !topic.isEmpty
    guard !about.isEmpty || Self.topics.contains(topic) else { throw unknown(topic) }
    reply.status(.data, block: true)
    reply.endLine()
    if topic == "CODES" {
      writeCodes(to: &reply)
    } else if topic == "FIELDS" {
      writeFields(to: &reply)
    } else if topic == "POLICIES" {
      writePolicies(to: &reply)
    } else if topic == "HOLDS" {
      writeHolds(to: &reply)
    } else if isOne {
      reply.format == .screen
        ? HelpScreen(about[0]).write(&reply) : write(about[0], to: &reply)
    } else {
      writeList(about, to: &reply)
    }
    reply.endBlock()
    reply.endLine()
  }

  /// The commands that a verb or a command's words name; all of them for an empty name.
  func commands(named name: String) -> [CommandSpec] {
    commands.filter { name.isEmpty || $0.verb == name || $0.words == name || $0.alias == name }
  }

  /// Refuses a name that no command has.
  func unknown(_ name: String) -> Failure {
    let near = nearest(name, in: commands.map(\.words))
    return .fault(
      .notFound, column: nil, key: "topic",
      sentence: "no such command; " + (near.map { "did you mean \($0)?" } ?? "HELP lists all"))
  }

  /// The topics of HELP that are not commands.
  static let topics = ["CODES", "FIELDS", "HOLDS", "POLICIES"]

  private func writeList(_ list: [CommandSpec], to reply: inout ReplyWriter) {
    reply.section(Help.commands)
    for command in list {
      reply.beginRow()
      reply.cell(command.words)
      reply.cell(command.role.map { $0.word } ?? "anyone")
      reply.cell(command.summary)
      reply.endRow()
    }
  }

  private func write(_ command: CommandSpec, to reply: inout ReplyWriter) {
    reply.section(Help.command)
    reply.beginRow()
    reply.cell(command.words)
    reply.cell(command.role.map { $0.word } ?? "anyone")
    reply.cell(command.summary)
    reply.cell(command.usage)
    reply.cell(command.example)
    reply.endRow()
    reply.section(Help.parameters)
    for parameter in command.parameters {
      reply.beginRow()
      reply.cell("\(parameter.name)")
      reply.cell(parameter.type.description)
      reply.cell(parameter.presenceText)
      reply.cell(parameter.help)
      reply.endRow()
    }
  }

  private func writeCodes(to reply: inout ReplyWriter) {
    reply.section(Help.codes)
    for code in Code.allCases {
      reply.beginRow()
      reply.cell(code.rawValue)
      reply.cell(code.name)
      reply.cell(code.causes)
      reply.endRow()
    }
  }

  private func writePolicies(to reply: inout ReplyWriter) {
    reply.section(Help.policies)
    for policy in Policy.allCases {
      reply.beginRow()
      for text in [
        policy.name, policy.valueText, policy.scopeText, policy.defaultText, policy.help,
      ] {
        reply.cell(text)
      }
      reply.endRow()
    }
  }

  private func writeFields(to reply: inout ReplyWriter) {
    reply.section(Help.fields)
    for field in FilterField.allCases {
      reply.beginRow()
      reply.cell(field.word)
      reply.cell(field.valueText)
      reply.cell(field.help)
      reply.endRow()
    }
  }

  private func writeHolds(to reply: inout ReplyWriter) {
    reply.section(Help.holds)
    for kind in HoldKind.allCases {
      reply.beginRow()
      reply.cell(kind.word)
      reply.cell(kind.blocked.map(\.word).joined(separator: " "))
      reply.endRow()
    }
  }
}

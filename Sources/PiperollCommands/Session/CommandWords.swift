import PiperollLedger
import PiperollWire

/// HELP WORDS: what a program needs to know that helps people to type requests.
enum CommandWords {
  static let topic = "WORDS"

  static let forms = SectionSpec(
    "forms", .rows,
    [
      ColumnSpec("command"), ColumnSpec("alias"), ColumnSpec("role"), ColumnSpec("summary"),
      ColumnSpec("example"),
    ])
  static let words = SectionSpec(
    "words", .rows,
    [
      ColumnSpec("command"), ColumnSpec("parameter"), ColumnSpec("place"), ColumnSpec("need"),
      ColumnSpec("value"), ColumnSpec("choices"), ColumnSpec("help"), ColumnSpec("listed-by"),
    ])
}

extension Registry {
  /// Answers HELP WORDS.
  /// - Parameter name: a verb or a command's words, in capitals; empty: all commands.
  func writeWords(_ name: String, to reply: inout ReplyWriter) throws(Failure) {
    let about = commands(named: name)
    if about.isEmpty { throw unknown(name) }
    reply.status(.data, block: true)
    reply.endLine()
    reply.section(CommandWords.forms)
    for command in about {
      reply.beginRow()
      reply.cell(command.words)
      reply.cell(detail: command.alias ?? "")
      reply.cell(command.role.map { $0.word } ?? "anyone")
      reply.cell(command.summary)
      reply.cell(command.example)
      reply.endRow()
    }
    reply.section(CommandWords.words)
    for command in about {
      for parameter in command.parameters { write(parameter, of: command, to: &reply) }
    }
    reply.endBlock()
    reply.endLine()
  }

  private func write(
    _ parameter: Parameter, of command: CommandSpec, to reply: inout ReplyWriter
  ) {
    // HELP alone takes the words of this very list.
    let choices = command === Help.spec ? verbs + Self.topics : parameter.type.choices
    reply.beginRow()
    reply.cell(command.words)
    reply.cell("\(parameter.name)")
    reply.cell(parameter.place.word)
    reply.cell(parameter.isRequired ? "required" : "optional")
    reply.cell(parameter.type.description)
    reply.cell(detail: choices.joined(separator: " "))
    reply.cell(parameter.help)
    reply.cell(detail: parameter.namesAccount ? LookupPrefix.spec.words : "")
    reply.endRow()
  }
}

extension Parameter {
  /// Whether its value is the id of an account.
  fileprivate var namesAccount: Bool {
    guard case .identifier = type else { return false }
    return ["account", "to"].contains("\(name)")
  }
}

extension ValueType {
  /// All words that a value may be; of a filter, those with which a condition may begin. Empty
  /// where they cannot be listed.
  fileprivate var choices: [String] {
    switch self {
    case .choice(let words): words
    case .flag: ["yes", "no"]
    case .filter: FilterField.words
    case .identifier, .identifiers, .number, .reference, .user, .text, .money, .limit, .decimal,
      .date, .terms, .phone, .phones, .phonesAndEmails, .points, .entry, .known, .revision,
      .entries, .lines, .applications, .dues, .moment, .windows, .count, .currency, .percent,
      .days, .secret:
      []
    }
  }
}

extension Parameter.Place {
  fileprivate var word: String {
    switch self {
    case .positional: "positional"
    case .rest: "rest"
    case .keyed: "keyed"
    case .text: "text"
    case .block: "block"
    }
  }
}

import PiperollLedger
import PiperollWire

/// The help on a command as a page of a manual.
struct HelpScreen {
  private let command: CommandSpec

  init(_ command: CommandSpec) { self.command = command }

  func write(_ reply: inout ReplyWriter) {
    reply.beginScreen()
    reply.line(command.words, right: command.role.map { "needs role \($0.word)" } ?? "anyone")
    reply.line(parts: [command.summary])
    if let alias = command.alias { reply.line(parts: ["Also: \(alias)"]) }
    title("Usage", &reply)
    reply.line(parts: [command.usage])
    title("Example", &reply)
    reply.line(parts: [command.example])
    writeParameters(&reply)
    title("Answers", &reply)
    let codes = command.codes.map { "\($0.rawValue) \($0.name)" }.joined(separator: ", ")
    reply.line(parts: ["\(codes). HELP CODES says what each means."])
  }

  private func title(_ title: String, _ reply: inout ReplyWriter) {
    reply.gap()
    reply.line(title)
  }

  /// What it takes: first what it needs.
  private func writeParameters(_ reply: inout ReplyWriter) {
    if command.parameters.isEmpty { return }
    let needed = command.parameters.filter(\.isRequired)
    let others = command.parameters.filter { !$0.isRequired }
    let column = command.parameters.map { "\($0.name)".utf8.count }.max() ?? 0
    for (name, parameters) in [("Needed", needed), ("May be left out", others)]
    where !parameters.isEmpty {
      title(name, &reply)
      for parameter in parameters {
        let value =
          parameter.isRequired
          ? parameter.type.description
          : "\(parameter.type.description); without it: \(parameter.presenceText)"
        reply.line(
          term: "\(parameter.name)", "\(parameter.help) (\(value))", column: column)
      }
    }
  }
}

import PiperollCommands
import PiperollLedger
import PiperollWire

/// Commands that no server has, for what no command of a sound server does. A transcript asks for
/// them with `# server: commands=test`.
enum TestCommands {
  static let all = [fault, echo]

  /// A fault of the server's own.
  private static let fault = CommandSpec(
    "TEST FAULT", "Fails.", role: .viewer, example: "TEST FAULT", codes: [],
    effect: .read { (_, _, _, _) throws(Failure) -> EntryNumber in
      throw .fault(.internal, column: nil, key: nil, sentence: "this was asked for")
    })

  /// Rows that begin with what a row may begin with.
  private static let echo = CommandSpec(
    "TEST ECHO", "Gives its words back as a row.", role: .viewer,
    parameters: [Parameter("words", .text, .required, .rest, "the words")],
    example: "TEST ECHO .a", fields: [FieldSpec("words", "the words")], sections: [echoed],
    codes: [.data, .ok],
    effect: .read { arguments, _, _, reply in
      let words = arguments.text("words") ?? ""
      reply.status(.data, block: true)
      reply.field("words", words)
      reply.endLine()
      reply.section(echoed)
      reply.beginRow()
      reply.cell(words)
      reply.cell(words)
      reply.endRow()
      reply.endBlock()
      reply.endLine()
      return 0
    })

  private static let echoed = SectionSpec(
    "echo", .rows, [ColumnSpec("words"), ColumnSpec("again")])
}

import ArgumentParser
import PiperollClient

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "piperoll export",
    abstract: "Writes one table of a report or a look-up, for a spreadsheet or a program.",
    usage: """
      piperoll export aging by=collector --output aging.csv
      piperoll export lookup account A-1 --section items --json
      """,
    discussion: "In CSV no text is left that a spreadsheet would run as a formula.")

  @Option(help: ArgumentHelp("A file, which is replaced at the end.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("A section of the reply; else the first.", valueName: "name"))
  var section: String?

  @OptionGroup var connection: ConnectionArguments

  @Argument(help: ArgumentHelp("A report or look-up; REPORT may be left out."))
  var words: [String] = []

  static func run(_ arguments: [String], _ outer: ConnectionArguments) throws -> ExitCode {
    let export: ExportCommand
    do {
      export = try parse(arguments)
    } catch {
      return Main.explain(error, ExportCommand.self)
    }
    let options = try Surroundings.current.options(
      export.connection.settings.over(outer.settings))
    let form = export.connection.output(over: outer)
    return try Export(
      words: export.words, form: form == .verbatim ? .csv : form, section: export.section,
      output: export.output
    ).run(options)
  }
}

import ArgumentParser
import Glibc
import PiperollClient
import PiperollVersion

struct PiperollCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "piperoll",
    abstract: "Talks to a Piperoll server: a console, one command, or a pipe.",
    usage: """
      piperoll [options] [COMMAND WORDS... | -c COMMAND ...]
      piperoll [options] post|export|call|bench ...
      """,
    version: "piperoll \(ProgramVersion.current)")

  @OptionGroup var connection: ConnectionArguments

  @Option(name: .customShort("c"), help: ArgumentHelp("Run this command.", valueName: "command"))
  var commands: [String] = []

  @Flag(
    name: [.customShort("e"), .long], help: "Send nothing after the first refusal; window 1.")
  var stopOnError = false

  @Option(help: ArgumentHelp("Commands on their way without a reply (128).", valueName: "n"))
  var window: Int?

  @Option(
    help: ArgumentHelp(
      "How long a lost connection is tried again (\(Self.usualPatience)).", valueName: "s"))
  var patience: UInt32?

  @Argument(
    parsing: .captureForPassthrough, help: .hidden,
    completion: .list(["post", "export", "call", "bench"]))
  var words: [String] = []

  private static let usualPatience = ClientOptions.usualPatience.components.seconds

  func validate() throws {
    guard let first = words.first else { return }
    if first == "-h" || first == "--help" { throw CleanExit.helpRequest(self) }
    if first == "--version" { throw CleanExit.message(Self.configuration.version) }
    if first.hasPrefix("-") { throw ValidationError("unknown option \(first)") }
    if !commands.isEmpty { throw ValidationError("give either -c or a command as words, not both") }
  }

  func run() throws -> ExitCode {
    if words.first == "bench" { return try BenchCommand.run(Array(words.dropFirst()), connection) }
    if words.first == "export" {
      return try ExportCommand.run(Array(words.dropFirst()), connection)
    }
    // No argument of the protocol's POST begins with two hyphens.
    if words.first?.lowercased() == "post", words.count > 1 {
      if words[1] != "--", words[1].hasPrefix("-") {
        return try PostCommand.run(Array(words.dropFirst()), connection)
      }
      if words.contains(where: { $0 == "--file" || $0.hasPrefix("--file=") }) {
        throw ClientError(
          .usage,
          "the options stand right behind post, and the kind is one of them:"
            + " piperoll post --file FILE --kind \(words[1]) ...")
      }
    }
    if words.first == "call" { return try CallCommand.run(Array(words.dropFirst()), connection) }
    var settings = connection.settings
    settings.window = window
    let words = words.isEmpty ? [] : [try RequestWords.line(words)]
    var options = try Surroundings.current.options(settings)
    options.output = connection.output
    options.stopsOnError = stopOnError
    if let patience { options.patience = .seconds(patience) }
    let lines = commands + words
    return lines.isEmpty ? Console.run(options) : Pipeline.run(options, commands: lines)
  }
}

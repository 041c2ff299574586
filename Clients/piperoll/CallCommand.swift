import ArgumentParser
import PiperollClient

struct CallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "piperoll call",
    abstract: "Looks a caller up; for softphones that run a program when it rings.",
    discussion: "Takes 2 seconds at most. An unknown caller is no failure: it prints `unknown`.")

  // Whatever a caller sends as its number is a value, also when it looks like an option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number, or a sip: or tel: URI.", valueName: "number"))
  var from: String

  @Option(parsing: .unconditional, help: "The softphone's name of the call.")
  var id: String?

  @Option(parsing: .unconditional, help: "The display name; it is only shown.")
  var name: String?

  @Option(parsing: .unconditional, help: "The operator or extension that is called.")
  var to: String?

  @OptionGroup var connection: ConnectionArguments

  /// Options before the word `call` hold for it too.
  static func run(_ arguments: [String], _ outer: ConnectionArguments) throws -> ExitCode {
    let call: CallCommand
    do {
      call = try parse(arguments)
    } catch {
      return Main.explain(error, CallCommand.self)
    }
    var options = try Surroundings.current.options(
      call.connection.settings.over(outer.settings))
    options.output = call.connection.output(over: outer)
    let hook = CallHook(from: call.from, id: call.id, name: call.name, to: call.to)
    return hook.run(options)
  }
}

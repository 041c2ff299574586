import ArgumentParser
import PiperollClient

struct CallCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "piperoll call",
    abstract: "Says who calls; for softphones that run a program when it rings.",
    discussion: """
      The operator's console shows the caller. Takes 2 seconds at most. An unknown caller is no
      failure: it prints `unknown`.
      """)

  // Whatever a caller sends as its number is a value, also when it looks like an option.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number, or a sip: or tel: URI.", valueName: "number"))
  var from: String

  @Option(
    parsing: .unconditional,
    help: "What has become of the call: \(CallHook.states.joined(separator: ", ")).")
  var state = CallHook.states[0]

  @Option(parsing: .unconditional, help: "The softphone's name of the call.")
  var id: String?

  @Option(parsing: .unconditional, help: "The display name; it is shown and not kept.")
  var name: String?

  @Option(parsing: .unconditional, help: "The operator who is called, if that is not you.")
  var to: String?

  @OptionGroup var connection: ConnectionArguments

  func validate() throws {
    guard CallHook.states.contains(state) else {
      throw ValidationError("--state is one of \(CallHook.states.joined(separator: ", "))")
    }
  }

  /// Options before the word `call` hold for it too.
  static func run(_ arguments: [String], _ outer: ConnectionArguments) throws -> ExitCode {
    let call: CallCommand
    do {
      call = try parse(CallHook.arguments(arguments))
    } catch {
      return Main.explain(error, CallCommand.self)
    }
    var options = try Surroundings.current.options(
      call.connection.settings.over(outer.settings))
    options.output = call.connection.output(over: outer)
    var hook = CallHook(from: call.from, id: call.id, name: call.name, to: call.to)
    hook.state = call.state
    return hook.run(options)
  }
}

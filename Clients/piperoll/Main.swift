import ArgumentParser
import Glibc
import PiperollClient
import PiperollTLS

@main
enum Main {
  static func main() {
    // Output that nobody reads any more is an error of write(2), not a sudden death.
    signal(SIGPIPE, SIG_IGN)
    ProcessMemory.hide()
    StandardStreams.occupyClosed()
    StandardStreams.checkOutputAtExit()
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ arguments: [String]) -> ExitCode {
    // What it takes, for what makes manual pages. ArgumentParser would leave it to the command.
    if arguments == ["--experimental-dump-help"] {
      print(PiperollCommand._dumpHelp())
      return .ok
    }
    do {
      return try PiperollCommand.parse(arguments).run()
    } catch let error as ClientError {
      return Diagnostics().report(error)
    } catch {
      return explain(error, PiperollCommand.self)
    }
  }

  /// ArgumentParser's messages with our exit codes.
  static func explain<Arguments: ParsableArguments>(
    _ error: any Error, _ arguments: Arguments.Type
  ) -> ExitCode {
    let isHelp = arguments.exitCode(for: error) == .success
    let text = arguments.fullMessage(for: error)
    var standardError = StandardError()
    if isHelp {
      print(text, terminator: text.hasSuffix("\n") ? "" : "\n")
    } else {
      print(text, to: &standardError)
    }
    return isHelp ? .ok : .usage
  }
}

/// ArgumentParser has an ExitCode too.
typealias ExitCode = PiperollClient.ExitCode

private struct StandardError: TextOutputStream {
  mutating func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(2, bytes, bytes.count)
  }
}

import ArgumentParser
import Glibc
import PiperollClient
import PiperollStore
import PiperollTLS
import PiperollVersion

@main
struct Piperolld: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "piperolld", abstract: "The Piperoll server.",
    version: """
      piperolld \(ProgramVersion.current)
      journal format \(Store.journalFormat), snapshot format \(Store.snapshotFormat)
      """,
    subcommands: [
      Serve.self, Initialize.self, MakeUser.self, Certificate.self, Verify.self, MakeBackup.self,
      Restore.self,
      Demo.self,
    ])

  static func main() async {
    // A client that has gone away is an error of write(2), not a sudden death.
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow (ulimit -f) is an error of write(2), too.
    signal(SIGXFSZ, SIG_IGN)
    StandardStreams.occupyClosed()
    StandardStreams.checkOutputAtExit()
    ProcessMemory.hide()
    // What it makes is its own user's alone, unless it says otherwise.
    umask(0o077)
    await main(nil)
  }
}

import ArgumentParser
import Glibc
import PiperollClient
import PiperollStore
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
      Serve.self, Initialize.self, Certificate.self, Verify.self, MakeBackup.self, Restore.self,
      Demo.self,
    ])

  static func main() async {
    // A client that has gone away is an error of write(2), not a sudden death.
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow (ulimit -f) is an error of write(2), too.
    signal(SIGXFSZ, SIG_IGN)
    StandardStreams.occupyClosed()
    StandardStreams.checkOutputAtExit()
    // What is in memory - passwords, debtors - is not for a core file (45 CFR 164.312(a)).
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    await main(nil)
  }
}

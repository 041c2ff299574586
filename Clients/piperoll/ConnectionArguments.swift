import ArgumentParser
import PiperollClient

/// The options that say which server and who asks.
struct ConnectionArguments: ParsableArguments {
  @Option(
    name: [.long, .customShort("u")],
    help: "Server, piperolls://user@host:port; else PIPEROLL_URL.")
  var url: String?

  @Option(
    help: ArgumentHelp("Client certificate (PEM).", valueName: "file"),
    completion: .file())
  var cert: String?

  @Option(
    help: ArgumentHelp("Its private key (PEM, mode 0600).", valueName: "file"),
    completion: .file())
  var key: String?

  @Option(
    help: ArgumentHelp("Authorities that sign servers (PEM).", valueName: "file"),
    completion: .file())
  var cacert: String?

  @Option(help: ArgumentHelp("Fingerprint at a first contact.", valueName: "SHA256:..."))
  var trust: String?

  @Option(
    help: ArgumentHelp("Instead of ~/.config/piperoll/known_hosts.", valueName: "file"),
    completion: .file())
  var knownHosts: String?

  @Option(
    help: ArgumentHelp("First line: the password. Mode 0600.", valueName: "file"),
    completion: .file())
  var passwordFile: String?

  @Option(help: ArgumentHelp("The password is read from here.", valueName: "n"))
  var passwordFd: Int32?

  @Flag(help: "Only data: header rows and rows, with TABs.")
  var tsv = false

  @Flag(help: "Only data: one JSON object a line.")
  var json = false

  @Flag(help: "As --tsv, with commas; no cell acts in a spreadsheet.")
  var csv = false

  // Kept for a page that people look at; until there is one it says so.
  @Flag(help: .hidden)
  var html = false

  func validate() throws {
    if html { throw ValidationError("--html is not there yet; there are --csv, --tsv and --json") }
    if [tsv, json, csv].count(where: { $0 }) > 1 {
      throw ValidationError("give one of --tsv, --json and --csv")
    }
  }

  var settings: Settings {
    var settings = Settings()
    settings.url = url
    settings.cert = cert
    settings.key = key
    settings.cacert = cacert
    settings.trust = trust
    settings.knownHosts = knownHosts
    settings.passwordFile = passwordFile
    settings.passwordDescriptor = passwordFd
    return settings
  }

  var output: ClientOptions.Output { tsv ? .tsv : json ? .json : csv ? .csv : .verbatim }

  /// What was said here, else what was said before the word of the command.
  func output(over outer: ConnectionArguments) -> ClientOptions.Output {
    output == .verbatim ? outer.output : output
  }
}

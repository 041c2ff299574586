import ArgumentParser
import PiperollClient

/// The options that say which server and who asks.
struct ConnectionArguments: ParsableArguments {
  @Option(
    name: [.long, .customShort("u")],
    help: "piperolls://user@host:port; else PIPEROLL_URL, else url= in the config.")
  var url: String?

  @Option(help: ArgumentHelp("Client certificate (PEM).", valueName: "file"))
  var cert: String?

  @Option(help: ArgumentHelp("Its private key (PEM, mode 0600).", valueName: "file"))
  var key: String?

  @Option(help: ArgumentHelp("Authorities that sign servers (PEM).", valueName: "file"))
  var cacert: String?

  @Option(help: ArgumentHelp("Fingerprint at a first contact.", valueName: "SHA256:..."))
  var trust: String?

  @Option(help: ArgumentHelp("Instead of ~/.config/piperoll/known_hosts.", valueName: "file"))
  var knownHosts: String?

  @Option(help: ArgumentHelp("First line: the password. Mode 0600.", valueName: "file"))
  var passwordFile: String?

  @Option(help: ArgumentHelp("The password is read from here.", valueName: "n"))
  var passwordFd: Int32?

  @Flag(help: "Only data: header rows and rows. Refusals go to standard error.")
  var tsv = false

  @Flag(help: "Only data: one JSON object a line.")
  var json = false

  func validate() throws {
    if tsv && json { throw ValidationError("give either --tsv or --json, not both") }
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

  var output: ClientOptions.Output { tsv ? .tsv : json ? .json : .verbatim }
}

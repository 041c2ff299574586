import Glibc

/// What the program finds around it: environment, configuration file, terminal.
public struct Surroundings: Sendable {
  public var home: String
  /// The folder of `config`, `known_hosts` and `history`.
  public var folder: String
  /// PIPEROLL_URL.
  public var url: String?
  public var canAsk: Bool

  public init(home: String, folder: String, url: String? = nil, canAsk: Bool = false) {
    self.home = home
    self.folder = folder
    self.url = url
    self.canAsk = canAsk
  }

  /// Those of this process.
  public static var current: Surroundings {
    let home = variable("HOME") ?? "/"
    let base = variable("XDG_CONFIG_HOME") ?? home + "/.config"
    return Surroundings(
      home: home, folder: base + "/piperoll", url: variable("PIPEROLL_URL"),
      canAsk: isatty(0) == 1 || isatty(2) == 1)
  }

  /// Whether a terminal may be sent styles: not with NO_COLOR (no-color.org), nor if it is dumb.
  static var mayStyle: Bool { variable("NO_COLOR") == nil && variable("TERM") != "dumb" }

  /// What the terminal is called, if lines may be edited on it: not if it is dumb, nor with
  /// PIPEROLL_PLAIN.
  public static var terminalType: String? {
    guard variable("PIPEROLL_PLAIN") == nil, let type = variable("TERM") else { return nil }
    return type == "dumb" ? nil : type
  }

  static func variable(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }

  /// The command line first, then the environment, then the configuration file.
  public func options(_ commandLine: Settings) throws -> ClientOptions {
    let path = folder + "/config"
    let text = try SmallFile.read(path, .trusted) ?? ""
    var environment = Settings()
    environment.url = url
    let settings = commandLine.over(environment).over(
      try Settings(configuration: text, path: path, home: home))
    var options = try settings.options(
      knownHostsDefault: folder + "/known_hosts", canAsk: canAsk)
    options.historyFile = folder + "/history"
    options.terminalType = Self.terminalType
    return options
  }
}

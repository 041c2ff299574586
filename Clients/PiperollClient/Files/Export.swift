import Glibc

/// Writes one table of a report or a look-up: what `piperoll export` does.
public struct Export: Sendable {
  /// `REPORT AGING by=collector`.
  public var command: String
  public var form: ClientOptions.Output
  /// Nil: the first section.
  public var section: String?
  /// A file; nil: standard output.
  public var output: String?

  /// - Parameter words: of a LOOKUP or a REPORT, whose verb may be left out. Throws a usage error.
  public init(
    words: [String], form: ClientOptions.Output, section: String? = nil, output: String? = nil
  ) throws {
    guard let first = words.first else {
      throw ClientError(.usage, "say what to export: piperoll export aging --output aging.csv")
    }
    let isWhole = ["REPORT", "LOOKUP", "HELP"].contains(first.uppercased())
    command = try RequestWords.line(isWhole ? words : ["REPORT"] + words)
    (self.form, self.section, self.output) = (form, section, output)
  }

  /// Asks the server and writes what it answers.
  public func run(_ options: ClientOptions, _ streams: Streams = Streams()) -> ExitCode {
    let diagnostics = Diagnostics(streams)
    do {
      let session = try Session.open(options, form == .json ? .jsonl : .tsv)
      defer { session.connection.close() }
      let line = try asFile(session.connection)
      let target = try Target(output, streams)
      session.connection.send(Array((line + "\n").utf8))
      var writer = SectionWriter(target.sink, form, section)
      let final = try copy(session.connection, &writer)
      guard final.isSuccess else {
        diagnostics.line(final.text)
        return ExitCode(final)
      }
      if let section, !writer.wasFound {
        throw ClientError(
          .usage, "no section \(section); there are \(writer.names.joined(separator: ", "))")
      }
      if let fault = try target.finish() { return diagnostics.report(fault) }
      let others = writer.names.filter { $0 != writer.chosen }
      if section == nil, !others.isEmpty {
        diagnostics.line("there are other sections (--section): \(others.joined(separator: ", "))")
      }
      return .ok
    } catch {
      return diagnostics.report(error)
    }
  }

  /// What the server can write as a file itself is asked for in the form that is wanted.
  private func asFile(_ connection: Connection) throws -> String {
    let topic = command.split(separator: " ").prefix(2).joined(separator: " ")
    let help = try connection.exchange("HELP \(topic) fmt=tsv")
    let keys = TabSection.named("parameters", in: help.lines)
    guard
      keys.contains(where: { $0["parameter"] == "fmt" && $0["value"]?.contains("text") == true })
    else { return command }
    let given = command.lowercased()
    switch form {
    case .csv, .verbatim: return given.contains(" format=") ? command : command + " format=csv"
    case .tsv, .json:
      throw ClientError(.usage, "\(topic) is a file of its own form; export it with --csv")
    }
  }

  private func copy(
    _ connection: Connection, _ writer: inout SectionWriter
  ) throws -> StatusLine {
    var opening: StatusLine?
    while let event = try connection.waitForEvent() {
      switch event {
      case .status(let status):
        opening = status
        writer.isFile = status["fmt"] == "text"
      case .line(let line): writer.line(line)
      case .blockEnd, .push: break
      }
      guard let final = event.final else { continue }
      guard opening?.hasBlock == true || !final.isSuccess else {
        throw ClientError(.usage, "\(command) has no table: \(final.text)")
      }
      return final
    }
    throw connection.ending ?? ClientError(.unreachable, "the connection was lost")
  }
}

/// Where an export goes: a file has another name until it is whole.
private final class Target {
  let sink: TextSink
  private let path: String?
  private let descriptor: Int32

  private static func part(_ path: String) -> String { path + ".part" }

  init(_ path: String?, _ streams: Streams) throws {
    self.path = path
    guard let path else {
      (descriptor, sink) = (-1, TextSink(streams.output))
      return
    }
    descriptor = open(Self.part(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ClientError(.usage, "\(path): \(systemReason(errno))") }
    sink = TextSink(descriptor)
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    // It was renamed if it became whole.
    if let path { unlink(Self.part(path)) }
  }

  /// Why it could not be written; nil: it was.
  func finish() throws -> OutputFault? {
    sink.flush()
    if let fault = sink.fault { return fault }
    if let path, rename(Self.part(path), path) != 0 { return OutputFault(reason: errno) }
    return nil
  }
}

/// Passes one section of a reply on.
private struct SectionWriter {
  private let sink: TextSink
  private let form: ClientOptions.Output
  private let wanted: String?
  var isFile = false
  private(set) var names: [String] = []
  private(set) var chosen: String?
  private var isPassing = false

  init(_ sink: TextSink, _ form: ClientOptions.Output, _ wanted: String?) {
    (self.sink, self.form, self.wanted) = (sink, form, wanted)
  }

  var wasFound: Bool { chosen != nil }

  mutating func line(_ text: String) {
    if isFile { return sink.line(text) }
    guard form == .json else { return table(text) }
    let name = Self.section(ofObject: text)
    begin(name)
    if name == chosen { sink.line(text) }
  }

  private mutating func table(_ text: String) {
    if text.utf8.starts(with: "# ".utf8) {
      begin(String(text.dropFirst(2)))
      isPassing = names.last == chosen
    } else if isPassing {
      sink.line(form == .csv ? CSVText.row(tsv: text) : text)
    }
  }

  private mutating func begin(_ name: String) {
    if !names.contains(name) { names.append(name) }
    if chosen == nil, wanted == nil || wanted == name { chosen = name }
  }

  /// The server writes the section first: `{"section":"aging",...`.
  private static func section(ofObject text: String) -> String {
    let start = "{\"section\":\""
    guard text.hasPrefix(start) else { return "" }
    return String(text.dropFirst(start.count).prefix { $0 != "\"" })
  }
}

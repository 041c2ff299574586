/// Prints replies, and remembers what they mean for the exit code.
final class ReplyPrinter {
  private let form: ClientOptions.Output
  private let showsPushes: Bool
  private let output: TextSink
  private let diagnostics: TextSink
  private var sections: SectionFilter
  private var isRefusalBlock = false
  /// The block that is being printed is a file: its lines stand alone, in every form.
  private var isFile = false
  /// The first status line of the block that is being printed.
  private var opening: StatusLine?
  /// The code of all final replies so far.
  private(set) var exitCode = ExitCode.ok

  init(
    _ form: ClientOptions.Output, showsPushes: Bool, output: TextSink, diagnostics: TextSink
  ) {
    self.form = form
    self.showsPushes = showsPushes
    self.output = output
    self.diagnostics = diagnostics
    sections = SectionFilter(output, isCSV: form == .csv)
  }

  /// - Parameter line: the line of the input that is answered; nil if it was no line of an input.
  func print(_ event: ReplyEvent, line: Int? = nil) {
    if let final = event.final {
      exitCode = exitCode.combined(with: ExitCode(final))
    }
    if case .push(let text) = event {
      if showsPushes { output.line(text) }
      return
    }
    if case .status(let status) = event {
      isFile = status.hasBlock && status.isSuccess && status["fmt"] == "text"
    }
    if isFile { return printFile(event, line) }
    form == .verbatim ? printVerbatim(event) : printData(event, line)
  }

  private func printFile(_ event: ReplyEvent, _ line: Int?) {
    switch event {
    case .status, .push: break
    case .line(let text): output.line(text)
    case .blockEnd(let status):
      isFile = false
      if !status.isSuccess { refuse(". " + status.text, line) }
    }
  }

  private func printVerbatim(_ event: ReplyEvent) {
    switch event {
    case .status(let status): output.line(status.text)
    case .line(let text), .push(let text): output.line(text)
    case .blockEnd(let status): output.line(". " + status.text)
    }
  }

  private func printData(_ event: ReplyEvent, _ line: Int?) {
    switch event {
    case .status(let status):
      isRefusalBlock = !status.isSuccess
      opening = status
      if isRefusalBlock {
        refuse(status.text, line)
      } else if !status.hasBlock {
        output.line(StatusRow(status).text(form))
      }
    case .line(let text), .push(let text):
      if isRefusalBlock {
        diagnostics.line(text)
      } else if form != .json {
        sections.line(text)
      } else {
        output.line(text)
      }
    case .blockEnd(let status):
      sections.end()
      if !isRefusalBlock { output.line(StatusRow(opening ?? status, end: status).text(form)) }
      if !status.isSuccess { refuse(". " + status.text, line) }
    }
  }

  private func refuse(_ text: String, _ line: Int?) {
    diagnostics.line(line.map { "line \($0): \(text)" } ?? text)
  }

  /// Why the output could not be written; nil while it could.
  var outputFault: OutputFault? { output.fault }

  func flush() {
    output.flush()
    diagnostics.flush()
  }
}

/// What the status lines of a reply say, as a row of the data.
struct StatusRow {
  private let result: StatusLine
  private let fields: [(key: String, value: String)]

  /// A reply of one line.
  init(_ status: StatusLine) {
    result = status
    fields = status.fields
  }

  /// A reply with a block. No key stands on both of its status lines, and only where the last one
  /// is a plain 200 does the first one say more.
  init(_ opening: StatusLine, end: StatusLine) {
    result = end.code == 200 ? opening : end
    fields = opening.fields + end.fields
  }

  func text(_ form: ClientOptions.Output) -> String {
    switch form {
    case .json: object
    case .csv: cells.map { CSVText.cell($0) }.joined(separator: ",")
    case .tsv, .verbatim: cells.map(escaped).joined(separator: "\t")
    }
  }

  private var cells: [String] {
    ["# status", "\(result.code)", result.name] + fields.map { "\($0.key)=\($0.value)" }
  }

  /// A cell as the protocol's tsv has it.
  private func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
  }

  private var object: String {
    let head = "{\"section\":\"status\",\"status\":\(result.code),\"result\":"
    let rest = fields.map { ",\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))" }
    return head + JSONText.quoted(result.name) + rest.joined() + "}"
  }
}

/// Leaves out the `# name` line of a block that has only one section.
struct SectionFilter {
  /// The lines of a longer first section are not held back any more, and its name stands.
  private static let heldBytesMax = 8 << 20

  private let output: TextSink
  private let isCSV: Bool
  /// The name and the lines of the first section, while it is not known to be the only one.
  private var held: (name: String, lines: [String], bytes: Int)?
  private var isFirstLine = true

  init(_ output: TextSink, isCSV: Bool) {
    self.output = output
    self.isCSV = isCSV
  }

  /// - Parameter row: of the protocol's tsv.
  mutating func line(_ row: String) {
    let isName = Self.isName(row)
    let text = isCSV && !isName ? CSVText.row(tsv: row) : row
    if isFirstLine {
      isFirstLine = false
      if isName {
        held = (text, [], 0)
        return
      }
    }
    if isName || (held?.bytes ?? 0) > Self.heldBytesMax { release(withName: true) }
    guard held != nil else { return output.line(text) }
    held?.lines.append(text)
    held?.bytes += text.utf8.count
  }

  mutating func end() {
    release(withName: false)
    isFirstLine = true
  }

  private mutating func release(withName: Bool) {
    guard let section = held else { return }
    if withName { output.line(section.name) }
    section.lines.forEach(output.line)
    held = nil
  }

  /// A row that begins with `#` is sent as `\#`.
  private static func isName(_ text: String) -> Bool { text.utf8.starts(with: "# ".utf8) }
}

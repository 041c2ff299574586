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
  /// The code of all final replies so far.
  private(set) var exitCode = ExitCode.ok

  init(
    _ form: ClientOptions.Output, showsPushes: Bool, output: TextSink, diagnostics: TextSink
  ) {
    self.form = form
    self.showsPushes = showsPushes
    self.output = output
    self.diagnostics = diagnostics
    sections = SectionFilter(output)
  }

  func print(_ event: ReplyEvent) {
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
    if isFile { return printFile(event) }
    form == .verbatim ? printVerbatim(event) : printData(event)
  }

  private func printFile(_ event: ReplyEvent) {
    switch event {
    case .status, .push: break
    case .line(let text): output.line(text)
    case .blockEnd(let status):
      isFile = false
      if !status.isSuccess { diagnostics.line(". " + status.text) }
    }
  }

  private func printVerbatim(_ event: ReplyEvent) {
    switch event {
    case .status(let status): output.line(status.text)
    case .line(let text), .push(let text): output.line(text)
    case .blockEnd(let status): output.line(". " + status.text)
    }
  }

  private func printData(_ event: ReplyEvent) {
    switch event {
    case .status(let status):
      isRefusalBlock = !status.isSuccess
      if isRefusalBlock { diagnostics.line(status.text) }
    case .line(let text), .push(let text):
      if isRefusalBlock {
        diagnostics.line(text)
      } else if form == .tsv {
        sections.line(text)
      } else {
        output.line(text)
      }
    case .blockEnd(let status):
      sections.end()
      if !status.isSuccess { diagnostics.line(". " + status.text) }
    }
  }

  /// Nobody reads the output any more.
  var isOutputBroken: Bool { output.isBroken }

  func flush() {
    output.flush()
    diagnostics.flush()
  }
}

/// Leaves out the `# name` line of a block that has only one section.
struct SectionFilter {
  /// The lines of a longer first section are not held back any more, and its name stands.
  private static let heldBytesMax = 8 << 20

  private let output: TextSink
  /// The name and the lines of the first section, while it is not known to be the only one.
  private var held: (name: String, lines: [String], bytes: Int)?
  private var isFirstLine = true

  init(_ output: TextSink) { self.output = output }

  mutating func line(_ text: String) {
    let isName = Self.isName(text)
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

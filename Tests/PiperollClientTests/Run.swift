import Glibc

@testable import PiperollClient

/// What a run of the client left behind.
struct Run {
  let exitCode: ExitCode
  let output: String
  let diagnostics: String

  /// Runs something with an input and two outputs that are files.
  init(input: String = "", _ body: (Streams) -> ExitCode) {
    signal(SIGPIPE, SIG_IGN)
    let scratch = Scratch()
    scratch.write("in", input)
    let streams = Streams(
      input: open(scratch.file("in"), O_RDONLY),
      output: open(scratch.file("out"), O_WRONLY | O_CREAT, 0o600),
      diagnostics: open(scratch.file("err"), O_WRONLY | O_CREAT, 0o600))
    exitCode = body(streams)
    for descriptor in [streams.input, streams.output, streams.diagnostics] { close(descriptor) }
    output = scratch.text("out")
    diagnostics = scratch.text("err")
  }

  static func pipe(_ input: String, _ options: ClientOptions) -> Run {
    Run(input: input) { Pipeline.run(options, $0) }
  }
}

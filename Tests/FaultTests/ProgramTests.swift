import Glibc
import Testing

/// The programs as a shell starts them: closed streams, a full disk, a reader that has gone.
@Suite struct ProgramTests {
  fileprivate struct Run: Sendable, CustomTestStringConvertible {
    let command: String
    let status: Int32
    let output: String

    init(_ command: String, _ status: Int32, _ output: String = "") {
      self.command = command
      self.status = status
      self.output = output
    }

    var testDescription: String { command }
  }

  private static let full = "the output could not be written: No space left on device"

  private static let runs = [
    Run("$PIPEROLL --version >/dev/full", 7, "piperoll: \(full)"),
    Run("$PIPEROLL --help >/dev/full", 7, "piperoll: \(full)"),
    Run("$PIPEROLL bench --book 1000 >/dev/full", 7, "piperoll: \(full)"),
    Run("$PIPEROLL bench --payments 9 >/dev/full", 7, "piperoll: \(full)"),
    Run(
      "$PIPEROLL bench --payments 9 >&-", 7,
      "piperoll: the output could not be written: Bad file descriptor"),
    Run("$PIPEROLLD init d && $PIPEROLLD verify d >/dev/full", 7, "piperolld: \(full)"),
    Run("$PIPEROLLD init d && $PIPEROLLD backup d b >/dev/full", 7, "piperolld: \(full)"),
    Run("$PIPEROLLD init d >/dev/full", 7, "piperolld: \(full)"),
    Run("$PIPEROLLD demo --print --accounts 9 >/dev/full", 7, "piperolld: \(full)"),
    Run("$PIPEROLL bench --book 100000 | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 141),
    Run("$PIPEROLLD demo --print | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 141),
    Run("$PIPEROLL --cacert none ping", 2, "piperoll: none: No such file or directory"),
    Run("$PIPEROLL --password-file none ping", 2, "piperoll: none: No such file or directory"),
    Run("$PIPEROLL --cert none --key none ping", 2, "piperoll: none: No such file or directory"),
    Run("$PIPEROLLD serve none", 1, "No such file or directory"),
  ]

  private static let helps = [
    Run("[ $(COLUMNS=80 $PIPEROLL --help | wc -l) -lt 24 ]", 0),
    Run("[ $(COLUMNS=80 $PIPEROLL --help | wc -L) -le 80 ]", 0),
    Run("$PIPEROLL --experimental-dump-help | head -1", 0, "{"),
    Run("$PIPEROLL --generate-completion-script bash | bash -n", 0),
    Run("$PIPEROLLD --generate-completion-script bash | bash -n", 0),
  ]

  @Test(arguments: helps)
  fileprivate func `help fits a screen, and manual pages and completions can be made of it`(
    run: Run
  ) async throws {
    try await check(run)
  }

  private static let serve = "timeout 60 $PIPEROLLD serve d --port 0"

  /// Lists what others may write to, and keys on which they have any right.
  private static func open(_ folder: String) -> String {
    "find \(folder) -perm /022 -o -name '*.key' -perm /077"
  }

  private static let rights = [
    Run("chmod 640 d/server.key && \(serve)", 1, "type: chmod 600 d/server.key"),
    Run("chmod 604 d/clients.key && \(serve)", 1, "type: chmod 600 d/clients.key"),
    Run("chmod 660 d/admin.key && \(serve)", 1, "type: chmod 600 d/admin.key"),
    Run("chmod 770 d && \(serve)", 1, "type: chmod go-w d"),
    Run("chmod 702 d/book && \(serve)", 1, "type: chmod go-w d/book"),
    Run("umask 0 && $PIPEROLLD init e >/dev/null && \(open("e"))", 0),
  ]

  @Test(arguments: rights)
  fileprivate func `no server starts whose keys or book others may touch`(run: Run) async throws {
    try await check(Run("$PIPEROLLD init d >/dev/null && \(run.command)", run.status, run.output))
  }

  /// In a container that runs these tests, and anywhere that they are run as root.
  private static let asRoot = [
    Run("timeout 60 $PIPEROLLD serve d --port 0 --listen 0.0.0.0", 1, "add: --as-root"),
    Run("\(started("--port 0")); cat log", 0, "THE SERVER RUNS AS ROOT"),
    Run("\(started("--port 0 --listen 0.0.0.0 --as-root")); ! grep ROOT log", 0),
  ]

  @Test(.enabled(if: geteuid() == 0, "needs root"), arguments: asRoot)
  fileprivate func `root serves other machines only when it is told to`(run: Run) async throws {
    try await check(Run("$PIPEROLLD init d >/dev/null && \(run.command)", run.status, run.output))
  }

  /// Starts a server, runs a command with its process id in `server`, and ends it.
  private static func started(_ options: String, _ command: String = ":") -> String {
    "{ $PIPEROLLD serve d \(options) --port-file port 2>log & server=$!; "
      + "until [ -e port ]; do kill -0 $server || exit 9; sleep 0.02; done; "
      + "\(command); kill $server; wait $server; }"
  }

  @Test func `a server leaves no core file`() async throws {
    let limits = Self.started("--port 0", "grep -E 'core file size +0 +0 ' /proc/$server/limits")
    let command = "ulimit -c unlimited; $PIPEROLLD init d >/dev/null && \(limits)"
    try await check(Run(command, 0, "Max core file size"))
  }

  @Test(.enabled(if: geteuid() == 0, "needs root"))
  func `no password stays in the memory of a program, and nobody else may look into it`()
    async throws
  {
    let outcome = try await Script.run(["python3", Script.path(of: "secrets.py")])
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  @Test(arguments: runs)
  fileprivate func `a program says when it cannot write or read`(run: Run) async throws {
    try await check(run)
  }

  private func check(_ run: Run) async throws {
    let outcome = try await Script.run(["bash", "-c", Self.inFolder(run.command)])
    #expect(outcome.status == run.status, "\(outcome.output)")
    #expect(outcome.output.contains(run.output), "\(outcome.output)")
    if run.output.isEmpty { #expect(outcome.output.isEmpty) }
  }

  /// In a folder of its own, which is gone afterwards.
  private static func inFolder(_ command: String) -> String {
    "folder=$(mktemp -d) && trap 'rm -rf \"$folder\"' EXIT && cd \"$folder\" && \(command)"
  }
}

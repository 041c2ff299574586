import Glibc

/// A program that has the terminal for a while: a pager or an editor.
struct ExternalProgram {
  /// As a shell understands it.
  let command: String

  /// PAGER, or `less` as it suits here: it shows colours, and stays only for what is longer than
  /// the screen. Nil if there shall be none.
  static var pager: ExternalProgram? {
    let command = Surroundings.variable("PAGER") ?? "less -SRFX"
    return Surroundings.terminalType == nil || command == "cat" ? nil : Self(command: command)
  }

  /// VISUAL or EDITOR, or `vi`, which every system has.
  static var editor: ExternalProgram {
    let named = Surroundings.variable("VISUAL") ?? Surroundings.variable("EDITOR")
    return Self(command: named ?? "vi")
  }

  /// What a shell exits with that does not find the program.
  private static let notFound: Int32 = 127

  /// Runs it with a text for its input, and answers whether it was there.
  func run(input: [UInt8], on terminal: Int32) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    let process = start(["sh", "-c", command], streams: (ends[0], terminal))
    close(ends[0])
    var rest = input[...]
    // It may leave before it has read all: that is its right.
    while process != nil, !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(ends[1], $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { break }
      rest = rest.dropFirst(max(0, count))
    }
    close(ends[1])
    return process.map(Self.wait).map { $0 != Self.notFound } ?? false
  }

  /// Runs it on a file; answers whether it was there and ended well.
  func run(file: String, on terminal: Int32) -> Bool {
    let process = start(
      ["sh", "-c", command + " \"$1\"", "sh", file], streams: (terminal, terminal))
    return process.map(Self.wait) == 0
  }

  /// The number of the process; nil if there is none.
  private func start(_ words: [String], streams: (input: Int32, output: Int32)) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, streams.input, 0)
    posix_spawn_file_actions_adddup2(&actions, streams.output, 1)
    posix_spawn_file_actions_adddup2(&actions, streams.output, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // SIGPIPE is ignored here, and would be there.
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    var process = pid_t()
    let result = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, environ)
    return result == 0 ? process : nil
  }

  private static func wait(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { return notFound }
    }
    // A signal ended it, if the low bits say so.
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }
}

import Foundation
import Testing

/// The sample book at a terminal, as README.md shows it.
@Suite(.timeLimit(.minutes(4))) struct DemoTests {
  @Test func `the screen of README is what the demo shows, and all that it suggests works`() throws
  {
    let demo = try DemoAtTerminal(["--day", "2026-11-28"])
    let greeting = demo.readToPrompt()
    let suggestions = greeting.split(separator: "\n").drop { !$0.hasSuffix("Try:") }.dropFirst()
      .prefix { $0.hasPrefix("  ") }.flatMap(Self.columns)
    #expect(suggestions.count > 10)
    let screen = try Self.screen()
    #expect(screen.count > 5)
    for exchange in screen {
      demo.type(exchange.command)
      let shown = demo.readToPrompt()
      #expect(
        Self.matches(Self.words(shown), Self.words(exchange.reply)),
        "\(exchange.command):\n\(shown)")
    }
    for suggestion in suggestions {
      demo.type(suggestion)
      let reply = demo.readToPrompt()
      let status = reply.split(separator: "\n").last ?? ""
      #expect(status.hasPrefix("2"), "\(suggestion): \(reply)")
      #expect(!status.contains("rows=0"), "\(suggestion) shows nothing")
    }
    demo.type("quit")
    #expect(demo.end() == 0)
  }

  @Test(arguments: [
    ["--accounts", "50"], ["--accounts", "51"], ["--accounts", "50", "--seed", "5"],
    ["--accounts", "50", "--seed", "6"], ["--accounts", "50", "--seed", "7"],
    ["--accounts", "50", "--seed", "8"], ["--accounts", "75"], ["--accounts", "200"],
    ["--accounts", "333"], ["--accounts", "200", "--seed", "9"],
  ])
  func `the desk takes a sample book of any size, by any seed`(options: [String]) throws {
    let demo = try DemoAtTerminal(["--day", "2026-11-28"] + options)
    #expect(demo.readToPrompt().contains("A sample book"))
    demo.type("quit")
    #expect(demo.end() == 0)
  }

  @Test(arguments: ["2026-03-02", "2026-07-15", "2027-01-04", "2028-02-29"])
  func `the desk takes a sample book of any day`(day: String) throws {
    let demo = try DemoAtTerminal(["--day", day, "--accounts", "200"])
    #expect(demo.readToPrompt().contains("A sample book"))
    demo.type("quit")
    #expect(demo.end() == 0)
  }

  private static func columns(_ line: Substring) -> [String] {
    line.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  /// The first commands of README.md with what stands below each.
  private static func screen() throws -> [(command: String, reply: String)] {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "README.md")
    let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    var screen: [(command: String, reply: String)] = []
    for line in lines.drop(while: { !$0.hasPrefix("    ") }).prefix(while: { $0.hasPrefix("    ") })
    {
      let text = line.dropFirst(4)
      if text.hasPrefix(DemoAtTerminal.prompt) {
        screen.append((String(text.dropFirst(DemoAtTerminal.prompt.count)), ""))
      } else if !screen.isEmpty {
        screen[screen.count - 1].reply += text + "\n"
      }
    }
    return screen
  }

  /// The words of a screen. How long a reply took, what the clocks show, and the references that
  /// the console makes differ each time.
  private static func words(_ text: String) -> [Substring] {
    text.replacing(/[0-9.]+ ms/, with: "TIME").replacing(/[0-9]{2}:[0-9]{2}/, with: "CLOCK")
      .replacing(/ref=c-[a-z]+/, with: "REFERENCE").split { $0 == " " || $0 == "\n" }
  }

  /// `...` stands for any words.
  private static func matches(_ words: [Substring], _ pattern: [Substring]) -> Bool {
    // The places of the words that the pattern may have come to.
    var places: Set = [0]
    for part in pattern {
      if part == "..." {
        places = Set((places.min() ?? words.count + 1)..<words.count + 1)
      } else {
        places = Set(places.filter { $0 < words.count && words[$0] == part }.map { $0 + 1 })
      }
      if places.isEmpty { return false }
    }
    return places.contains(words.count)
  }
}

/// `piperolld demo` with a test at the keys. Its output is no terminal, so that what is typed is
/// not in it.
private final class DemoAtTerminal {
  static let prompt = "demo@127.0.0.1> "

  private let process = Process()
  private let keys: Int32
  private let output = Pipe()
  private var shown = ""

  init(_ arguments: [String]) throws {
    // What openpty(3) does; pty(4) says how.
    keys = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var lock: Int32 = 0
    var number: UInt32 = 0
    _ = ioctl(keys, 0x4004_5431, &lock)  // TIOCSPTLCK
    _ = ioctl(keys, 0x8004_5430, &number)  // TIOCGPTN
    process.executableURL = URL(filePath: try #require(Script.programs["PIPEROLLD"]))
    process.arguments = ["demo"] + arguments
    process.standardInput = FileHandle(
      fileDescriptor: open("/dev/pts/\(number)", O_RDWR | O_NOCTTY), closeOnDealloc: true)
    process.standardOutput = output
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(keys)
  }

  func type(_ line: String) {
    _ = (line + "\n").withCString { write(keys, $0, strlen($0)) }
  }

  /// What is shown up to the next prompt, without it.
  func readToPrompt() -> String {
    while true {
      if let range = shown.range(of: Self.prompt) {
        defer { shown = String(shown[range.upperBound...]) }
        return String(shown[..<range.lowerBound])
      }
      let bytes = output.fileHandleForReading.availableData
      if bytes.isEmpty { return shown }
      shown += String(decoding: bytes, as: UTF8.self)
    }
  }

  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}

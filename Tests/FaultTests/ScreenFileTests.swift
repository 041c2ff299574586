import Foundation
import PiperollCommands
import PiperollWire
import Testing

/// Every screen of the sample book, on a day and at a time that stand still, against the files of
/// `Screens`: a folder for each width, a file for each command. `RECORD=1` writes them; whoever
/// does so reads what has changed, as the clerk would.
@Suite(.timeLimit(.minutes(2))) struct ScreenFileTests {
  private static let widths = [80, 120]
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Screens")
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  /// What is typed: a line of `lines.txt` each.
  private static let lines: [String] = {
    let page = try? String(contentsOf: folder.appending(path: "lines.txt"), encoding: .utf8)
    return (page ?? "").split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
  }()

  @Test func `every look-up and report has a screen here`() {
    let typed = Self.lines.map { $0.uppercased() }
    for command in Registry.standard.commands where command.isRead {
      #expect(typed.contains { ($0 + " ").hasPrefix(command.words + " ") }, "\(command.words)")
    }
  }

  @Test func `the screens of the sample book are what the files say, and within their widths`()
    throws
  {
    let replies = try Self.replies()
    for (width, screens) in zip(Self.widths, replies) {
      #expect(screens.count == Self.lines.count)
      for line in screens.joined() where !line.hasPrefix("210+") && !Self.isOneLine(line) {
        #expect(Self.columns(line) <= width, "\(line)")
        #expect(!line.contains("\\N") && !line.contains("\t") && !line.hasPrefix("# "), "\(line)")
      }
      for (name, page) in Self.pages(screens) {
        try Self.compare(page, Self.folder.appending(path: "\(width)/\(name).txt"))
      }
    }
  }

  private static func compare(_ page: String, _ file: URL) throws {
    if isRecording {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try page.write(to: file, atomically: true, encoding: .utf8)
    }
    let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    if kept == page { return }
    let (old, new) = (kept.split(separator: "\n"), page.split(separator: "\n"))
    let place = zip(old, new).prefix { $0 == $1 }.count
    Issue.record(
      """
      \(file.lastPathComponent) of \(file.deletingLastPathComponent().lastPathComponent) columns: \
      \(place < new.count ? String(new[place]) : "it ends"), where the file has \
      \(place < old.count ? String(old[place]) : "its end")
      """)
  }

  /// The screens by the command's words: `> LINE` and what came below it.
  private static func pages(_ screens: [[String]]) -> [(name: String, page: String)] {
    var (order, pages) = ([String](), [String: String]())
    for (line, screen) in zip(lines, screens) {
      let words = line.split(separator: " ").prefix(line.hasPrefix("HELP") ? 1 : 2)
      let name = words.joined(separator: "-").lowercased()
      if pages[name] == nil { order.append(name) }
      let shown = screen.map(masked).joined(separator: "\n")
      pages[name, default: ""] += (pages[name] == nil ? "" : "\n") + "> \(line)\n\(shown)\n"
    }
    return order.map { ($0, pages[$0] ?? "") }
  }

  /// Without what differs from run to run: fingerprints, hashes, how long a session is idle.
  private static func masked(_ line: String) -> String {
    line.replacing(/[0-9A-Fa-f]{32,}/) { String(repeating: "#", count: $0.output.count) }
      .replacing(/[0-9](?=  yes$)/, with: "#")
  }

  /// For each width, the lines of the reply to each line.
  private static func replies() throws -> [[[String]]] {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: try #require(Script.programs["PIPEROLLD"]))
    process.arguments = [
      "demo", "--accounts", "200", "--day", "2026-11-28", "--time", "14:00",
    ]
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    let typed = widths.flatMap { ["hello prp/1 fmt=screen width=\($0)"] + lines }
    DispatchQueue.global().async {
      input.fileHandleForWriting.write(Data((typed.joined(separator: "\n") + "\n").utf8))
      try? input.fileHandleForWriting.close()
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let all = cut(text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    let perWidth = lines.count + 1
    return stride(from: 0, to: all.count - all.count % perWidth, by: perWidth).map {
      Array(all[($0 + 1)..<($0 + perWidth)])
    }
  }

  /// The lines of each reply: one, or a block up to its last line.
  private static func cut(_ lines: [String]) -> [[String]] {
    var (replies, block) = ([[String]](), [String]())
    for line in lines {
      if block.isEmpty, line.isEmpty { continue }
      block.append(line)
      let isBlock = block[0].dropFirst(3).hasPrefix("+")
      if isBlock, !line.hasPrefix(". ") { continue }
      replies.append(block)
      block = []
    }
    return replies
  }

  /// A reply without a block, or the last line of one.
  private static func isOneLine(_ line: String) -> Bool {
    line.hasPrefix(". ") || line.prefixMatch(of: /[0-9]{3} [A-Z]+/) != nil
  }

  /// An independent count: the sample book has marks and letters of one column alone.
  private static func columns(_ line: String) -> Int { line.count }
}

extension CommandSpec {
  /// Whether it only shows something, and not a file.
  fileprivate var isRead: Bool {
    ["LOOKUP", "REPORT"].contains(verb) && !sections.contains { $0.isFile }
  }
}

import Foundation
import PiperollCommands
import PiperollLedger
import PiperollWire

/// A book's REPORT JOURNAL, as a file.
struct Export {
  let lines: [String]

  /// - Parameter request: the arguments of the report.
  init(_ request: String, of book: borrowing Book, today: Day) throws {
    let bytes = try Self.run("REPORT JOURNAL \(request)", of: book, today: today)
    let all = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    lines = all.dropFirst().dropLast().map { $0.hasPrefix(".") ? String($0.dropFirst()) : "\($0)" }
  }

  /// Runs a report to its end and returns its reply.
  static func run(
    _ request: String, of book: borrowing Book, today: Day, registry: Registry = .standard
  ) throws -> [UInt8] {
    let line = Array(request.utf8)
    var parsed = Request()
    try parsed.parse(line)
    let arguments = try registry.bind(parsed, line: line, hasBlock: false, today: today)
    let format = try arguments.format() ?? .tsv
    let now = Int64(today.number) * 86_400_000
    let run = ReportRun(
      arguments, book.view(), Context(now: now, today: today, user: "maria", role: .viewer),
      registry, tag: [], OutputForm(format))
    var bytes: [UInt8] = []
    var isMore = true
    while isMore {
      isMore = run.step()
      bytes += run.piece.array
      run.piece.removeAll()
    }
    return bytes
  }

  /// The rows of a CSV file by their columns' names, read as RFC 4180 says.
  var rows: [[String: String]] {
    let names = Self.cells(lines[0])
    return lines.dropFirst().map { line in
      let cells = Self.cells(line)
      precondition(cells.count == names.count, "a row has a cell for every column: \(line)")
      return Dictionary(uniqueKeysWithValues: zip(names, cells))
    }
  }

  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    var rest = line[...]
    while let sign = rest.popFirst() {
      if sign == "\"", isQuoted, rest.first == "\"" {
        cells[cells.count - 1].append("\"")
        rest.removeFirst()
      } else if sign == "\"" {
        isQuoted.toggle()
      } else if sign == ",", !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(sign)
      }
    }
    return cells
  }
}

/// Writes the lines of an export to a temporary file, for another program to read.
struct ExportFile: ~Copyable {
  let path = NSTemporaryDirectory() + "piperoll-\(UUID().uuidString).journal"

  init(_ lines: [String]) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Runs a program, for example on such a file.
  /// - Returns: its output and its exit code.
  static func run(_ program: String, _ arguments: [String]) throws -> (text: String, code: Int32) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (text, process.terminationStatus)
  }

  /// The path of a program.
  /// - Parameter variable: an environment variable that may name another program.
  static func find(_ name: String, variable: String) -> String? {
    let surroundings = ProcessInfo.processInfo.environment
    let folders = (surroundings["PATH"] ?? "/usr/bin").split(separator: ":").map { "\($0)/\(name)" }
    return ([surroundings[variable]].compactMap(\.self) + folders).first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }
}

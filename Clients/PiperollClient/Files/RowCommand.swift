/// What the server's HELP says of a command that takes rows.
struct RowCommand {
  struct Parameter {
    let name: String
    let type: String
    let isRequired: Bool

    var takesMoney: Bool { type == "amount" || type.hasPrefix("amount|") }
    var takesDate: Bool { type == "date" || type == "date[/time]" }
    var isText: Bool { type == "text" }
  }

  /// `POST PAYMENT`.
  let words: String
  /// Those that a row can have.
  let parameters: [Parameter]

  /// What a block has besides its rows.
  private static let envelope: Set<String> = ["dry", "mode", "control-count", "control-sum", "fmt"]

  /// The words of a kind: POST stands before those that name no verb.
  static func words(_ kind: String) -> String {
    let words = kind.uppercased().split(separator: " ").joined(separator: " ")
    return words.hasPrefix("POST ") || words.hasPrefix("NOTE ") ? words : "POST " + words
  }

  /// Throws a usage error for a command that does not exist, or takes no rows.
  init(_ words: String, _ help: Reply) throws {
    self.words = words
    guard help.status.isSuccess else {
      throw ClientError(.usage, "\(words): \(help.status.text)")
    }
    let rows = TabSection.named("parameters", in: help.lines)
    guard rows.contains(where: { $0["parameter"] == "mode" }) else {
      throw ClientError(.usage, "\(words) takes no rows; HELP lists the commands")
    }
    parameters = rows.compactMap { row in
      guard let name = row["parameter"], !Self.envelope.contains(name) else { return nil }
      return Parameter(
        name: name, type: row["value"] ?? "", isRequired: row["default"] == "required")
    }
  }

  func parameter(_ name: String) throws -> Parameter {
    if let found = parameters.first(where: { $0.name == name }) { return found }
    let names = parameters.map(\.name).joined(separator: " ")
    throw ClientError(.usage, "map \(name): \(words) has no such key; it has \(names)")
  }
}

/// The sections of a reply in tsv.
enum TabSection {
  /// The rows of a section, each by its columns' names.
  static func named(_ name: String, in lines: [String]) -> [[String: String]] {
    let body = lines.drop { $0 != "# \(name)" }.dropFirst().prefix { !$0.hasPrefix("# ") }
    guard let header = body.first else { return [] }
    let names = cells(header)
    return body.dropFirst().map { line in
      Dictionary(zip(names, cells(line)), uniquingKeysWith: { first, _ in first })
    }
  }

  static func cells(_ line: String) -> [String] {
    line.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
  }

  /// A cell with its escapes undone; `\N`, no value, is empty.
  static func unescaped(_ cell: Substring) -> String {
    guard cell.utf8.contains(UInt8(ascii: "\\")) else { return String(cell) }
    if cell == "\\N" { return "" }
    var (out, isEscaped) = (String.UnicodeScalarView(), false)
    for scalar in cell.unicodeScalars {
      if isEscaped {
        out.append(["t": "\t", "n": "\n", "r": "\r"][scalar] ?? scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }
}

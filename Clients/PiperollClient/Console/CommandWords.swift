/// The commands of a server and what each takes, as `HELP WORDS` says it.
struct CommandWords {
  struct Parameter: Equatable {
    let name: String
    /// `positional`, `rest`, `keyed`, `text` or `block`.
    let place: String
    let isRequired: Bool
    /// The form of its value.
    let value: String
    /// All that it may be, or with what it may begin; empty: that cannot be listed.
    let choices: [String]
    let help: String
    /// The request that lists what fits, with the beginning of the value behind it; nil: none does.
    let listedBy: String?

    /// As the usage of a command shows it.
    var usage: String {
      let shape =
        switch place {
        case "keyed": "\(name)=..."
        case "rest": "\(name)..."
        case "text": "-- \(name)"
        case "block": "<< \(name)"
        default: name
        }
      return isRequired ? shape : "[\(shape)]"
    }
  }

  struct Command: Equatable {
    /// Its verb, or its verb and kind.
    let words: [String]
    /// Other words for the same command.
    let alias: [String]
    fileprivate(set) var parameters: [Parameter] = []
  }

  private(set) var commands: [Command] = []

  /// Reads the lines of the block, in the format tsv. Sections and columns that are unknown are
  /// passed over.
  init(_ lines: [String]) {
    var section = ""
    var columns: [String] = []
    for line in lines {
      if line.hasPrefix("# ") {
        (section, columns) = (String(line.dropFirst(2)), [])
        continue
      }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      if columns.isEmpty {
        columns = cells
        continue
      }
      let row = Dictionary(zip(columns, cells)) { first, _ in first }
      let words = Self.words(row["command"])
      switch section {
      case "forms": commands.append(Command(words: words, alias: Self.words(row["alias"])))
      case "words":
        guard let place = commands.lastIndex(where: { $0.words == words }) else { continue }
        commands[place].parameters.append(Self.parameter(row))
      default: break
      }
    }
  }

  private static func parameter(_ row: [String: String]) -> Parameter {
    Parameter(
      name: row["parameter"] ?? "", place: row["place"] ?? "",
      isRequired: row["need"] == "required", value: row["value"] ?? "",
      choices: words(row["choices"]), help: row["help"] ?? "",
      listedBy: words(row["listed-by"]).isEmpty ? nil : row["listed-by"])
  }

  private static func words(_ text: String?) -> [String] {
    guard let text, text != "\\N" else { return [] }
    return text.split(separator: " ").map(String.init)
  }

  /// The command that words begin with, and how many of them it takes.
  func command(_ words: [String]) -> (command: Command, count: Int)? {
    let typed = words.map { $0.uppercased() }
    for command in commands {
      for form in [command.words, command.alias] where !form.isEmpty && typed.starts(with: form) {
        return (command, form.count)
      }
    }
    return nil
  }

  /// What may stand behind words that are the beginning of commands: verbs, or kinds of a verb.
  func next(_ words: [String]) -> [String] {
    let typed = words.map { $0.uppercased() }
    var found: [String] = []
    for command in commands where command.words.count > typed.count {
      let word = command.words[typed.count]
      if command.words.starts(with: typed), !found.contains(word) { found.append(word) }
    }
    return found
  }
}

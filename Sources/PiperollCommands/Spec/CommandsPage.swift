import PiperollLedger
import PiperollWire

extension Registry {
  /// The page `Protocol/Commands.md`, which describes every command.
  public func commandsPage() -> String {
    let common = Self.commonCodes.map { "\($0.rawValue)" }.joined(separator: " ")
    let write = Self.writeCodes.map { "\($0.rawValue)" }.joined(separator: " ")
    let bulk = Self.bulkCodes.map { "\($0.rawValue)" }.joined(separator: " ")
    var page = """
      # Commands

      Written from the command registry; `Protocol/README.md` says how to read it. Beside the \
      codes named here, any command may give \(common), and one with \
      `mode=` \(write). A command with `mode=` takes a block of rows too (see "Bulk writes" \
      there), and then also gives \(bulk) and the section `results`.

      | command | who | what it does |
      |---|---|---|

      """
    for command in commands {
      let anchor = command.words.lowercased().replacing(" ", with: "-")
      page += "| [\(command.words)](#\(anchor)) | \(command.who) | \(command.summary) |\n"
    }
    for command in commands { page += section(command) }
    return page + fields + holds + policies
  }

  private var policies: String {
    var text = """

      ## Policies

      What `POST POLICY` sets and `LOOKUP POLICY` shows ("Policies" in `Protocol/README.md`).

      | policy | value | scope | default | |
      |---|---|---|---|---|

      """
    for policy in Policy.allCases {
      let value = policy.valueText.replacing("|", with: "\\|")
      text += "| `\(policy.name)` | \(value) | \(policy.scopeText) | \(policy.defaultText) |"
      text += " \(policy.help) |\n"
    }
    return text
  }

  /// The part of the page about the fields of a filter.
  private var fields: String {
    var text = """

      ## Fields of a filter

      What `where=` may ask about ("Filters" in `Protocol/README.md`), each as at the end of the \
      report's day.

      | field | value | |
      |---|---|---|

      """
    for field in FilterField.allCases {
      let value = field.valueText.replacing("|", with: "\\|")
      text += "| `\(field.word)` | \(value) | \(field.help) |\n"
    }
    return text
  }

  /// The part of the page about holds: what each kind blocks.
  private var holds: String {
    var text = """

      ## Holds

      What a hold of each kind (`POST HOLD`) blocks while it is in force.

      | kind | blocks |
      |---|---|

      """
    for kind in HoldKind.allCases {
      text += "| `\(kind.word)` | \(kind.blocked.map(\.word).joined(separator: ", ")) |\n"
    }
    return text
  }

  private func section(_ command: CommandSpec) -> String {
    var text = "\n## \(command.words)\n\n\(command.summary)"
    if let alias = command.alias { text += " `\(alias)` is the same." }
    text += "\n\n    \(command.usage)\n\nFor example: `\(command.example)`\n"
    if !command.parameters.isEmpty {
      text += "\n| parameter | value | default | |\n|---|---|---|---|\n"
      for parameter in command.parameters {
        let value = parameter.type.description.replacing("|", with: "\\|")
        text +=
          "| `\(parameter.name)` | \(value) | \(parameter.presenceText) | \(parameter.help) |\n"
      }
    }
    let codes = command.codes.sorted { $0.rawValue < $1.rawValue }
    text += "\nCodes: \(codes.map { "\($0.rawValue) \($0.name)" }.joined(separator: ", ")).\n"
    if !command.fields.isEmpty {
      text += "\nKeys of its status lines: "
      text += command.fields.map { "`\($0.name)` (\($0.help))" }.joined(separator: ", ") + ".\n"
    }
    for section in command.sections {
      let columns = section.columns.map { "`\($0.name)`" }.joined(separator: " ")
      let shape =
        switch section.shape {
        case .rows: "rows"
        case .record: "one row"
        case .file: "the lines of a file"
        }
      text += "\nSection `\(section.name)` (\(shape)): \(columns)\n"
    }
    return text
  }

  /// The page `Protocol/Codes.md`: every code with its causes.
  public static func codesPage() -> String {
    var page = """
      # Codes

      Written from the list in the code. 2xx: done. 4xx: nothing was done, try again. 5xx: nothing \
      was done, do not repeat it unchanged.

      | code | name | causes |
      |---|---|---|

      """
    for code in Code.allCases {
      page += "| \(code.rawValue) | \(code.name) | \(code.causes) |\n"
    }
    return page
  }

  /// The page `Protocol/Rules.md`: every rule that can refuse a request, sorted by code.
  public static func rulesPage() -> String {
    var page = """
      # Rules

      Written from the list in the code. A refusal names in `rule=` the rule that the request \
      would break. Each rule has one code.

      | `rule=` | code | what is refused |
      |---|---|---|

      """
    for code in Code.allCases {
      for rule in Rule.all where rule.code == code {
        page += "| `\(rule.name)` | \(code.rawValue) | \(rule.help) |\n"
      }
    }
    return page
  }
}

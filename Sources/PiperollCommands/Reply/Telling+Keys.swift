import PiperollLedger

extension Telling {
  /// The keys that several tellings declare, each listed once, where it first occurs. If only one
  /// or two kinds have a key, its text names them.
  static func keys(of tellings: [Telling]) -> [FieldSpec] {
    var names: [String] = []
    var uses: [String: [Use]] = [:]
    for telling in tellings {
      for field in telling.fields {
        if uses[field.name] == nil { names.append(field.name) }
        let place = uses[field.name, default: []].firstIndex { $0.help == field.help }
        if let place {
          uses[field.name]?[place].nouns.append(telling.noun)
        } else {
          uses[field.name, default: []].append(Use(help: field.help, nouns: [telling.noun]))
        }
      }
    }
    return names.map { name in
      FieldSpec(name, (uses[name] ?? []).map(\.text).joined(separator: "; "))
    }
  }

  /// A meaning of a key, and the kinds of entries for which the key has it.
  private struct Use {
    let help: String
    var nouns: [String]

    var text: String {
      nouns.count <= 2 ? "of \(nouns.joined(separator: " or ")): \(help)" : help
    }
  }
}

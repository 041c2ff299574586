import PiperollLedger

extension Telling {
  /// The keys that tellings declare, each said once, at its first place. Where a key is that of two
  /// kinds at most, its text says of which.
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

  /// What a key means, and of which kinds.
  private struct Use {
    let help: String
    var nouns: [String]

    var text: String {
      nouns.count <= 2 ? "of \(nouns.joined(separator: " or ")): \(help)" : help
    }
  }
}

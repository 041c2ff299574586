extension Rule {
  static let entryNotReversible = Rule(
    "entry_not_reversible", .invalid, "entries of that kind cannot be reversed")
  static let alreadyReversed = Rule(
    "already_reversed", .invalid, "it was reversed before")
  static let reversalBeforeOriginal = Rule(
    "reversal_before_original", .invalid, "a reversal before the original's date")
  static let adjusted = Rule(
    "adjusted_or_written_off", .invalid,
    "the item was adjusted or written off: reverse that first")
  static let transferred = Rule(
    "transferred_on", .invalid, "some of the credit was transferred: reverse that first")
  static let recovered = Rule(
    "recovered_since", .invalid, "money came in on the write-off: reverse that first")

  static let ofReversals = [
    entryNotReversible, alreadyReversed, reversalBeforeOriginal, adjusted, transferred, recovered,
  ]
}

extension Refusal {
  static func entryNotReversible(_ kind: EntryKind) -> Refusal {
    let advice =
      if kind == .reverse {
        "post again what it reversed"
      } else if kind == .hold {
        "release it with POST RELEASE-HOLD"
      } else {
        "only what moves money can be reversed"
      }
    return Refusal(.entryNotReversible, "that entry is \(kind.article); \(advice)")
  }

  static func alreadyReversed(by reversal: EntryNumber) -> Refusal {
    Refusal(.alreadyReversed, "entry \(reversal) has reversed it")
  }

  /// - Parameter original: the original's effective date.
  static func reversalBeforeOriginal(_ original: Day) -> Refusal {
    Refusal(
      .reversalBeforeOriginal, "it is effective \(original.text); reverse it on or after that")
  }

  static func adjusted(by entry: EntryNumber) -> Refusal {
    Refusal(
      .adjusted, "entry \(entry) has adjusted it or written it off; reverse that first")
  }

  static func transferred(by entry: EntryNumber) -> Refusal {
    Refusal(.transferred, "entry \(entry) has transferred some of it; reverse that first")
  }

  static var recovered: Refusal {
    Refusal(.recovered, "money came in on what it wrote off; reverse the recovery first")
  }
}

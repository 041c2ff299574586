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
      } else if kind.endable != nil {
        "end it with POST END"
      } else {
        "only what moves money, and a re-aging, can be reversed"
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

  /// - Parameter until: the day on which the adjustment or write-off was reversed; `never` if it
  ///   was not.
  static func adjusted(by entry: EntryNumber, until: Day) -> Refusal {
    Refusal(
      .adjusted,
      until == never
        ? "entry \(entry) has adjusted it or written it off; reverse that first"
        : "entry \(entry) adjusted it or wrote it off until \(until.text); reverse it from then on")
  }

  /// - Parameter until: the day on which the transfer was reversed; `never` if it was not.
  static func transferred(by entry: EntryNumber, until: Day) -> Refusal {
    Refusal(
      .transferred,
      until == never
        ? "entry \(entry) has transferred some of it; reverse that first"
        : "entry \(entry) transferred some of it until \(until.text); reverse it from then on")
  }

  static var recovered: Refusal {
    Refusal(.recovered, "money came in on what it wrote off; reverse the recovery first")
  }
}

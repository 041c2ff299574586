extension Rule {
  static let entryHasNoEnd = Rule(
    "entry_has_no_end", .invalid, "nothing that the entry began can be ended")
  static let alreadyEnded = Rule(
    "already_ended", .invalid, "it was ended or replaced before")
  static let endBeforeMade = Rule(
    "end_before_made", .invalid, "something is ended before the day on which it was made")

  static let ofEnds = [entryHasNoEnd, alreadyEnded, endBeforeMade]
}

extension Refusal {
  static func entryHasNoEnd(_ kind: EntryKind) -> Refusal {
    let endable = Endable.allCases.map(\.plural).joined(separator: ", ")
    let advice = kind.isReversible ? "undo it with POST REVERSE" : "what is ended: \(endable)"
    return Refusal(.entryHasNoEnd, "that entry is \(kind.article); \(advice)")
  }

  /// - Parameter offer: the entry that made what the named one accepts.
  static func entryAccepts(_ offer: EntryNumber) -> Refusal {
    Refusal(.entryHasNoEnd, "that entry accepts offer \(offer); end that one")
  }

  static func alreadyEnded(by entry: EntryNumber) -> Refusal {
    Refusal(.alreadyEnded, "entry \(entry) has ended or replaced it")
  }

  static func endBeforeMade(_ made: Day) -> Refusal {
    Refusal(.endBeforeMade, "it was made on \(made.text); end it on or after that")
  }
}

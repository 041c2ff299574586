extension Rule {
  static let limitedWithoutMessage = Rule(
    "limited_without_message", .invalid, "only a message that was left may be of limited content")

  static let entryNotNote = Rule(
    "entry_not_note", .invalid, "the entry is neither a note nor a call")
  static let noteElsewhere = Rule(
    "note_elsewhere", .invalid, "the note that is to be corrected is another account's")
  static let alreadyCorrected = Rule(
    "already_corrected", .invalid, "a note is corrected once")
  static let correctedBeforeMade = Rule(
    "corrected_before_made", .invalid, "a correction is dated before what it corrects")

  static let takenBackForGood = Rule(
    "taken_back_for_good", .invalid,
    "a correction that took something back is corrected; what it took back does not come back")

  static let noteAhead = Rule(
    "note_ahead", .invalid, "what is noted has not happened yet")

  static let ofNotes = [
    limitedWithoutMessage, noteAhead, entryNotNote, noteElsewhere, alreadyCorrected,
    correctedBeforeMade, takenBackForGood,
  ]
}

extension Refusal {
  /// What is noted has not happened yet.
  public static var noteAhead: Refusal {
    Refusal(
      .noteAhead, "that time has not come yet on any clock of theirs; note it once it has happened")
  }

  /// - Parameter key: the argument that names the day.
  public static func noteAhead(on day: Day, today: Day, key: String) -> Refusal {
    Refusal(
      .noteAhead,
      "\(day.text) has not come yet, today is \(today.text); note what has happened", key: key)
  }

  static var limitedWithoutMessage: Refusal {
    Refusal(
      .limitedWithoutMessage, "limited=yes says what message was left: only with result=voicemail")
  }

  static func entryNotNote(_ kind: EntryKind) -> Refusal {
    Refusal(.entryNotNote, "that entry is \(kind.article); a note or a call is corrected")
  }

  static func noteElsewhere(_ number: EntryNumber) -> Refusal {
    Refusal(.noteElsewhere, "note \(number) is another account's")
  }

  static func alreadyCorrected(by entry: EntryNumber) -> Refusal {
    Refusal(.alreadyCorrected, "entry \(entry) has corrected it; note what is right anew")
  }

  /// - Parameter entry: what the correction took back.
  static func takenBackForGood(_ entry: EntryNumber) -> Refusal {
    Refusal(
      .takenBackForGood,
      "it took back entry \(entry), and that does not come back; note again what is right, without"
        + " corrects=")
  }

  static func correctedBeforeMade(_ made: Day) -> Refusal {
    Refusal(.correctedBeforeMade, "it is of \(made.text); correct it on or after that")
  }
}

import PiperollLedger
import PiperollWire

extension TaskKind: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .plain: "task"
    case .followUp: "follow-up"
    case .callback: "callback"
    case .escalation: "escalation"
    case .complaint: "complaint"
    }
  }
}

extension DeskQueue: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .collect: "collect"
    case .skip: "skip"
    case .clerical: "clerical"
    case .supervisor: "supervisor"
    case .legal: "legal"
    }
  }
}

extension TaskRow {
  /// When it is due: a day of the desk's, or a time of UTC where a minute was named.
  var dueText: String { hasMinute ? utcText(due) : day.text }
}

extension Parameter {
  /// The word by which users name themselves.
  static let me = "me"
}

extension Arguments {
  /// The user that a parameter names, `me` being the one who sends the line; empty if it was not
  /// given.
  func user(_ name: StaticString, _ context: Context) throws(Failure) -> String {
    guard let text = text(name) else { return "" }
    return text == Parameter.me ? context.user : text
  }
}

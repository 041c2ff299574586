import PiperollLedger
import PiperollWire

enum PostAssign {
  static let spec = AccountAmendment(
    words: "POST ASSIGN",
    summary:
      "Says from a day on who works an account, which portfolio it belongs to, and for whom the"
      + " law takes the desk. Reports of a day before show it where it was.",
    values: [
      Parameter("collector", .text, help: "the collector who works it; none: nobody"),
      Parameter("portfolio", .text, help: "the group of accounts it belongs to; none: to no group"),
      Parameter(
        "role", .choice(CollectionRole.words),
        help: "third-party: the desk is a debt collector (12 CFR 1006.2(i)), and may contact them"
          + " only as that law allows"),
      Parameter(
        "queue", .choice(DeskQueue.words + ["none"]),
        help: "where its work always is; none: where it fits"),
      Parameter(
        "debt", .text,
        help: "the name of the one debt that it is with other accounts, such as student loans;"
          + " none: it is a debt of its own"),
      Parameter("placed", .text, help: "the date on which it was placed with the desk; none"),
      Parameter("itemized", .text, help: "its itemization date (12 CFR 1006.34(b)(3)); none"),
      Parameter(
        "barred-from", .text, help: "the first day on which no court would hear of it; none"),
    ],
    example: "POST ASSIGN C-20417 role=third-party placed=2026-11-02 collector=kim ref=as-1",
    isAssignment: true, wanted: "an account, and what it is assigned to: collector= or another key",
    changes: changes
  ).spec

  @Sendable private static func changes(
    _ arguments: borrowing Arguments
  ) throws(Failure) -> [AccountChange] {
    var changes: [AccountChange] = []
    if let name = try arguments.textOrNone("collector") { changes.append(.collector(name)) }
    if let name = try arguments.textOrNone("portfolio") { changes.append(.portfolio(name)) }
    if let role = try arguments.choice("role", CollectionRole.self) { changes.append(.role(role)) }
    if let word = arguments.text("queue") {
      changes.append(.queue(try arguments.queueOrNone(word)))
    }
    if let name = try arguments.textOrNone("debt") { changes.append(.debt(name)) }
    if let day = try arguments.dateOrNone("placed") { changes.append(.placed(day)) }
    if let day = try arguments.dateOrNone("itemized") { changes.append(.itemized(day)) }
    if let day = try arguments.dateOrNone("barred-from") { changes.append(.barredFrom(day)) }
    return changes
  }
}

extension Arguments {
  fileprivate func queueOrNone(_ word: String) throws(Failure) -> DeskQueue? {
    if word == "none" { return nil }
    guard let queue = DeskQueue(word: word) else {
      throw bad("queue", "one of \(DeskQueue.words.joined(separator: " ")) none")
    }
    return queue
  }
}

extension CollectionRole: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .firstParty: "first-party"
    case .thirdParty: "third-party"
    }
  }
}

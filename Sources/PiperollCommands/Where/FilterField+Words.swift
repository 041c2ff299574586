import PiperollLedger

extension FilterField: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .account: "account"
    case .name: "name"
    case .kind: "kind"
    case .currency: "currency"
    case .collector: "collector"
    case .portfolio: "portfolio"
    case .client: "client"
    case .terms: "terms"
    case .creditLimit: "credit-limit"
    case .opened: "opened"
    case .balance: "balance"
    case .unapplied: "unapplied"
    case .open: "open"
    case .pastDue: "past-due"
    case .daysPastDue: "days-past-due"
    case .oldestDue: "oldest-due"
    case .lastPayment: "last-payment"
    case .hold: "hold"
    case .role: "role"
    case .queue: "queue"
    case .stage: "stage"
    case .score: "score"
    case .disputed: "disputed"
    }
  }
}

extension FilterField {
  /// The words that its values are; empty if it is no choice.
  var choices: [String] {
    switch self {
    case .kind: AccountKind.words
    case .role: CollectionRole.words
    case .queue: DeskQueue.words
    case .stage: WorkStage.words
    case .account, .name, .currency, .collector, .portfolio, .client, .terms, .creditLimit,
      .opened, .balance, .unapplied, .open, .pastDue, .daysPastDue, .oldestDue, .lastPayment,
      .hold, .score, .disputed:
      []
    }
  }

  /// The number of the value that a word is; nil if it is none of its choices.
  func number(ofChoice word: String) -> Int64? {
    switch self {
    case .kind: AccountKind(word: word).map { Int64($0.rawValue) }
    case .role: CollectionRole(word: word).map { Int64($0.rawValue) }
    case .queue: DeskQueue(word: word).map { Int64($0.rawValue) }
    case .stage: WorkStage(word: word).map { Int64($0.rawValue) }
    case .account, .name, .currency, .collector, .portfolio, .client, .terms, .creditLimit,
      .opened, .balance, .unapplied, .open, .pastDue, .daysPastDue, .oldestDue, .lastPayment,
      .hold, .score, .disputed:
      nil
    }
  }

  /// What its values look like, for people.
  var valueText: String {
    switch kind {
    case .text, .symbol: "text"
    case .choice: choices.joined(separator: "|")
    case .currency: "currency"
    case .money: "amount"
    case .count: "number"
    case .date: "date"
    case .holdKinds: HoldKind.words.joined(separator: "|")
    }
  }

  /// What it means, for people.
  var help: String {
    switch self {
    case .account: "the account's id"
    case .name: "the debtor's name"
    case .kind: "what kind of debtor it is for"
    case .currency: "the currency of all its amounts"
    case .collector: "the collector who works it"
    case .portfolio: "the group it belongs to"
    case .client: "for whom the debt is collected; none: it is the desk's own"
    case .terms: "days from an invoice's date to its due date; none: terms by the end of a month"
    case .creditLimit: "the most that it should owe; none: there is no limit"
    case .opened: "the date on which it was opened"
    case .balance: "open items less unapplied credit"
    case .unapplied: "credit not yet applied"
    case .open: "how much of its items is open"
    case .pastDue: "what is open and was due before the day, less unapplied credit"
    case .daysPastDue: "how long the oldest such item is past due; 0 if nothing is"
    case .oldestDue:
      "when the oldest open item is due that unapplied credit does not cover; none: there is none"
    case .lastPayment: "the date of the last payment that did not go back; none: there is none"
    case .hold:
      "the kind of any hold in force on it or on one of its items; none: there is no hold"
    case .role: "for whom the law takes the desk: POST ASSIGN role="
    case .queue: "whose work it is at the end of the day; none: nobody's"
    case .stage: "how far its collection has come at the end of the day"
    case .score: "what makes it the next one to work, at the end of the day: LOOKUP WHY"
    case .disputed: "how much of its open items is disputed: POST DISPUTE"
    }
  }
}

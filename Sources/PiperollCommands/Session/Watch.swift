public import PiperollLedger
public import PiperollWire

enum Watch {
  static let spec = CommandSpec(
    "WATCH",
    "Has the session told of what is recorded, in lines that begin with *: what was escalated,"
      + " asked, decided, broken, paid, set to be done, called; and of who calls you now (phone)."
      + " Each WATCH replaces the last.",
    role: .viewer,
    parameters: [
      Parameter(
        "what", .text, .required, .positional,
        "\(WatchTopic.words.joined(separator: " ")): one or more, with commas between them; off:"
          + " nothing"),
      Parameter("account", .identifier, help: "only of that account"),
    ],
    example: "WATCH escalations,broken",
    fields: [FieldSpec("watch", "what it is told of"), .accountField],
    codes: [.ok, .notFound], effect: .session(.watch))

  static let off = "off"
}

/// What a session may be told of.
public enum WatchTopic: UInt8, CaseIterable, Sendable {
  case escalations, approvals, broken, payments, tasks, calls
  /// Who calls the session's own user.
  case phone
}

extension WatchTopic: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .escalations: "escalations"
    case .approvals: "approvals"
    case .broken: "broken"
    case .payments: "payments"
    case .tasks: "tasks"
    case .calls: "calls"
    case .phone: "phone"
    }
  }
}

/// What a session wants to be told of.
public struct WatchWish: Sendable {
  public var topics: Set<WatchTopic>
  /// The row of the one account; nil for all.
  public var account: UInt32?

  /// Whether it wants to be told of an event.
  public func asks(for event: WatchEvent) -> Bool {
    topics.contains(event.topic) && (account == nil || account == event.account)
  }

  /// Whether it wants to be told of calls to its user.
  public var asksForCallsNow: Bool {
    topics.contains(.phone) || topics.contains(.calls) && account == nil
  }
}

extension Arguments {
  /// What WATCH asks for; nil for `off`.
  public func watch(in book: borrowing Book) throws(Failure) -> WatchWish? {
    let account = has("account") ? try account(in: book) : nil
    let text = required("what").lowercased()
    if text == Watch.off { return nil }
    var topics: Set<WatchTopic> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let topic = WatchTopic(word: String(word)) else {
        let words = WatchTopic.words.joined(separator: " ")
        throw bad("what", "off, or with commas between them: \(words)")
      }
      topics.insert(topic)
    }
    return WatchWish(topics: topics, account: account)
  }
}

extension ReplyWriter {
  /// Answers WATCH.
  public mutating func write(watch wish: WatchWish?, in book: borrowing Book) {
    status(.ok)
    let words = wish.map { $0.topics.map(\.rawValue).sorted().map { WatchTopic.words[Int($0)] } }
    field("watch", words?.joined(separator: ",") ?? Watch.off)
    if let account = wish?.account { field("account", book.accounts[account].id, book) }
    endLine()
  }
}

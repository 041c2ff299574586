public import PiperollLedger
public import PiperollWire

/// Why a command gives no result: a rule of the ledger, or a request that is at fault.
public enum Failure: Error, Sendable {
  case refused(Refusal)
  /// A line that is no request, an argument missing or one too many, a key, a value.
  case fault(Code, column: Int?, key: String?, sentence: String)
  case notLoggedIn
  /// A batch that is not what its sender says.
  case control(rule: Rule, found: String, difference: String, sentence: String)
  /// It would wait for an approval, and was only tried, or is one of several that are all or none.
  case needsApproval(ApprovalNeeds)
  /// Too much waits already.
  case overload(afterSeconds: Int)
  /// The disk has no room for another entry.
  case readOnly(afterSeconds: Int)
  /// A fault of the server's, under the number by which its log has it.
  case incident(String, sentence: String)
  case forbidden(needed: Role)
  /// The account has moved on since the revision that `if=` names.
  case conflict(revision: EntryNumber)

  /// The failure of a line that is no request.
  public init(_ fault: RequestFault) {
    self = .fault(fault.code, column: fault.column, key: nil, sentence: fault.sentence)
  }
}

extension Failure {
  /// The code that it is answered with.
  public var code: Code {
    switch self {
    case .refused(let refusal): refusal.rule.code
    case .fault(let code, _, _, _): code
    case .notLoggedIn: .auth
    case .control(let rule, _, _, _): rule.code
    case .needsApproval: .needsApproval
    case .overload: .overload
    case .readOnly: .readOnly
    case .incident: .internal
    case .forbidden: .forbidden
    case .conflict: .conflict
    }
  }

  /// Whether it is of the line alone: it will be refused whatever the book says then.
  public var isOfLine: Bool {
    switch self {
    case .fault: true
    case .refused(let refusal): refusal == .cardNumber
    case .notLoggedIn, .control, .needsApproval, .overload, .readOnly, .incident, .forbidden,
      .conflict:
      false
    }
  }

  /// What it says to people.
  var sentence: String {
    switch self {
    case .refused(let refusal): refusal.sentence
    case .fault(_, _, _, let sentence), .incident(_, let sentence),
      .control(_, _, _, let sentence):
      sentence
    case .needsApproval(let needs):
      "\(needs.sentence), and needs an approval: it can be asked for by a line of its own"
    case .notLoggedIn:
      "log in first: AUTH name password=\"...\", or connect with a client certificate"
    case .readOnly: "the disk is full: nothing can be recorded, everything can be read"
    case .overload: "too much of it waits already; try again"
    case .conflict(let revision):
      "the account has moved on: its last entry is \(revision); nothing was written"
    case .forbidden(let needed): "your role does not allow it; it takes \(needed.word)"
    }
  }
}

extension ReplyWriter {
  /// Writes a failure as its one status line.
  /// - Parameter row: of a bulk write, counted from 1.
  public mutating func write(_ failure: Failure, row: Int? = nil) {
    status(failure.code)
    if let row { field("row", row) }
    details(of: failure)
    human(failure.sentence)
    endLine()
  }

  /// The keys that say more of a failure.
  mutating func details(of failure: Failure) {
    switch failure {
    case .refused(let refusal): field("rule", refusal.rule.name)
    case .fault(_, let column, let key, _):
      if let key { field("key", key) }
      if let column { field("col", column) }
    case .control(let rule, let found, let difference, _):
      field("rule", rule.name)
      field("found", found)
      field("difference", difference)
    case .needsApproval(let needs): field("need", needs.words)
    case .notLoggedIn: break
    case .overload(let seconds), .readOnly(let seconds): field("after", seconds)
    case .incident(let incident, _): field("incident", incident)
    case .conflict(let revision): field("rev", revision)
    case .forbidden(let needed): field("role", needed.word)
    }
  }
}

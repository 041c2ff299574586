public import PiperollLedger
public import PiperollWire

/// Why a command gives no result: a rule of the ledger refuses it, or the request is at fault.
public enum Failure: Error, Sendable {
  case refused(Refusal)
  /// The line is no request, an argument is missing or one too many, a key or a value is wrong.
  /// `column` counts bytes from 1.
  case fault(Code, column: Int?, key: String?, sentence: String)
  case notLoggedIn
  /// A block does not have the rows or the sum that `control-count=` or `control-sum=` says.
  /// `found` is what it has, `difference` that less what was said.
  case control(rule: Rule, found: String, difference: String, sentence: String)
  /// A write that needs an approval, but cannot wait for one: it has `dry=yes`, or is part of a
  /// block or list of which all or nothing is written.
  /// `approval` is the request that waits already, if the write was asked for before.
  case needsApproval(ApprovalNeeds, approval: EntryNumber?)
  /// The write was asked for before with the same reference, and was rejected or has expired.
  case requestEnded(EndedRequest)
  /// Too many requests of this kind wait already, or came in a short time.
  case overload(afterSeconds: Int, String = "too many of these wait already; try again")
  /// The journal has no room for another entry.
  case readOnly(WriteStop, afterSeconds: Int)
  /// A fault in the server, with the name under which its log has it.
  case incident(String, sentence: String)
  case forbidden(needed: Role)
  /// The account has changed since the revision that `if=` names; `revision` is the present one.
  case conflict(revision: EntryNumber)

  /// The failure for a line that is no request.
  public init(_ fault: RequestFault) {
    self = .fault(fault.code, column: fault.column, key: nil, sentence: fault.sentence)
  }
}

extension Failure {
  /// The code with which the failure is answered.
  public var code: Code {
    switch self {
    case .refused(let refusal): refusal.rule.code
    case .fault(let code, _, _, _): code
    case .notLoggedIn: .auth
    case .control(let rule, _, _, _): rule.code
    case .needsApproval: .needsApproval
    case .requestEnded(let request): request.refusal.rule.code
    case .overload: .overload
    case .readOnly: .readOnly
    case .incident: .internal
    case .forbidden: .forbidden
    case .conflict: .conflict
    }
  }

  /// Whether the line alone is at fault, so that it would be refused on any book. Behind BEGIN such
  /// a line is refused at once, not only at COMMIT.
  public var isOfLine: Bool {
    switch self {
    case .fault: true
    case .refused(let refusal): refusal.isOfRequest
    case .notLoggedIn, .control, .needsApproval, .requestEnded, .overload, .readOnly, .incident,
      .forbidden, .conflict:
      false
    }
  }

  /// The text for people.
  var sentence: String {
    switch self {
    case .refused(let refusal): refusal.sentence
    case .fault(_, _, _, let sentence), .incident(_, let sentence),
      .control(_, _, _, let sentence):
      sentence
    case .needsApproval(_, let approval?):
      "it waits for another user's POST APPROVE \(approval); leave it out until that is decided"
    case .needsApproval(let needs, nil):
      "\(needs.sentence), and needs an approval; a line of its own without dry=yes asks for one"
    case .requestEnded(let request): request.refusal.sentence
    case .notLoggedIn:
      "log in first: AUTH name password=\"...\", or connect with a client certificate"
    case .readOnly(let stop, _):
      "\(stop.sentence): nothing can be recorded, everything can be read"
    case .overload(_, let sentence): sentence
    case .conflict(let revision):
      "the account has changed: its last entry is \(revision); nothing was written"
    case .forbidden(let needed): "your role does not allow it; it takes \(needed.word)"
    }
  }
}

extension ReplyWriter {
  /// Writes a failure as a status line.
  /// - Parameter row: the row of a bulk write, counted from 1; nil for a line.
  public mutating func write(_ failure: Failure, row: Int? = nil) {
    status(failure.code)
    if let row { field("row", row) }
    details(of: failure)
    human(failure.sentence)
    endLine()
  }

  /// Ends a block with a failure: what came of it after some of its rows were told.
  mutating func endBlock(_ failure: Failure) {
    endBlock(failure.code)
    details(of: failure)
    human(failure.sentence)
    endLine()
  }

  /// Writes the keys of a failure: `rule=`, `key=`, `col=` and others.
  mutating func details(of failure: Failure) {
    switch failure {
    case .refused(let refusal):
      field("rule", refusal.rule.name)
      if let key = refusal.key { field("key", key) }
    case .fault(_, let column, let key, _):
      if let key { field("key", key) }
      if let column { field("col", column) }
    case .control(let rule, let found, let difference, _):
      field("rule", rule.name)
      field("found", found)
      field("difference", difference)
    case .needsApproval(let needs, let approval):
      if let approval { field("approval", approval) }
      field("need", needs.words)
    case .requestEnded(let request):
      field("rule", request.refusal.rule.name)
      field("state", request.state.word)
      field("approval", request.approval)
      if let decision = request.decision {
        field("decided", decision.entry)
        field("decided-by", decision.user)
      }
    case .notLoggedIn: break
    case .overload(let seconds, _): field("after", seconds)
    case .readOnly(let stop, let seconds):
      field("after", seconds)
      field("why", stop.rawValue)
    case .incident(let incident, _): field("incident", incident)
    case .conflict(let revision): field("rev", revision)
    case .forbidden(let needed): field("role", needed.word)
    }
  }
}

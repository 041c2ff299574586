public import PiperollLedger
public import PiperollWire

/// Why a command gives no result: a rule of the ledger, or a request that is at fault.
public enum Failure: Error, Sendable {
  case refused(Refusal)
  /// A line that is no request, an argument missing or one too many, a key, a value.
  case fault(Code, column: Int?, key: String?, sentence: String)
  case notLoggedIn
  /// Too much waits already.
  case overload(afterSeconds: Int)
  /// A fault of the server's, under the number by which its log has it.
  case incident(String, sentence: String)
  case forbidden(needed: Role)

  /// The failure of a line that is no request.
  public init(_ fault: RequestFault) {
    self = .fault(fault.code, column: fault.column, key: nil, sentence: fault.sentence)
  }
}

/// The one mapping of domain refusals to codes.
public func code(of refusal: Refusal) -> Code {
  switch refusal {
  case .accountNotFound, .invoiceNotFound, .entryNotFound, .phoneNotFound, .nameNotFound,
    .referenceNotFound:
    .notFound
  case .invoiceAmbiguous: .ambiguous
  case .referencePayloadDiffers: .refMismatch
  default: .invalid
  }
}

extension ReplyWriter {
  /// Writes a failure as its one status line.
  public mutating func write(_ failure: Failure) {
    switch failure {
    case .refused(let refusal):
      status(code(of: refusal))
      field("rule", refusal.rule)
      human(refusal.sentence)
    case .fault(let code, let column, let key, let sentence):
      status(code)
      if let key { field("key", key) }
      if let column { field("col", column) }
      human(sentence)
    case .notLoggedIn:
      status(.auth)
      human("log in first: AUTH name password=\"...\", or connect with a client certificate")
    case .overload(let seconds):
      status(.overload)
      field("after", seconds)
      human("too much of it waits already; try again")
    case .incident(let incident, let sentence):
      status(.internal)
      field("incident", incident)
      human(sentence)
    case .forbidden(let needed):
      status(.forbidden)
      field("role", "\(needed)")
      human("your role does not allow it; it takes \(needed)")
    }
    endLine()
  }
}

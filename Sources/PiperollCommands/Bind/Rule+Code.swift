public import PiperollLedger
public import PiperollWire

extension Rule {
  /// Every rule that an answer may name by `rule=`: the ledger's, and those of a block.
  public static let all = ofLedger + ofBlocks

  /// What a refusal by it is answered with: the one mapping of refusals to codes.
  public var code: Code {
    switch kind {
    case .notFound: .notFound
    case .ambiguous: .ambiguous
    case .refMismatch: .refMismatch
    case .conflict: .conflict
    case .invalid: .invalid
    }
  }
}

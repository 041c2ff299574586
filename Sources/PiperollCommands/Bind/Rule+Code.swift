public import PiperollLedger
public import PiperollWire

extension Rule {
  /// Every rule that `rule=` of a reply may name: those of the ledger, and those of blocks.
  public static let all = ofLedger + ofBlocks

  /// The code with which a refusal by this rule is answered. Nowhere else are refusals mapped to
  /// codes.
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

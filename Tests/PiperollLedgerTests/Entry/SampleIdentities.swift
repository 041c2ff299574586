@testable import PiperollLedger

/// Who callers have shown to be, and one who fitted nobody.
let sampleIdentities: [Fact] = [
  Fact(
    Identified(
      account: 1, contact: .max, matched: [FactorSet(.zip), FactorSet(.ssn4)],
      missed: FactorSet(.born), isVerified: true)),
  Fact(
    Identified(
      account: .max, contact: nil, matched: [], missed: FactorSet(.street), isVerified: false)),
]

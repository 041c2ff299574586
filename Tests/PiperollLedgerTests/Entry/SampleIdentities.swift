@testable import PiperollLedger

/// Templates of letters: one that is set, and one that is taken back.
let sampleTemplates: [Fact] = [
  Fact(TemplateSet(.reminder1, .spanish, .html, text: "<p>{{pay_now}}</p>\nñ\n")),
  Fact(TemplateSet(.paymentReturned, .english, .text, text: "")),
]

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

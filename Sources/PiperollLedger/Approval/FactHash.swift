/// A hash of facts' bytes, by which what is approved is known to be what was asked for.
///
/// It tells what another state of the book makes of the same request; nobody chooses the bytes, for
/// they are decided anew from the request, which stands beside it.
public struct FactHash: BitwiseCopyable, Equatable, Sendable {
  let low: UInt64
  let high: UInt64

  init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

  /// The hash of facts that would be recorded from an entry's number on. Numbers of items that are
  /// made from it are left out: what is approved later gets a later one.
  public init(_ facts: [Fact], from number: EntryNumber) {
    var bytes: [UInt8] = []
    for (place, fact) in facts.enumerated() {
      fact.unnumbered(number + EntryNumber(place)).encode(to: &bytes)
    }
    var hash = StateHash()
    bytes.withUnsafeBytes { hash.write($0) }
    (low, high) = hash.words
  }
}

extension Fact {
  /// The fact without a number of its item that was made from its entry's. Every kind is named, so
  /// that a new one which makes such numbers is not forgotten: it could never be approved.
  fileprivate func unnumbered(_ entry: EntryNumber) -> Fact {
    func isMade(_ number: String) -> Bool {
      let parts = number.split(separator: "-", maxSplits: 1)
      return parts.count == 2 && parts[0].utf8.count == 1
        && (parts[1] == "\(entry)" || parts[1].hasPrefix("\(entry)."))
    }
    switch self {
    case .itemCharged(var fact) where isMade(fact.number):
      fact.number = ""
      return .itemCharged(fact)
    case .recovered(var fact):
      fact.number = ""
      return .recovered(fact)
    case .refunded(var fact):
      fact.number = ""
      return .refunded(fact)
    case .transferred(var fact):
      fact.number = ""
      return .transferred(fact)
    case .lateFeeCharged(var fact) where isMade(fact.number):
      fact.number = ""
      return .lateFeeCharged(fact)
    case .loanGranted(var fact) where isMade(fact.number):
      fact.number = ""
      return .loanGranted(fact)
    case .interestCharged(var fact):
      if case .item(_, let due) = fact.document { fact.document = .item(number: "", due: due) }
      return .interestCharged(fact)
    case .itemCharged, .accountOpened, .contactAdded, .invoiceBilled, .creditTaken, .creditApplied,
      .creditUnapplied, .reversed, .noted, .policySet, .approvalAsked, .approvalRejected,
      .periodClosed, .loanGranted, .lateFeeCharged, .rateSet, .holdPlaced, .holdReleased, .limitSet,
      .serviceRendered, .serviceVerified, .invoiceDrafted, .invoiceReleased, .userSet:
      return self
    }
  }
}

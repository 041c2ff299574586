/// The types of the facts that have no case of their own in `Fact`. No code was ever given up: the
/// next free ones are 30, 31, 33, 35, 38 and 39, then 54, 55, 58, 59, 69 to 79, 81 and up.
enum FactList {
  /// One line for each type, in any order.
  static let all: [any ListedFact.Type] = [
    AccountOpened.self,
    AccountOpenedByMonth.self,
    Amended.self,
    ApprovalAsked.self,
    ApprovalAskedForMore.self,
    ApprovalRejected.self,
    ContactAdded.self,
    ContactLinked.self,
    ContactWithDetails.self,
    ContactWithExtensions.self,
    ContactsTied.self,
    CreditUnapplied.self,
    DisputeMade.self,
    DisputeResolved.self,
    Ended.self,
    HoldPlaced.self,
    HoldReleased.self,
    Identified.self,
    InterestCharged.self,
    InvoiceDrafted.self,
    InvoiceReleased.self,
    ItemCharged.self,
    LateFeeCharged.self,
    LimitSet.self,
    LoanGranted.self,
    NoticeMade.self,
    NoteTaken.self,
    NoteTakenAtTime.self,
    NoteTakenWithVerdict.self,
    OfferAccepted.self,
    PeriodClosed.self,
    PlanMade.self,
    PolicySet.self,
    PreferenceTold.self,
    PromiseMade.self,
    PromiseMadeForItems.self,
    RateSet.self,
    Reaged.self,
    Recovered.self,
    Refunded.self,
    Reversed.self,
    ServiceRendered.self,
    ServiceVerified.self,
    Settled.self,
    TaskSet.self,
    TemplateSet.self,
    Transferred.self,
    UserChanged.self,
    UserChangedWithWork.self,
    UserSet.self,
  ]

  /// The type with a code; nil if there is none.
  static func type(of code: FactCode) -> (any ListedFact.Type)? {
    let place = Int(code.rawValue)
    return place < byCode.count ? byCode[place] : nil
  }

  private static let byCode: [(any ListedFact.Type)?] = {
    var table: [(any ListedFact.Type)?] = []
    for type in all {
      let place = Int(type.code.rawValue)
      while table.count <= place { table.append(nil) }
      precondition(
        table[place] == nil && FrequentFactCode(rawValue: type.code.rawValue) == nil,
        "the code \(place) of \(type) is another fact's too")
      table[place] = type
    }
    return table
  }()
}

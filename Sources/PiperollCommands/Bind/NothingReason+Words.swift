import PiperollLedger

extension NothingReason: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .noRate: "no-rate"
    case .nothingAccrued: "nothing-accrued"
    case .charged: "charged"
    case .chargedLater: "charged-later"
    case .noFee: "no-fee"
    case .nothingLate: "nothing-late"
    case .feeTooSmall: "too-small"
    case .onHold: "on-hold"
    case .noSmallBalance: "no-small-balance"
    case .noneSmall: "none-small"
    case .unchanged: "unchanged"
    case .noLevels: "no-levels"
    case .noLevelDue: "no-level-due"
    case .owesNothing: "owes-nothing"
    case .belowMinimum: "below-minimum"
    case .promised: "promised"
    case .onPlan: "on-plan"
    case .disputed: "disputed"
    case .noAddress: "no-address"
    case .mayNotBeContacted: "may-not"
    case .itemizationOpen: "itemization-open"
    }
  }

  /// Why there is nothing to record, for people.
  var sentence: String {
    switch self {
    case .noRate: "the account has no interest rate: POST RATE sets one"
    case .nothingAccrued: "no interest has accrued by then"
    case .charged: "all of it was charged before"
    case .chargedLater: "a later day was charged before"
    case .noFee: "no policy sets a late fee for it: POST POLICY late-fee sets one"
    case .nothingLate: "nothing is late by more than the days of grace"
    case .feeTooSmall: "the fee would be less than the smallest unit of the currency"
    case .onHold: "all that is late is on hold"
    case .noSmallBalance: "no policy says which balance is small: POST POLICY small-balance does"
    case .noneSmall: "no account owes so little"
    case .unchanged: "all of it is so already"
    case .noLevels: "no policy says when letters go: POST POLICY dunning-levels does"
    case .noLevelDue: "nothing has come to its next level"
    case .owesNothing: "credit covers what is past due"
    case .belowMinimum: "no more is past due than the policy dunning-minimum"
    case .promised: "money is promised and may still come in time"
    case .onPlan: "a plan or a settlement is in force, or is offered"
    case .disputed: "what a letter would be about is disputed"
    case .noAddress:
      "nobody who owes it has an address by which the letter may go; emails need the policy"
        + " desk-email"
    case .mayNotBeContacted: "a rule of contact forbids it: LOOKUP MAYCALL says until when"
    case .itemizationOpen:
      "what was owed on the itemization date and has changed since does not tie; POST ASSIGN"
        + " itemized= sets the date"
    }
  }
}

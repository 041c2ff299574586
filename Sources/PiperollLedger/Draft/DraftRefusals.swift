extension Rule {
  static let draftNotFound = Rule(
    "draft_not_found", .notFound,
    "no draft of the account that is neither billed nor dropped has that number")
  static let linesDiffer = Rule(
    "lines_differ", .invalid, "the services and lines do not come to the amount")
  static let draftBilled = Rule(
    "draft_billed", .invalid, "the draft was billed: reverse its invoice, if it still stands")
  static let releaseBeforeDraft = Rule(
    "release_before_draft", .invalid, "a release before its draft's date")

  static let ofDrafts = [draftNotFound, linesDiffer, draftBilled, releaseBeforeDraft]
}

extension Refusal {
  static func draftNotFound(_ number: String) -> Refusal {
    Refusal(.draftNotFound, "the account has no draft \(number)")
  }

  /// The services and lines of an invoice, or of a draft, do not add up to its amount.
  /// - Parameter total: what they add up to.
  public static func linesDiffer(_ total: Money, currency: Currency) -> Refusal {
    Refusal(.linesDiffer, "the services and lines come to \(total.text(in: currency))")
  }

  /// - Parameters:
  ///   - invoice: the entry that billed the draft.
  ///   - reversal: the entry that reversed the invoice, if one has.
  static func draftBilled(by invoice: EntryNumber, reversedBy reversal: EntryNumber?) -> Refusal {
    guard let reversal else {
      return Refusal(.draftBilled, "entry \(invoice) has billed it; reverse that")
    }
    return Refusal(
      .draftBilled,
      "entry \(invoice) billed it and entry \(reversal) reversed that: nothing of it is left, and"
        + " its services can be billed under another number")
  }

  /// - Parameter drafted: the draft's effective date.
  static func releaseBeforeDraft(_ drafted: Day) -> Refusal {
    Refusal(
      .releaseBeforeDraft, "it was drafted on \(drafted.text); release it on or after that")
  }
}

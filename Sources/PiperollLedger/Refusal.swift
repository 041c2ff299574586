/// A domain "no": what rule of the ledger an act would break. Nothing has changed when one is
/// thrown.
///
/// Declared in the order of precedence: what names nothing first, then what names too much, then
/// the rules. `rule` is the stable word that scripts read.
public enum Refusal: Error, Equatable, Sendable {
  case accountNotFound(String)
  case invoiceNotFound(String)
  case entryNotFound(EntryNumber)
  case phoneNotFound(PhoneNumber)
  case nameNotFound(String)
  case referenceNotFound(String)
  case loanNotFound
  case approvalNotFound(EntryNumber)
  case invoiceAmbiguous(String)

  case cardNumber
  case referencePayloadDiffers(first: EntryNumber)
  case accountExists(String)
  case invoiceExists(String)
  case dateAhead(latest: Day)
  case dueBeforeDate
  case accountNotLoan
  case loanExists(EntryNumber)
  case amountZero
  case totalTooLarge
  case applicationRepeated(invoice: String)
  case applicationExceedsItem(invoice: String, open: Money, currency: Currency)
  case applicationExceedsCredit(available: Money, currency: Currency)
  case nothingUnapplied
  case nothingOpen
  case nothingApplied
  case nothingWrittenOff
  case exceedsOpen(Money, currency: Currency)
  case exceedsUnapplied(Money, currency: Currency)
  case exceedsApplied(invoice: String, applied: Money, currency: Currency)
  case exceedsWrittenOff(Money, currency: Currency)
  case creditElsewhere(EntryNumber)
  case transferToItself
  case currencyDiffers(Currency, Currency)
  case draftNotFound(String)
  case sameUser
  case entryNotService(EntryKind)
  case alreadyVerified(by: EntryNumber)
  case serviceRepeated(EntryNumber)
  case serviceElsewhere(EntryNumber)
  case serviceBilled(EntryNumber, by: EntryNumber)
  case serviceUnverified(EntryNumber)
  case linesDiffer(Money, currency: Currency)
  case draftBilled(by: EntryNumber, reversedBy: EntryNumber?)
  case itemsHeld(Money, currency: Currency)
  case creditHeld(by: EntryNumber)
  case untilBeforeFrom
  case entryNotHold(EntryKind)
  case alreadyReleased(by: EntryNumber)
  case entryNotCredit(EntryKind)
  case entryNotReversible(EntryKind)
  case alreadyReversed(by: EntryNumber)
  case reversalBeforeOriginal(Day)
  /// The day from which the draft holds.
  case releaseBeforeDraft(Day)
  case adjusted(by: EntryNumber)
  case transferred(by: EntryNumber)
  case recovered
  case approvalDecided(by: EntryNumber)
  case approvalExpired(Day)
  case approverLimit(Money, currency: Currency)
  /// What was asked for would come out otherwise by now, or not at all.
  indirect case approvalStale(because: Refusal?)
  case ownLimit
  /// A limit for others above that of who sets it.
  case limitAboveOwn(Money, currency: Currency)
  case dayNotOver(latest: Day)
  case lastAdministrator
  case notKnownYet(last: EntryNumber)

  /// The rule's name: lower case, underscores.
  public var rule: String {
    switch self {
    case .accountNotFound: "account_not_found"
    case .invoiceNotFound: "invoice_not_found"
    case .entryNotFound: "entry_not_found"
    case .phoneNotFound: "phone_not_found"
    case .nameNotFound: "name_not_found"
    case .referenceNotFound: "ref_not_found"
    case .loanNotFound: "loan_not_found"
    case .approvalNotFound: "approval_not_found"
    case .invoiceAmbiguous: "invoice_on_several_accounts"
    case .cardNumber: "card_number"
    case .referencePayloadDiffers: "ref_payload_differs"
    case .accountExists: "account_exists"
    case .invoiceExists: "invoice_exists"
    case .dateAhead: "date_ahead"
    case .dueBeforeDate: "due_before_date"
    case .accountNotLoan: "account_not_loan"
    case .loanExists: "loan_exists"
    case .amountZero: "amount_zero"
    case .totalTooLarge: "total_too_large"
    case .applicationRepeated: "application_repeated"
    case .applicationExceedsItem: "application_exceeds_item"
    case .applicationExceedsCredit: "application_exceeds_credit"
    case .nothingUnapplied: "nothing_unapplied"
    case .nothingOpen: "nothing_open"
    case .nothingApplied: "nothing_applied"
    case .nothingWrittenOff: "nothing_written_off"
    case .exceedsOpen: "exceeds_open"
    case .exceedsUnapplied: "exceeds_unapplied"
    case .exceedsApplied: "exceeds_applied"
    case .exceedsWrittenOff: "exceeds_written_off"
    case .creditElsewhere: "credit_on_other_account"
    case .transferToItself: "transfer_to_itself"
    case .currencyDiffers: "currency_differs"
    case .draftNotFound: "draft_not_found"
    case .sameUser: "same_user"
    case .entryNotService: "entry_not_service"
    case .alreadyVerified: "already_verified"
    case .serviceRepeated: "service_repeated"
    case .serviceElsewhere: "service_on_other_account"
    case .serviceBilled: "service_billed"
    case .serviceUnverified: "service_unverified"
    case .linesDiffer: "lines_differ"
    case .draftBilled: "draft_billed"
    case .itemsHeld: "items_on_hold"
    case .creditHeld: "credit_hold"
    case .untilBeforeFrom: "until_before_from"
    case .entryNotHold: "entry_not_hold"
    case .alreadyReleased: "already_released"
    case .entryNotCredit: "entry_not_credit"
    case .entryNotReversible: "entry_not_reversible"
    case .alreadyReversed: "already_reversed"
    case .reversalBeforeOriginal: "reversal_before_original"
    case .releaseBeforeDraft: "release_before_draft"
    case .adjusted: "adjusted_or_written_off"
    case .transferred: "transferred_on"
    case .recovered: "recovered_since"
    case .approvalDecided: "approval_decided"
    case .approvalExpired: "approval_expired"
    case .approverLimit: "approver_limit"
    case .approvalStale: "approval_stale"
    case .ownLimit: "own_limit"
    case .limitAboveOwn: "limit_above_own"
    case .dayNotOver: "day_not_over"
    case .lastAdministrator: "last_administrator"
    case .notKnownYet: "not_known_yet"
    }
  }

  /// A sentence for a person: what is wrong and what would do instead.
  public var sentence: String {
    switch self {
    case .accountNotFound(let id): "no account \(id)"
    case .invoiceNotFound(let number): "no item \(number) there"
    case .entryNotFound(let number): "no entry \(number)"
    case .phoneNotFound(let number): "no contact has \(number.text)"
    case .nameNotFound: "no account or contact has that name"
    case .loanNotFound: "the account has no loan then"
    case .referenceNotFound(let name): "nothing was recorded with ref \(name)"
    case .approvalNotFound(let number): "entry \(number) asks for no approval"
    case .invoiceAmbiguous(let number):
      "invoice \(number) is on several accounts; name one with account="
    case .cardNumber: "the text holds a payment card number; those are never stored"
    case .referencePayloadDiffers(let first):
      "entry \(first) has this ref and says something else; nothing was written"
    case .accountExists(let id): "account \(id) is already open"
    case .invoiceExists(let number): "the account already has an item \(number)"
    case .dateAhead(let latest): "the date is ahead of today; the latest is \(latest.text)"
    case .accountNotLoan: "money is lent on accounts of the kind loan; open one for it"
    case .loanExists(let number): "entry \(number) is its loan; open an account for another one"
    case .dueBeforeDate: "the due date is before the item's date"
    case .amountZero: "the amount is zero"
    case .totalTooLarge: "the total would be more than the book can hold"
    case .applicationRepeated(let invoice): "\(invoice) is named twice"
    case .applicationExceedsItem(let invoice, let open, let currency):
      "\(invoice) has only \(open.text(decimals: currency.decimals)) open"
    case .applicationExceedsCredit(let available, let currency):
      "only \(available.text(decimals: currency.decimals)) is there to apply"
    case .nothingUnapplied: "nothing of it is unapplied"
    case .nothingOpen: "nothing is open there"
    case .nothingApplied: "nothing that could be taken off is applied there"
    case .nothingWrittenOff: "nothing was written off by then that has not been recovered"
    case .exceedsOpen(let open, let currency):
      "only \(open.text(decimals: currency.decimals)) is open there"
    case .exceedsUnapplied(let left, let currency):
      "only \(left.text(decimals: currency.decimals)) is unapplied"
    case .exceedsApplied(let invoice, let applied, let currency):
      "only \(applied.text(decimals: currency.decimals)) can be taken off \(invoice)"
    case .exceedsWrittenOff(let left, let currency):
      "only \(left.text(decimals: currency.decimals)) was written off by then and not recovered"
    case .creditElsewhere(let number): "entry \(number) is no credit of that account"
    case .transferToItself: "the two accounts are the same"
    case .currencyDiffers(let first, let second):
      "one account is in \(first.code), the other in \(second.code)"
    case .draftNotFound(let number): "no draft \(number) there"
    case .sameUser: "it is your own; somebody else has to decide on it"
    case .entryNotService(let kind): "that entry is \(kind.article), not a service"
    case .alreadyVerified(let by): "entry \(by) has verified it"
    case .serviceRepeated(let number): "service \(number) is named twice"
    case .serviceElsewhere(let number): "service \(number) is another account's"
    case .serviceBilled(let number, let by): "service \(number) stands on entry \(by) already"
    case .serviceUnverified(let number):
      "service \(number) is not verified; POST VERIFY \(number) first, or bill it in a draft"
    case .linesDiffer(let total, let currency):
      "the services and lines come to \(total.text(decimals: currency.decimals))"
    case .draftBilled(let by, nil): "entry \(by) has billed it; reverse that"
    case .draftBilled(let by, let reversal?):
      "entry \(by) billed it and entry \(reversal) reversed that: nothing of it is left, and its"
        + " services can be billed under another number"
    case .itemsHeld(let held, let currency):
      "\(held.text(decimals: currency.decimals)) of what is open is on hold; name its items with"
        + " apply= to do it all the same"
    case .creditHeld(let by): "entry \(by) holds the account's credit; release it first"
    case .untilBeforeFrom: "the hold's last day is before its first"
    case .entryNotHold(let kind): "that entry is \(kind.article), not a hold"
    case .alreadyReleased(let by): "entry \(by) has released it"
    case .entryNotCredit(let kind):
      "that entry is \(kind.article), not a payment, a credit or a transfer"
    case .entryNotReversible(.reverse):
      "that entry is a reversal; post what it reversed anew"
    case .entryNotReversible(.hold): "that entry is a hold; release it with POST RELEASE-HOLD"
    case .entryNotReversible(let kind):
      "that entry is \(kind.article); only what moves money can be reversed"
    case .alreadyReversed(let by): "entry \(by) has reversed it"
    case .reversalBeforeOriginal(let day):
      "it is effective \(day.text); reverse it on or after that"
    case .releaseBeforeDraft(let day): "it was drafted on \(day.text); release it on or after that"
    case .adjusted(let by): "entry \(by) has adjusted it or written it off; reverse that first"
    case .transferred(let by): "entry \(by) has transferred some of it; reverse that first"
    case .recovered: "money came in on what it wrote off; reverse the recovery first"
    case .notKnownYet(let last):
      "nothing is known of it yet; the last entry is \(last), and a time is known once it is past"
    case .approvalDecided(let by): "entry \(by) has decided it"
    case .approvalExpired(let day): "it expired at the end of \(day.text); it is to be asked anew"
    case .approverLimit(let limit, let currency):
      "your own limit is \(limit.text(decimals: currency.decimals)); somebody with a higher one"
        + " decides it"
    case .approvalStale(let because):
      "it would come out otherwise by now" + (because.map { " (\($0.sentence))" } ?? "")
        + "; reject it, and have it asked anew"
    case .ownLimit: "a limit of your own role or of a higher one is set by an administrator"
    case .limitAboveOwn(let own, let currency):
      "it would be above your own limit then, \(own.text(decimals: currency.decimals)); somebody"
        + " with as high a one sets it"
    case .dayNotOver(let latest):
      "the day is not over (UTC); the last that can be closed is \(latest.text)"
    case .lastAdministrator: "nobody would be left to administer; make another administrator first"
    }
  }
}

extension EntryKind {
  fileprivate var article: String {
    switch self {
    case .account: "an account"
    case .invoice: "an invoice"
    case .apply: "an application"
    case .unapply: "an unapplication"
    case .adjust: "an adjustment"
    case .approval: "an approval"
    case .interest: "a charge of interest"
    case .verify: "a verification"
    case .writeoff: "a write-off"
    case .reverse: "a reversal"
    case .releaseHold: "the release of a hold"
    default: "a \(self)"
    }
  }
}

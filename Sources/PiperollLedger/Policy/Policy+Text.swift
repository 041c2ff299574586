// What people read of a policy.

extension Policy {
  /// What applies where nothing was set, as text for people.
  public var defaultText: String {
    switch self {
    case .writeoffLimit, .refundLimit, .adjustLimit, .creditMemoLimit, .creditRaiseLimit,
      .waiverLimit, .settlementLimit, .settlementPercent, .planMonths:
      limitTexts.joined(separator: ", ")
    case .nsfFee, .chargebackFee, .lateFee, .lateFeePercent: "no fee"
    case .smallBalance: "no balance is small"
    case .dunningLevels: "no letters"
    case .dunningMinimum: "0"
    case .feeAuthority: "nothing: no fee"
    case .deskName, .deskAddress, .deskPhone, .deskHours, .deskEmail, .deskSite:
      "letters leave it out"
    case .allocation: "interest-first on loans, principal-first once written off; else oldest-due"
    case .dayLimit(let concession): "ten times \(concession.limit.name)"
    case .strength: "warn; for kind=trade off"
    case .approvalDays, .lateFeeGrace, .agingBuckets, .deskCountry, .deskZone, .dateYearsBack,
      .dateYearsAhead, .auditRequired, .auditDays, .promiseGrace, .promiseTolerance,
      .promiseTolerancePercent, .promiseDays, .promiseExclude, .planGrace, .planDefault,
      .settlementGrace, .complaintDays, .publicDomains, .queueWeights,
      .leaseMinutes, .attorneyDays, .verifyBefore, .verifyFactors, .ledgerName:
      defaultValue(for: .all).map(\.text) ?? ""
    }
  }

  /// For a limit: what each role has where none was set.
  private var limitTexts: [String] {
    [Role.operator, .supervisor, .admin].map { role in
      "\(role.word) \(defaultValue(for: .role(role)).map(\.text) ?? "unlimited")"
    }
  }

  /// What the policy is, as text for people.
  public var help: String {
    switch self {
    case .writeoffLimit: "the most that the role writes off without an approval"
    case .refundLimit:
      "the most that the role refunds, or takes back of what came in, without an approval"
    case .adjustLimit:
      "the most that the role adjusts in a debtor's favour, also by reversing a debit, without an"
        + " approval"
    case .creditMemoLimit:
      "the most that the role credits by a memo, or by reversing an invoice, without an approval"
    case .creditRaiseLimit:
      "the most by which the role raises a credit limit, that it gives as the first one, or that it"
        + " lends, without an approval"
    case .waiverLimit:
      "the most that the role waives of a fee or of interest, by reversing it or by dating back,"
        + " without an approval"
    case .settlementLimit:
      "the most that the role takes off a debt by a settlement, without an approval"
    case .settlementPercent:
      "the largest share of a debt, in percent, that the role takes off by a settlement, without an"
        + " approval"
    case .planMonths:
      "how many months the plan or the settlement may last that the role agrees on, without an"
        + " approval"
    case .planGrace: "how long after its day the money of an instalment is still in time"
    case .planDefault: "how many missed instalments put a plan in default"
    case .complaintDays: "within how many days a complaint is to be answered"
    case .strength(let rule):
      "how strict the desk is, with its own debts, with rule \(rule.id) of contact, which the law"
        + " has for those of others"
    case .publicDomains: "the domains at which anybody may have an e-mail address"
    case .queueWeights:
      "what each thing counts that makes an account the next one; what is not named counts what it"
        + " does by default"
    case .leaseMinutes:
      "how many minutes behind a session's last request nobody else is offered its account"
    case .attorneyDays:
      "how many days an attorney has to answer before their silence allows contact with the person"
    case .verifyBefore:
      "on which calls the server shows nothing of a debt before the caller is known: inbound: calls"
        + " in about debts that are collected for others, and those of patients; all: all calls in,"
        + " and accounts that LOOKUP NEXT offers"
    case .verifyFactors:
      "how callers show who they are: how many of which factors have to fit"
    case .deskName: "the name under which the desk writes letters"
    case .deskAddress:
      "where letters to the desk go, its lines parted by commas, or by semicolons"
    case .deskPhone: "the telephone number that letters give"
    case .deskHours: "when somebody answers it, in words"
    case .deskEmail: "the e-mail address that letters give"
    case .deskSite: "the web address that letters give"
    case .settlementGrace: "how long after its day the money of a settlement is still in time"
    case .dayLimit(let concession):
      "the most that a user of the role does in a day of what \(concession.limit.name) limits,"
        + " without an approval"
    case .approvalDays: "how many days a request waits for its approval before it expires"
    case .nsfFee: "charged when a payment is reversed because the bank returned it"
    case .chargebackFee: "charged when a payment is reversed because of a chargeback"
    case .smallBalance: "the largest balance that counts as small"
    case .lateFee: "charged once for an item that is late"
    case .lateFeePercent: "charged on what is late, in percent"
    case .lateFeeGrace: "how many days past due an item may be without a late fee"
    case .agingBuckets: "the last day past due of each bucket of an aging or a statement"
    case .allocation: "the order in which money goes to open items that the request does not name"
    case .deskCountry: "the country whose national form of telephone numbers is understood"
    case .deskZone: "the zone whose clocks say which day is today"
    case .dateYearsBack: "how many years before today a date may be that a write gives"
    case .dateYearsAhead: "how many years after today a date may be that a write gives"
    case .auditRequired:
      "yes: look-ups and reports of accounts are refused (431) while the audit trail cannot be"
        + " written"
    case .auditDays: "how many days the audit trail is kept at the least"
    case .promiseGrace: "how long after its day the money of a promise is still in time"
    case .promiseTolerance: "how much of a promise may be missing if it is to count as kept"
    case .promiseTolerancePercent:
      "the same in percent of the promise; the larger of both counts"
    case .promiseDays: "how many days ahead a promise may be due"
    case .promiseExclude: "the methods of payments that keep no promise"
    case .dunningLevels:
      "when what is past due comes to a level of dunning, and what letter it gets then: of each"
        + " level its number, the days past due, the days since the letter before, the means of"
        + " which the first that is allowed is taken, the fee, the template"
    case .dunningMinimum: "no letter goes for what is past due up to this amount"
    case .feeAuthority:
      "what allows the fee of a letter about a debt that is collected for somebody else: an"
        + " agreement, a law (12 CFR 1006.22(b))"
    case .ledgerName(let account):
      "what the firm's chart of accounts calls \(account.word)"
    }
  }
}

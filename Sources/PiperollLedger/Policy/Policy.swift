/// A rule that each desk sets for itself. Policies are data in the book: each setting has a date
/// and is never overwritten.
///
/// This is the only list of policies. What the commands read and show of them is derived from it.
public enum Policy: Hashable, Sendable {
  case writeoffLimit, refundLimit, adjustLimit, creditMemoLimit, creditRaiseLimit, waiverLimit,
    settlementLimit
  /// What a role may do in a day of what it may do up to a limit.
  case dayLimit(Concession)
  case approvalDays
  case nsfFee, chargebackFee
  case smallBalance
  case lateFee, lateFeePercent, lateFeeGrace
  case agingBuckets
  case allocation
  /// The country whose national form of telephone numbers is understood.
  case deskCountry
  /// The zone whose clocks say which day it is for the desk.
  case deskZone
  /// How far from today a date may be that a write gives.
  case dateYearsBack, dateYearsAhead
  /// Whether nothing of a person may be seen while the audit trail cannot be written, and for how
  /// many days the trail is kept.
  case auditRequired, auditDays
  /// The days of grace of a promise, how much may be missing of one that counts as kept, how far
  /// ahead one may be due, and which money does not keep one.
  case promiseGrace, promiseTolerance, promiseTolerancePercent, promiseDays, promiseExclude
  /// The largest share of a debt that a role takes off by a settlement, and the longest plan that
  /// it agrees on.
  case settlementPercent, planMonths
  /// The days of grace of a plan's parts, how many missed ones are a default, and the days of grace
  /// of a settlement.
  case planGrace, planDefault, settlementGrace
  /// Within how many days a complaint is to be answered.
  case complaintDays
  /// What each thing counts that makes an account the next one, and how many minutes behind the
  /// last request of its session nobody else is offered it.
  case queueWeights, leaseMinutes
  /// How many days an attorney has to answer.
  case attorneyDays
  /// How strict the desk is, with its own debts, with a rule that the law has for those of others.
  case strength(ContactRule)
  /// The domains at which anybody may have an email address.
  case publicDomains
  /// On which calls a caller has to show who they are before anything of a debt is shown, and how.
  case verifyBefore, verifyFactors
  /// When what is past due comes to a level of dunning, how much has to be past due for a letter,
  /// and what allows its fee on a debt that is collected for somebody else.
  case dunningLevels, dunningMinimum, feeAuthority
  /// What letters say of the desk: who writes, where answers go, and when somebody is there.
  case deskName, deskAddress, deskPhone, deskHours, deskEmail, deskSite
  /// The name of a general-ledger account in the firm's own chart of accounts.
  case ledgerName(LedgerAccount)

  /// The type of a policy's value.
  public enum ValueType: Equatable, Sendable {
    case money, days, years, percent, buckets, order, text, country, zone, flag, grace, methods,
      count, strength, domains, weights, minutes, verifyBefore, factors, levels
  }

  /// For whom a policy may be set.
  public enum Scopes: Equatable, Sendable {
    /// For all alike.
    case all
    /// For each role by itself, never for all.
    case role
    /// For all, or for a kind of account. The value for the kind takes precedence.
    case kind
  }

  /// The policies without a parameter.
  private static let single: [Policy] = [
    .approvalDays, .nsfFee, .chargebackFee, .smallBalance, .lateFee, .lateFeePercent,
    .lateFeeGrace, .agingBuckets, .allocation,
    .deskCountry, .deskZone, .dateYearsBack, .dateYearsAhead, .auditRequired, .auditDays,
    .promiseGrace, .promiseTolerance, .promiseTolerancePercent, .promiseDays, .promiseExclude,
    .settlementPercent, .planMonths, .planGrace, .planDefault, .settlementGrace,
    .complaintDays, .publicDomains, .queueWeights, .leaseMinutes, .attorneyDays, .verifyBefore,
    .verifyFactors, .dunningLevels, .dunningMinimum, .feeAuthority, .deskName, .deskAddress,
    .deskPhone, .deskHours, .deskEmail, .deskSite,
  ]
  /// The codes of how strict the desk is begin here, in the order of `ContactRule.ofPolicies`.
  private static var firstStrengthCode: UInt8 { 200 }
  /// The codes of the limits of a day begin here.
  private static var firstDayCode: UInt8 { 112 }
  /// The codes of the general-ledger accounts' names begin here.
  private static var firstLedgerCode: UInt8 { 128 }

  /// In the order in which they are shown.
  public static let allCases: [Policy] =
    Concession.allCases.map(\.limit) + Concession.allCases.map(\.dayLimit) + single
    + ContactRule.ofPolicies.map { .strength($0) }
    + LedgerAccount.allCases.map { .ledgerName($0) }

  /// The policies by their codes; nil if no policy has the code.
  private static let byCode: [Policy?] = (0...UInt8.max).map { code in
    allCases.first { $0.code == code }
  }

  /// The policies by their names.
  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// The policy with a name; nil if there is none.
  public init?(name: String) {
    guard let policy = Self.byName[name] else { return nil }
    self = policy
  }

  /// Its code: a byte in the journal and in the book's rows. It never changes its meaning.
  var code: UInt8 {
    switch self {
    case .writeoffLimit: 0
    case .refundLimit: 1
    case .adjustLimit: 2
    case .creditRaiseLimit: 3
    case .waiverLimit: 4
    case .approvalDays: 5
    case .nsfFee: 6
    case .chargebackFee: 7
    case .smallBalance: 8
    case .lateFee: 9
    case .lateFeePercent: 10
    case .lateFeeGrace: 11
    case .agingBuckets: 12
    case .allocation: 13
    case .creditMemoLimit: 14
    case .dayLimit(let concession): Self.firstDayCode + concession.rawValue
    case .deskCountry: 20
    case .deskZone: 24
    case .dateYearsBack: 25
    case .dateYearsAhead: 26
    case .auditRequired: 150
    case .auditDays: 151
    case .promiseGrace: 152
    case .promiseTolerance: 153
    case .promiseTolerancePercent: 154
    case .promiseDays: 155
    case .promiseExclude: 156
    case .queueWeights: 157
    case .leaseMinutes: 158
    case .dunningLevels: 166
    case .dunningMinimum: 167
    case .feeAuthority: 169
    case .attorneyDays: 159
    case .deskName: 160
    case .deskAddress: 161
    case .deskPhone: 162
    case .deskHours: 163
    case .deskEmail: 164
    case .deskSite: 165
    case .settlementLimit: 170
    case .settlementPercent: 171
    case .planMonths: 172
    case .planGrace: 173
    case .planDefault: 174
    case .settlementGrace: 175
    case .verifyBefore: 190
    case .verifyFactors: 191
    case .complaintDays: 220
    case .publicDomains: 221
    case .strength(let rule):
      Self.firstStrengthCode + UInt8(ContactRule.ofPolicies.firstIndex(of: rule)!)
    case .ledgerName(let account): Self.firstLedgerCode + account.rawValue
    }
  }

  init?(code: UInt8) {
    guard let policy = Self.byCode[Int(code)] else { return nil }
    self = policy
  }

  /// Its name on the wire.
  public var name: String {
    switch self {
    case .writeoffLimit: "writeoff-limit"
    case .refundLimit: "refund-limit"
    case .adjustLimit: "adjust-limit"
    case .creditMemoLimit: "credit-memo-limit"
    case .creditRaiseLimit: "credit-raise-limit"
    case .waiverLimit: "waiver-limit"
    case .dayLimit(let concession): concession.limit.name.dropLast(5) + "day-limit"
    case .approvalDays: "approval-days"
    case .nsfFee: "nsf-fee"
    case .chargebackFee: "chargeback-fee"
    case .smallBalance: "small-balance"
    case .lateFee: "late-fee"
    case .lateFeePercent: "late-fee-percent"
    case .lateFeeGrace: "late-fee-grace"
    case .agingBuckets: "aging-buckets"
    case .allocation: "allocation"
    case .deskCountry: "desk-country"
    case .deskZone: "desk-zone"
    case .dateYearsBack: "date-years-back"
    case .dateYearsAhead: "date-years-ahead"
    case .auditRequired: "audit-required"
    case .auditDays: "audit-days"
    case .promiseGrace: "promise-grace"
    case .promiseTolerance: "promise-tolerance"
    case .promiseTolerancePercent: "promise-tolerance-percent"
    case .promiseDays: "promise-days"
    case .promiseExclude: "promise-exclude"
    case .settlementLimit: "settlement-limit"
    case .settlementPercent: "settlement-percent"
    case .planMonths: "plan-months"
    case .planGrace: "plan-grace"
    case .planDefault: "plan-default"
    case .settlementGrace: "settlement-grace"
    case .complaintDays: "complaint-days"
    case .publicDomains: "public-domains"
    case .queueWeights: "queue-weights"
    case .leaseMinutes: "lease-minutes"
    case .attorneyDays: "attorney-days"
    case .verifyBefore: "verify-before"
    case .verifyFactors: "verify-factors"
    case .dunningLevels: "dunning-levels"
    case .dunningMinimum: "dunning-minimum"
    case .feeAuthority: "fee-authority"
    case .deskName: "desk-name"
    case .deskAddress: "desk-address"
    case .deskPhone: "desk-phone"
    case .deskHours: "desk-hours"
    case .deskEmail: "desk-email"
    case .deskSite: "desk-site"
    case .strength(let rule): "rule-\(rule.id.lowercased())"
    case .ledgerName(let account): "gl-\(account.word)"
    }
  }

  /// The type of its value.
  public var type: ValueType {
    switch self {
    case .writeoffLimit, .refundLimit, .adjustLimit, .creditMemoLimit, .creditRaiseLimit,
      .waiverLimit, .settlementLimit, .dayLimit, .nsfFee, .chargebackFee, .smallBalance, .lateFee,
      .promiseTolerance, .dunningMinimum:
      .money
    case .approvalDays, .lateFeeGrace, .auditDays, .promiseDays, .complaintDays, .attorneyDays:
      .days
    case .auditRequired: .flag
    case .lateFeePercent, .promiseTolerancePercent, .settlementPercent: .percent
    case .promiseGrace, .planGrace, .settlementGrace: .grace
    case .planMonths, .planDefault: .count
    case .promiseExclude: .methods
    case .strength: .strength
    case .publicDomains: .domains
    case .queueWeights: .weights
    case .leaseMinutes: .minutes
    case .verifyBefore: .verifyBefore
    case .verifyFactors: .factors
    case .agingBuckets: .buckets
    case .allocation: .order
    case .deskCountry: .country
    case .deskZone: .zone
    case .dateYearsBack, .dateYearsAhead: .years
    case .deskName, .deskAddress, .deskPhone, .deskHours, .deskEmail, .deskSite, .ledgerName,
      .feeAuthority:
      .text
    case .dunningLevels: .levels
    }
  }

  /// For whom it may be set.
  public var scopes: Scopes {
    switch self {
    case .writeoffLimit, .refundLimit, .adjustLimit, .creditMemoLimit, .creditRaiseLimit,
      .waiverLimit, .settlementLimit, .dayLimit, .settlementPercent, .planMonths:
      .role
    case .allocation, .lateFee, .lateFeePercent, .lateFeeGrace, .strength, .dunningLevels,
      .feeAuthority:
      .kind
    case .approvalDays, .nsfFee, .chargebackFee, .smallBalance, .agingBuckets, .deskCountry,
      .deskZone, .dateYearsBack, .dateYearsAhead, .auditRequired, .auditDays, .promiseGrace,
      .promiseTolerance, .promiseTolerancePercent, .promiseDays, .promiseExclude, .planGrace,
      .planDefault, .settlementGrace, .complaintDays, .publicDomains, .queueWeights,
      .leaseMinutes, .attorneyDays, .verifyBefore, .verifyFactors, .dunningMinimum, .deskName,
      .deskAddress, .deskPhone, .deskHours, .deskEmail, .deskSite, .ledgerName:
      .all
    }
  }

  /// Whether it limits how much a role may do alone.
  public var isLimit: Bool { scopes == .role }

  /// The value of a limit that nothing is above; nil if it is no limit.
  public var unlimited: PolicyValue? {
    guard isLimit else { return nil }
    return switch type {
    case .money: .money(.largest)
    case .percent: .percent(.largest)
    case .count: .count(PolicyValue.countMax)
    case .days, .years, .buckets, .order, .text, .country, .zone, .flag, .grace, .methods,
      .strength, .domains, .weights, .minutes, .verifyBefore, .factors, .levels:
      nil
    }
  }

  /// The limits of a role for which none was set, in the smallest units of a currency: 500.00 USD,
  /// 50000 JPY. An operator's limit is enough for a day's work; a supervisor's is ten times as
  /// much.
  private static let smallLimit = Money(minor: 500_00)
  private static let largeLimit = Money(minor: 5_000_00)
  private static let largestLimit = Money(minor: 50_000_00)

  /// The limit of a day where none was set, by that of one act: a day has some ten large acts.
  static func dayLimit(_ limit: Money) -> Money {
    Money(minor: min(limit.minor, Money.largest.minor / 10) * 10)
  }

  /// The value for a scope where none was set; nil if there is none then. `defaultText` says what
  /// nil means.
  public func defaultValue(for scope: PolicyScope) -> PolicyValue? {
    switch self {
    case .creditRaiseLimit:
      scope.limit(operators: Self.largeLimit, supervisors: Self.largestLimit)
    case .writeoffLimit, .refundLimit, .adjustLimit, .creditMemoLimit, .waiverLimit,
      .settlementLimit:
      scope.limit(operators: Self.smallLimit, supervisors: Self.largeLimit)
    case .settlementPercent:
      scope.limit(
        operators: .percent(Percent(partsPerMillion: 250_000)!),
        supervisors: .percent(Percent(partsPerMillion: 500_000)!))
    case .planMonths: scope.limit(operators: .count(12), supervisors: .count(36))
    case .planGrace: .grace(Grace(5, isOfWorkDays: false)!)
    case .planDefault: .count(2)
    case .settlementGrace: .grace(Grace(5, isOfWorkDays: true)!)
    case .approvalDays: .days(7)
    case .lateFeeGrace: .days(0)
    case .agingBuckets: .buckets(.standard)
    case .deskCountry: .country(.us)
    case .deskZone: .zone(.utc)
    case .dateYearsBack: .years(10)
    case .dateYearsAhead: .years(2)
    case .auditRequired: .flag(false)
    // Six years: 45 CFR 164.316(b)(2).
    case .auditDays: .days(2_192)
    // Two work days: money that was sent on the day is there.
    case .promiseGrace: .grace(Grace(2, isOfWorkDays: true)!)
    case .promiseTolerance: .money(Money(minor: 1_00))
    case .promiseTolerancePercent: .percent(Percent(partsPerMillion: 10_000)!)
    case .promiseDays: .days(60)
    case .complaintDays: .days(15)
    // The debts of trade are held to no rule that the law has for those of consumers.
    case .strength: .strength(scope == .kind(.trade) ? .off : .warn)
    case .publicDomains: .domains(.standard)
    case .queueWeights: .weights(.standard)
    // A call and its note.
    case .leaseMinutes: .minutes(15)
    // The law names no number: a month is what it gives a consumer to dispute a debt.
    case .attorneyDays: .days(30)
    case .verifyBefore: .verifyBefore(.inbound)
    case .verifyFactors: .factors(.standard)
    // What others send comes whether the debtor keeps a promise or not.
    case .promiseExclude: .methods(MethodSet([.remittance, .garnishment, .agency]))
    case .ledgerName(let account): .text(account.word)
    // Ten times the limit of one act, which the book knows.
    case .dayLimit: nil
    case .nsfFee, .chargebackFee, .smallBalance, .lateFee, .lateFeePercent, .allocation,
      .dunningLevels, .dunningMinimum, .feeAuthority, .deskName, .deskAddress, .deskPhone,
      .deskHours, .deskEmail, .deskSite:
      nil
    }
  }
}

extension PolicyScope {
  /// The limit of a role where none was set; nil for an administrator, who has no limit, for a
  /// viewer, who writes nothing, and for scopes that are no role.
  fileprivate func limit(operators: Money, supervisors: Money) -> PolicyValue? {
    limit(operators: .money(operators), supervisors: .money(supervisors))
  }

  fileprivate func limit(operators: PolicyValue, supervisors: PolicyValue) -> PolicyValue? {
    switch self {
    case .role(.operator): operators
    case .role(.supervisor): supervisors
    case .role(.admin), .role(.viewer), .role(.auditor), .role(.phone), .role(.none), .all, .kind:
      nil
    }
  }
}

/// A row of the table of rules: whom it holds, what it is about, what it finds, what lifts it.
struct ContactRuleRow: Sendable {
  /// Whose debts it is for.
  enum Whom: Sendable {
    case all
    /// Those of others.
    case thirdParty
    /// Those of others, and the desk's own as strictly as the desk wants.
    case thirdPartyOrPolicy
  }

  /// What lifts a rule, besides a purpose.
  struct Lifts: OptionSet, Sendable {
    let rawValue: UInt8
    /// The person's own word that they may be contacted then or there.
    static let consent = Lifts(rawValue: 1)
    static let court = Lifts(rawValue: 2)
    /// What they wrote may be answered.
    static let reply = Lifts(rawValue: 4)
  }

  let rules: [ContactRule]
  let whom: Whom
  let parties: CaseSet<ContactParty>
  let channels: CaseSet<ContactChannel>
  let purposes: CaseSet<ContactPurpose>
  let lifts: Lifts
  let test: @Sendable (borrowing ContactInquiry) -> [ContactFinding]

  init(
    _ rules: [ContactRule], _ whom: Whom, _ parties: CaseSet<ContactParty>,
    _ channels: CaseSet<ContactChannel>, liftedBy lifts: Lifts = [],
    purposes: CaseSet<ContactPurpose> = [],
    test: @escaping @Sendable (borrowing ContactInquiry) -> [ContactFinding]
  ) {
    (self.rules, self.whom, self.parties) = (rules, whom, parties)
    (self.channels, self.lifts, self.purposes) = (channels, lifts, purposes)
    self.test = test
  }

  /// Adds the reasons that the rule has, as strict as it is for the debt.
  func add(to reasons: inout [ContactReason], _ inquiry: borrowing ContactInquiry) {
    let question = inquiry.question
    guard parties.contains(inquiry.facts.party), channels.contains(question.channel),
      !purposes.contains(question.purpose), whom == .all || isFor(inquiry.facts)
    else { return }
    for finding in test(inquiry) {
      if lifts.contains(.consent), inquiry.isConsented(finding) { continue }
      if lifts.contains(.court), inquiry.isAllowedByCourt() { continue }
      if lifts.contains(.reply), inquiry.isReply(finding.replies) { continue }
      var verdict = finding.verdict
      if whom == .thirdPartyOrPolicy, !inquiry.facts.isThirdParty {
        switch inquiry.facts.strengths[finding.rule] {
        case .off: continue
        case .warn: verdict = min(verdict, .warn)
        case .block: break
        }
      }
      reasons.append(
        ContactReason(
          rule: finding.rule, verdict: verdict, until: finding.until, entry: finding.entry,
          section: finding.rule.section(question)))
    }
  }

  private func isFor(_ facts: ContactFacts) -> Bool {
    switch whom {
    case .all, .thirdPartyOrPolicy: true
    case .thirdParty: facts.isThirdParty
    }
  }
}

extension ContactRuleRow {
  private static let all = CaseSet(ContactChannel.allCases)
  private static let timed = all.subtracting([.letter])
  private static let spoken: CaseSet<ContactChannel> = [.call, .voicemail]
  private static let electronic: CaseSet<ContactChannel> = [.text, .email]
  private static let persons = ContactParty.persons
  private static let byWord: Lifts = [.consent, .court, .reply]

  /// All rules, in the order in which they are told.
  static let table: [ContactRuleRow] = [
    ContactRuleRow([.t1, .t2], .thirdPartyOrPolicy, persons, timed, liftedBy: byWord) {
      $0.outsideUsualHours()
    },
    ContactRuleRow([.t3], .thirdPartyOrPolicy, persons, timed, liftedBy: byWord) {
      $0.inconvenientTimes()
    },
    ContactRuleRow(
      [.t5, .t6], .thirdPartyOrPolicy, persons, all.subtracting([.text]), liftedBy: byWord
    ) { $0.inconvenientPlaces() },
    ContactRuleRow([.t7], .all, persons, all, liftedBy: [.reply, .court]) {
      $0.isAllowedByAttorney ? [] : $0.reason(.t7, ifHeld: [.attorney])
    },
    ContactRuleRow([.t8], .thirdParty, persons, all, purposes: [.ending, .remedy]) {
      $0.reason(.t8, ifHeld: [.cease])
    },
    ContactRuleRow(
      [.t9], .all, ContactParty.everybody, all, liftedBy: .reply, purposes: [.law]
    ) { $0.stops() },
    ContactRuleRow([.t11], .thirdParty, [.other], all, liftedBy: .court) { $0.notTheConsumer() },
    ContactRuleRow([.t12], .thirdParty, persons, electronic) {
      $0.question.hasOptOut == false ? [ContactFinding(.t12)] : []
    },
    ContactRuleRow([.t13], .thirdParty, persons, electronic) {
      $0.hasBasis() ? [] : [ContactFinding(.t13)]
    },
    ContactRuleRow([.f1], .thirdParty, persons, spoken) { $0.manyCalls() },
    ContactRuleRow([.f2], .thirdParty, persons, spoken) { $0.recentTalk() },
    ContactRuleRow([.f3], .thirdPartyOrPolicy, persons, all) { $0.pressing() },
    ContactRuleRow([.n1], .thirdParty, persons, all, purposes: [.law]) { $0.withoutNotice() },
    ContactRuleRow([.n5], .thirdParty, persons, all, purposes: [.answer]) { $0.disputed() },
    ContactRuleRow([.n6], .thirdParty, ContactParty.consumers, all) { $0.inValidation() },
    ContactRuleRow([.n10], .thirdParty, ContactParty.consumers, all) {
      $0.isBarred ? [ContactFinding(.n10, .warn)] : []
    },
    ContactRuleRow([.b1], .all, persons.subtracting([.trustee]), all) {
      $0.reason(.b1, ifHeld: [.bankruptcy])
    },
    ContactRuleRow([.c1], .all, ContactParty.everybody, spoken.union([.text])) { $0.machines() },
    // Those who act for the estate are left, and who may know them.
    ContactRuleRow([.k1], .all, [.owes, .guardian], all) { $0.reason(.k1, ifHeld: [.deceased]) },
    ContactRuleRow([.k1], .all, [.other], all, purposes: [.location]) {
      $0.reason(.k1, ifHeld: [.deceased])
    },
    ContactRuleRow([.k2], .all, ContactParty.everybody, all) { $0.leftAlone() },
    ContactRuleRow([.k3], .all, ContactParty.everybody, all) { $0.noGood() },
    ContactRuleRow([.k4], .all, ContactParty.everybody, all) { $0.leased() },
  ]
}

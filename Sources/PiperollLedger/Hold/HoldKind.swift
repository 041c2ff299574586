/// The kinds of holds: reasons why some acts are not allowed for now.
public enum HoldKind: UInt8, CaseIterable, Sendable {
  case dispute
  /// The debtor told the desk to cease contact.
  case cease
  /// An attorney represents the debtor.
  case attorney
  case bankruptcy, deceased
  /// The debtor is in military service, under the Servicemembers Civil Relief Act.
  case scra
  case hardship, complaint
  /// An insurer has not yet said what it pays.
  case insurancePending
  /// The debt is in court.
  case legal
  /// A collection agency has the debt.
  case agency
  /// A supervisor wants the debt to be left alone.
  case supervisor
  /// Nothing more is sold on credit.
  case credit
}

/// The acts that a hold may block.
public enum HeldAct: UInt8, CaseIterable, Sendable {
  /// Calls and messages.
  case contact
  /// Reminders and letters that ask for money.
  case dunning
  /// Interest and late fees.
  case interest
  /// Applying a payment to an item that the request does not name.
  case automaticApplication
  /// Taking a payment that was agreed on in advance.
  case autopay
  /// Reporting the debt to a credit bureau.
  case bureau
  /// Suing, levying, garnishing, repossessing.
  case legal
  /// Giving the debt to a collection agency.
  case placement
  case sale
  /// Billing something new on credit.
  case newOrders
}

extension HoldKind {
  /// The acts that a hold of the kind blocks, in one table. A dispute or an open claim is about how
  /// much is owed, so nothing is done that takes the amount for certain. A stay of bankruptcy
  /// blocks every act to collect. The relief act blocks what a court would do to somebody who
  /// cannot come.
  public var blocked: [HeldAct] {
    switch self {
    case .dispute:
      [.dunning, .interest, .automaticApplication, .autopay, .bureau, .legal, .placement, .sale]
    case .cease, .attorney: [.contact, .dunning]
    case .bankruptcy:
      [
        .contact, .dunning, .interest, .automaticApplication, .autopay, .bureau, .legal,
        .placement, .sale,
      ]
    case .deceased:
      [.contact, .dunning, .interest, .autopay, .bureau, .legal, .placement, .sale]
    case .scra: [.legal, .placement, .sale]
    case .hardship: [.dunning, .interest, .legal, .placement, .sale]
    case .complaint: [.dunning, .bureau, .legal, .placement, .sale]
    case .insurancePending: [.dunning, .interest, .autopay, .bureau, .legal, .placement, .sale]
    case .legal: [.contact, .dunning, .autopay, .placement, .sale]
    case .agency: [.contact, .dunning, .autopay, .legal, .placement, .sale]
    case .supervisor:
      [
        .contact, .dunning, .automaticApplication, .autopay, .bureau, .legal, .placement, .sale,
      ]
    case .credit: [.newOrders]
    }
  }

  /// Whether a hold of the kind changes what is owed on its days: no interest runs on them.
  var movesMoney: Bool { blocks(.interest) }

  /// Whether a hold of the kind blocks an act.
  public func blocks(_ act: HeldAct) -> Bool { blocked.contains(act) }
}

/// Why something may not be done for now.
public enum HoldKind: UInt8, CaseIterable, Sendable {
  case dispute
  /// They told the desk to cease contact.
  case cease
  /// An attorney speaks for them.
  case attorney
  case bankruptcy, deceased
  /// In military service, under the Servicemembers Civil Relief Act.
  case scra
  case hardship, complaint
  /// An insurer has yet to say what it pays.
  case insurancePending
  /// It is in court.
  case legal
  /// An agency has it.
  case agency
  /// A supervisor wants it left alone.
  case supervisor
  /// No more on credit.
  case credit
}

/// What a hold may keep from being done.
public enum HeldAct: UInt8, CaseIterable, Sendable {
  /// Calls and messages.
  case contact
  /// Reminders and letters that ask for money.
  case dunning
  /// Interest and late fees.
  case interest
  /// To set a payment against an item that nobody named.
  case automaticApplication
  /// To take a payment as agreed in advance.
  case autopay
  /// To report the debt to a credit bureau.
  case bureau
  /// To sue, levy, garnish, repossess.
  case legal
  /// To give it to an agency.
  case placement
  case sale
  /// To bill something new on credit.
  case newOrders
}

extension HoldKind {
  /// What a hold of the kind blocks: the one table of it. A dispute or an open claim concerns how
  /// much is owed, so nothing is done that takes it for certain; a stay of bankruptcy stops every
  /// act to collect; the relief act stops what a court would do to somebody who cannot come.
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

  /// Whether a hold of the kind keeps an act from being done.
  public func blocks(_ act: HeldAct) -> Bool { blocked.contains(act) }
}

/// A letter that the desk sends: what it is for. Its raw value stands in the journal and in rows,
/// so names are only ever added at the end.
public enum LetterName: UInt8, CaseIterable, Sendable {
  /// Three reminders, from a friendly one to the last one.
  case reminder1, reminder2, reminder3
  /// What goes on top of a statement of account.
  case statementCover
  /// The validation notice of a debt collector: 12 CFR 1006.34.
  case validation
  /// That a promise to pay was not kept.
  case promiseBroken
  /// What was agreed on: a plan of instalments, or a settlement.
  case planAgreement, settlementAgreement
  /// That a payment came in.
  case receipt
  /// That nobody of the desk will write or call any more: 12 CFR 1006.6(c)(2).
  case ceaseConfirmed
  /// The answer to a dispute: 12 CFR 1006.38(d)(2).
  case verification
  /// That the bank returned a payment.
  case paymentReturned

  /// Its word on the wire. It never changes.
  public var word: String {
    switch self {
    case .reminder1: "reminder-1"
    case .reminder2: "reminder-2"
    case .reminder3: "reminder-3"
    case .statementCover: "statement-cover"
    case .validation: "validation"
    case .promiseBroken: "promise-broken"
    case .planAgreement: "plan-agreement"
    case .settlementAgreement: "settlement-agreement"
    case .receipt: "receipt"
    case .ceaseConfirmed: "cease-confirmed"
    case .verification: "verification"
    case .paymentReturned: "payment-returned"
    }
  }

  /// The letter with a word; nil if there is none.
  public init?(word: some StringProtocol) {
    guard let name = Self.allCases.first(where: { $0.word == word }) else { return nil }
    self = name
  }
}

/// A language that letters are written in.
public enum LetterLanguage: UInt8, CaseIterable, Sendable {
  case english, spanish

  /// Its code of ISO 639, as `LOOKUP CONTACT` has it.
  public var code: String {
    switch self {
    case .english: "en"
    case .spanish: "es"
    }
  }

  /// The language of letters to somebody who wants to be spoken to in a language: a tag such as
  /// `es-MX`. It is English where there are no letters in theirs.
  public init(closestTo tag: String) {
    let code = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    self = Self.allCases.first { $0.code == code } ?? .english
  }
}

/// How a letter is written.
public enum LetterFormat: UInt8, CaseIterable, Sendable {
  /// Plain text: an email, or paper from any printer.
  case text
  /// HTML that a browser prints, and the other half of an email.
  case html
}

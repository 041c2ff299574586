public import PiperollLedger

/// The templates that come with the program. They hold until an administrator sets another.
public enum ShippedLetters {
  /// The template of a letter.
  public static func source(
    of name: LetterName, _ language: LetterLanguage, _ format: LetterFormat
  ) -> String {
    let letter = letter(name, language)
    return format == .text ? letter.text(language) : letter.html(language)
  }

  private static func letter(_ name: LetterName, _ language: LetterLanguage) -> ShippedLetter {
    switch name {
    case .reminder1: Reminders.first(language)
    case .reminder2: Reminders.second(language)
    case .reminder3: Reminders.third(language)
    case .statementCover: Reminders.statementCover(language)
    case .validation: ValidationNotice.letter(language)
    case .promiseBroken: Agreements.promiseBroken(language)
    case .planAgreement: Agreements.plan(language)
    case .settlementAgreement: Agreements.settlement(language)
    case .receipt: Answers.receipt(language)
    case .ceaseConfirmed: Answers.ceaseConfirmed(language)
    case .verification: Answers.verification(language)
    case .paymentReturned: Answers.paymentReturned(language)
    }
  }

  /// All of them, parsed at their first use.
  static let templates: [[LetterTemplate]] = LetterName.allCases.map { name in
    LetterLanguage.allCases.flatMap { language in
      LetterFormat.allCases.map { format in
        do throws(TemplateFault) {
          return try LetterTemplate(source(of: name, language, format), format)
        } catch {
          preconditionFailure("\(name) \(language) \(format): \(error)")
        }
      }
    }
  }
}

import PiperollLedger

// Amounts, dates and words as letters of a language write them. No library knows better: a letter
// must be the same to the byte for as long as its book is kept.

extension LetterLanguage {
  /// `$1,234.56`; of other currencies `1,234.56 EUR`. Spanish writes as it does in the United
  /// States, where these letters go.
  func money(_ amount: Money, _ currency: Currency) -> String {
    let plain = Money(minor: Int64(amount.minor.magnitude)).text(decimals: currency.decimals)
    let end = plain.firstIndex(of: ".") ?? plain.endIndex
    var grouped = ""
    for (place, digit) in plain[..<end].enumerated() {
      let left = plain.distance(from: plain.startIndex, to: end) - place
      if place > 0, left % 3 == 0 { grouped += "," }
      grouped.append(digit)
    }
    let sign = amount < .zero ? "-" : ""
    let number = grouped + plain[end...]
    return currency == .usd ? "\(sign)$\(number)" : "\(sign)\(number) \(currency.code)"
  }

  /// `November 23, 2026`, `23 de noviembre de 2026`.
  func date(_ day: Day) -> String {
    let (year, month, date) = day.civil
    return switch self {
    case .english: "\(Self.englishMonths[month - 1]) \(date), \(year)"
    case .spanish: "\(date) de \(Self.spanishMonths[month - 1]) de \(year)"
    }
  }

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let spanishMonths = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
  ]

  /// How money came in, as the middle of a sentence has it; empty where nobody needs to be told.
  func word(_ method: PaymentMethod) -> String {
    let isEnglish = self == .english
    return switch method {
    case .cash: isEnglish ? "cash" : "efectivo"
    case .check, .lockbox: isEnglish ? "check" : "cheque"
    case .ach: isEnglish ? "bank transfer (ACH)" : "transferencia bancaria (ACH)"
    case .wire: isEnglish ? "wire transfer" : "transferencia electrónica"
    case .card: isEnglish ? "card" : "tarjeta"
    case .other, .remittance, .garnishment, .agency: ""
    }
  }

  /// Why a payment was returned.
  func word(_ reason: ReversalReason) -> String {
    let isEnglish = self == .english
    return switch reason {
    case .nsf:
      isEnglish
        ? "there was not enough money in the account" : "la cuenta no tenía fondos suficientes"
    case .chargeback:
      isEnglish
        ? "the payment was disputed with the card's bank"
        : "el pago fue disputado ante el banco de la tarjeta"
    case .void, .error: ""
    }
  }

  /// Why somebody disputes something.
  func word(_ reason: DisputeReason) -> String {
    let isEnglish = self == .english
    return switch reason {
    case .other: ""
    case .notTheirs: isEnglish ? "this is not your debt" : "esta deuda no es suya"
    case .identityTheft:
      isEnglish
        ? "somebody else made this debt in your name"
        : "otra persona contrajo esta deuda a nombre de usted"
    case .paid: isEnglish ? "it was paid before" : "ya estaba pagada"
    case .price: isEnglish ? "another amount was agreed on" : "se acordó otro importe"
    case .billedTwice: isEnglish ? "it was billed twice" : "se facturó dos veces"
    case .goods:
      isEnglish
        ? "goods are missing or not what was ordered"
        : "la mercancía falta o no es la que se pidió"
    case .service:
      isEnglish
        ? "a service was not rendered, or not as agreed"
        : "un servicio no se prestó, o no como se acordó"
    case .originalCreditor:
      isEnglish
        ? "you asked for the name of the original creditor"
        : "usted pidió el nombre del acreedor original"
    }
  }

  /// What came of a dispute, as a sentence.
  func sentence(_ outcome: DisputeOutcome) -> String {
    let isEnglish = self == .english
    return switch outcome {
    case .credit:
      isEnglish
        ? "We have given you a credit, as stated below."
        : "Le hemos concedido un crédito, como se indica abajo."
    case .upheld:
      isEnglish
        ? "We have checked it, and the amount stands as stated below."
        : "Lo hemos revisado, y el importe se mantiene como se indica abajo."
    case .withdrawn:
      isEnglish ? "You have withdrawn the dispute." : "Usted ha retirado la disputa."
    case .duplicate:
      isEnglish
        ? "We have answered the same dispute before, and found nothing new in this one."
        : "Ya hemos respondido a la misma disputa y en esta no hay nada nuevo."
    }
  }
}

import PiperollLedger

// What the law wants letters of a debt collector to say.

extension LetterLanguage {
  /// That the desk is a debt collector: 12 CFR 1006.18(e)(1), in the first letter; (e)(2) in those
  /// behind it.
  func collectorStatement(_ desk: String, isFirst: Bool) -> String {
    switch (self, isFirst) {
    case (.english, true):
      "\(desk) is a debt collector. This is an attempt to collect a debt, and any information"
        + " obtained will be used for that purpose."
    case (.english, false): "This communication is from a debt collector."
    case (.spanish, true):
      "\(desk) es un cobrador de deudas. Este es un intento de cobrar una deuda, y toda información"
        + " que se obtenga se usará con ese fin."
    case (.spanish, false): "Esta comunicación proviene de un cobrador de deudas."
    }
  }

  /// How to get no more emails: 12 CFR 1006.6(e). It costs nothing and asks for nothing.
  func optOut(_ token: String) -> String {
    switch self {
    case .english:
      "If you do not want us to send emails about this debt to this address any more, answer this"
        + " email with the word STOP. Or tell us the code \(token)."
    case .spanish:
      "Si no desea que le enviemos más correos electrónicos sobre esta deuda a esta dirección,"
        + " responda a este correo con la palabra STOP. O díganos el código \(token)."
    }
  }

  /// What a desk without a name calls itself.
  var ourselves: String {
    switch self {
    case .english: "The sender of this letter"
    case .spanish: "El remitente de esta carta"
    }
  }
}

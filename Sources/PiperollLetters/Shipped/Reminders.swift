import PiperollLedger

// The three reminders, and what goes on top of a statement.

extension LetterLanguage {
  var greeting: String {
    switch self {
    case .english: "Dear {{debtor.name}}:"
    case .spanish: "Estimado/a {{debtor.name}}:"
    }
  }

  var closing: String {
    switch self {
    case .english: "Sincerely,"
    case .spanish: "Atentamente,"
    }
  }
}

enum Reminders {
  static func first(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "A reminder about your account {{account.masked}}",
        parts: [
          .say(
            "We have not yet received a payment that was due on your account with {{creditor}}."),
          .items, .sum,
          .say(
            "Please send us {{pay_now}}. If your payment is on its way, thank you; then you need"
              + " do nothing more."),
          .say(
            "If you cannot pay all of it at once, or if you think that something is wrong, please"
              + " tell us. We will look for a way together."), .must,
        ])
    case .spanish:
      ShippedLetter(
        subject: "Recordatorio sobre su cuenta {{account.masked}}",
        parts: [
          .say("Aún no hemos recibido un pago que venció en su cuenta con {{creditor}}."),
          .items, .sum,
          .say(
            "Le rogamos que nos envíe {{pay_now}}. Si su pago ya está en camino, se lo"
              + " agradecemos; en ese caso no tiene que hacer nada más."),
          .say(
            "Si no puede pagar todo de una vez, o si cree que hay un error, díganoslo por favor."
              + " Buscaremos juntos una solución."), .must,
        ])
    }
  }

  static func second(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "Second reminder about your account {{account.masked}}",
        parts: [
          .say(
            "We wrote to you before about what is past due on your account with {{creditor}}. It"
              + " is still open."),
          .items, .sum,
          .say("Please send us {{pay_now}}."),
          .say(
            "If you cannot pay all of it at once, please call or write to us: we can agree on"
              + " instalments. If you think that you do not owe this, or not as much, please tell"
              + " us why, and we will look into it."), .must,
        ])
    case .spanish:
      ShippedLetter(
        subject: "Segundo recordatorio sobre su cuenta {{account.masked}}",
        parts: [
          .say("Ya le escribimos sobre lo vencido en su cuenta con {{creditor}}. Sigue pendiente."),
          .items, .sum,
          .say("Le rogamos que nos envíe {{pay_now}}."),
          .say(
            "Si no puede pagar todo de una vez, llámenos o escríbanos: podemos acordar pagos a"
              + " plazos. Si cree que no debe esta cantidad, díganos por qué y lo revisaremos."),
          .must,
        ])
    }
  }

  static func third(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "Third reminder about your account {{account.masked}}",
        parts: [
          .say(
            "We have written to you several times about your account with {{creditor}}, and have"
              + " received neither the money nor an answer that settles it."),
          .items, .sum,
          .say("Please send us {{pay_now}}, or call us, so that we can agree on how you pay."),
          .say(
            "This is our last reminder for what is listed above. If you think that you do not owe"
              + " it, or not as much, please tell us why."), .must,
        ])
    case .spanish:
      ShippedLetter(
        subject: "Tercer recordatorio sobre su cuenta {{account.masked}}",
        parts: [
          .say(
            "Le hemos escrito varias veces sobre su cuenta con {{creditor}}, y no hemos recibido"
              + " ni el dinero ni una respuesta que resuelva el asunto."),
          .items, .sum,
          .say("Le rogamos que nos envíe {{pay_now}}, o que nos llame para acordar cómo pagará."),
          .say(
            "Este es nuestro último recordatorio sobre lo indicado arriba. Si cree que no lo debe,"
              + " o no todo, díganos por qué."), .must,
        ])
    }
  }

  static func statementCover(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "Your statement for account {{account.masked}}",
        parts: [
          .say(
            "With this letter comes the statement of your account with {{creditor}}. The balance"
              + " on {{letter.date}} is {{balance}}."),
          .items, .sum,
          .say("If something in the statement is not as you know it, please tell us."), .must,
        ])
    case .spanish:
      ShippedLetter(
        subject: "El estado de su cuenta {{account.masked}}",
        parts: [
          .say(
            "Con esta carta recibe el estado de su cuenta con {{creditor}}. El saldo al"
              + " {{letter.date}} es de {{balance}}."),
          .items, .sum,
          .say("Si algo en el estado de cuenta no coincide con lo que usted sabe, díganoslo."),
          .must,
        ])
    }
  }
}

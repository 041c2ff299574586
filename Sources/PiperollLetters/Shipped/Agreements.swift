import PiperollLedger

/// What was agreed on, and what was not kept.
enum Agreements {
  static func promiseBroken(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "Your payment that was due on {{promise.due}}",
        parts: [
          .say(
            "On {{promise.made}} you told us that you would pay {{promise.amount}} on your account"
              + " with {{creditor}} by {{promise.due}}."),
          .sayIf(
            "promise.counted",
            "We have received {{promise.counted}} of it, thank you. {{promise.missing}} is"
              + " missing."),
          .sayUnless("promise.counted", "We have not received it."),
          .say(
            "Please send us the payment, or call us so that we can agree on another day. If it is"
              + " on its way, you need do nothing more."),
          .sum, .must,
        ])
    case .spanish:
      ShippedLetter(
        subject: "Su pago que vencía el {{promise.due}}",
        parts: [
          .say(
            "El {{promise.made}} usted nos dijo que pagaría {{promise.amount}} de su cuenta con"
              + " {{creditor}} a más tardar el {{promise.due}}."),
          .sayIf(
            "promise.counted",
            "Hemos recibido {{promise.counted}} de ese importe, gracias. Faltan"
              + " {{promise.missing}}."),
          .sayUnless("promise.counted", "No lo hemos recibido."),
          .say(
            "Le rogamos que nos envíe el pago, o que nos llame para acordar otra fecha. Si ya está"
              + " en camino, no tiene que hacer nada más."),
          .sum, .must,
        ])
    }
  }

  static func plan(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "Your payment plan for account {{account.masked}}",
        parts: [
          .say(
            "On {{plan.made}} we agreed that you pay {{plan.total}} of your account with"
              + " {{creditor}} as follows:"),
          .instalments(of: "plan"),
          .say(
            "Please see to it that each payment reaches us by its day, and write reference"
              + " {{letter.entry}} on it. As long as you pay as agreed, we will not remind you of"
              + " what the plan covers."),
          .say(
            "If you cannot make a payment, please tell us before its day. If this is not what you"
              + " agreed to, please tell us at once."), .must,
        ], hasSlip: false)
    case .spanish:
      ShippedLetter(
        subject: "Su plan de pagos para la cuenta {{account.masked}}",
        parts: [
          .say(
            "El {{plan.made}} acordamos que usted pagará {{plan.total}} de su cuenta con"
              + " {{creditor}} de la siguiente manera:"),
          .instalments(of: "plan"),
          .say(
            "Por favor, asegúrese de que cada pago nos llegue a más tardar en su fecha e indique en"
              + " él la referencia {{letter.entry}}. Mientras pague según lo acordado, no le"
              + " enviaremos recordatorios sobre lo que cubre el plan."),
          .say(
            "Si no puede hacer un pago, díganoslo antes de su fecha. Si esto no es lo que usted"
              + " acordó, díganoslo de inmediato."), .must,
        ], hasSlip: false)
    }
  }

  static func settlement(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "Settlement of account {{account.masked}}",
        parts: [
          .say(
            "You owe {{settlement.open}} on your account with {{creditor}}. We take"
              + " {{settlement.total}} as payment in full if you pay it as follows:"),
          .instalments(of: "settlement"),
          .say(
            "Once all of this has been paid in time, you owe nothing more of the"
              + " {{settlement.open}}: we take off the other {{settlement.discount}}"
              + " ({{settlement.percent}} %)."),
          .sayIf(
            "settlement.accept_by",
            "This is an offer. You accept it by telling us so, or by your first payment, on or"
              + " before {{settlement.accept_by}}."),
          .say(
            "If a payment is not made in time, nothing is taken off, and you owe the whole amount"
              + " less what you have paid. Please write reference {{letter.entry}} on each"
              + " payment."), .must,
        ], hasSlip: false)
    case .spanish:
      ShippedLetter(
        subject: "Liquidación de la cuenta {{account.masked}}",
        parts: [
          .say(
            "Usted debe {{settlement.open}} en su cuenta con {{creditor}}. Aceptamos"
              + " {{settlement.total}} como pago total si lo paga de la siguiente manera:"),
          .instalments(of: "settlement"),
          .say(
            "Una vez que haya pagado todo esto a tiempo, no deberá nada más de los"
              + " {{settlement.open}}: descontamos los otros {{settlement.discount}}"
              + " ({{settlement.percent}} %)."),
          .sayIf(
            "settlement.accept_by",
            "Esto es una oferta. Usted la acepta diciéndonoslo, o con su primer pago, a más tardar"
              + " el {{settlement.accept_by}}."),
          .say(
            "Si un pago no se hace a tiempo, no se descuenta nada, y usted debe el importe total"
              + " menos lo que haya pagado. Indique la referencia {{letter.entry}} en cada pago."),
          .must,
        ], hasSlip: false)
    }
  }
}

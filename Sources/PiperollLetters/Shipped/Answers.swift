import PiperollLedger

/// What answers something that came: money, a word, a dispute, a payment that bounced.
enum Answers {
  static func receipt(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "We received your payment of {{payment.amount}}",
        parts: [
          .say(
            "Thank you. On {{payment.date}} we received {{payment.amount}}{{#payment.method}} by"
              + " {{payment.method}}{{/payment.method}} for your account with {{creditor}}. The"
              + " number of the payment is {{payment.entry}}."),
          .say("On {{letter.date}} the balance of your account is {{balance}}."),
          .must,
        ], hasSlip: false)
    case .spanish:
      ShippedLetter(
        subject: "Recibimos su pago de {{payment.amount}}",
        parts: [
          .say(
            "Gracias. El {{payment.date}} recibimos {{payment.amount}}{{#payment.method}} mediante"
              + " {{payment.method}}{{/payment.method}} para su cuenta con {{creditor}}. El número"
              + " del pago es {{payment.entry}}."),
          .say("Al {{letter.date}} el saldo de su cuenta es de {{balance}}."),
          .must,
        ], hasSlip: false)
    }
  }

  static func ceaseConfirmed(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "We will not contact you any more about account {{account.masked}}",
        parts: [
          .say(
            "We have received your request that we stop contacting you about your account with"
              + " {{creditor}}. We will do as you ask: we end our efforts to reach you about this"
              + " debt."),
          .say(
            "You will hear from us again only where the law allows it: if a certain remedy is to be"
              + " used, we may tell you of it. You may call or write to us whenever you wish."),
          .must,
        ], hasSlip: false)
    case .spanish:
      ShippedLetter(
        subject: "No volveremos a comunicarnos con usted sobre la cuenta {{account.masked}}",
        parts: [
          .say(
            "Hemos recibido su solicitud de que dejemos de comunicarnos con usted sobre su cuenta"
              + " con {{creditor}}. Haremos lo que nos pide: damos por terminados nuestros intentos"
              + " de comunicarnos con usted sobre esta deuda."),
          .say(
            "Solo volverá a tener noticias nuestras cuando la ley lo permita: si se va a usar un"
              + " recurso determinado, podemos avisarle. Usted puede llamarnos o escribirnos cuando"
              + " quiera."),
          .must,
        ], hasSlip: false)
    }
  }

  static func verification(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "Our answer to your dispute about account {{account.masked}}",
        parts: [
          .say(
            "On {{dispute.date}} we received your dispute about the debt that is owed to"
              + " {{creditor}}{{#dispute.reason}}. As we understand you, {{dispute.reason}}"
              + "{{/dispute.reason}}."),
          .sayIf("dispute.outcome", "{{dispute.outcome}}"),
          .say("What you disputed, and what of it is open on {{letter.date}}:"),
          .disputed,
          .sayIf("dispute.credited", "We credited {{dispute.credited}}."),
          .say(
            "The debt is owed to {{creditor}}, account number {{account.masked}}. The balance of"
              + " your account on {{letter.date}} is {{balance}}. If you want copies of what the"
              + " debt is based on, please tell us."),
          .must,
        ], hasSlip: false)
    case .spanish:
      ShippedLetter(
        subject: "Nuestra respuesta a su disputa sobre la cuenta {{account.masked}}",
        parts: [
          .say(
            "El {{dispute.date}} recibimos su disputa sobre la deuda con {{creditor}}"
              + "{{#dispute.reason}}. Según entendemos, {{dispute.reason}}{{/dispute.reason}}."),
          .sayIf("dispute.outcome", "{{dispute.outcome}}"),
          .say("Lo que usted disputó, y lo que de ello está pendiente al {{letter.date}}:"),
          .disputed,
          .sayIf("dispute.credited", "Acreditamos {{dispute.credited}}."),
          .say(
            "La deuda se debe a {{creditor}}, número de cuenta {{account.masked}}. El saldo de su"
              + " cuenta al {{letter.date}} es de {{balance}}. Si desea copias de los documentos en"
              + " que se basa la deuda, díganoslo."),
          .must,
        ], hasSlip: false)
    }
  }

  static func paymentReturned(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english:
      ShippedLetter(
        subject: "Your payment of {{payment.amount}} was returned",
        parts: [
          .say(
            "Your payment of {{payment.amount}} of {{payment.date}} for your account with"
              + " {{creditor}} was returned to us on {{payment.returned}}{{#payment.reason}}:"
              + " {{payment.reason}}{{/payment.reason}}. What it had paid is open again."),
          .sayIf("payment.fee", "We charged a fee of {{payment.fee}} for it."),
          .say(
            "Please send us the amount in another way, or call us. If you think that this is a"
              + " mistake, your bank can tell you more."),
          .sum, .must,
        ])
    case .spanish:
      ShippedLetter(
        subject: "Su pago de {{payment.amount}} fue devuelto",
        parts: [
          .say(
            "Su pago de {{payment.amount}} del {{payment.date}} para su cuenta con {{creditor}} nos"
              + " fue devuelto el {{payment.returned}}{{#payment.reason}}: {{payment.reason}}"
              + "{{/payment.reason}}. Lo que ese pago había cubierto está pendiente de nuevo."),
          .sayIf("payment.fee", "Cobramos por ello un cargo de {{payment.fee}}."),
          .say(
            "Le rogamos que nos envíe el importe por otro medio, o que nos llame. Si cree que se"
              + " trata de un error, su banco puede informarle."),
          .sum, .must,
        ])
    }
  }
}

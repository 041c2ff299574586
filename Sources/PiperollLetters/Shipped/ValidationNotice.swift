import PiperollLedger

/// The validation notice: all that 12 CFR 1006.34(c) asks for, in the rule's own terms where it
/// says what the consumer is to be told. What it asks for about the debt and both addresses stands
/// in the head, in the itemization and at the foot.
enum ValidationNotice {
  static func letter(_ language: LetterLanguage) -> ShippedLetter {
    switch language {
    case .english: english
    case .spanish: spanish
    }
  }

  private static let english = ShippedLetter(
    subject: "Notice about a debt: account {{account.masked}}",
    parts: [
      .must,
      .say(
        "On {{validation.itemized}} you owed this debt to {{validation.creditor_then}}. It is owed"
          + " to {{creditor}} now. Its account number is {{account.masked}}. This is how the amount"
          + " came about:"),
      .itemization,
      .say(
        "Unless you contact us on or before {{validation.end}} to dispute that the debt, or any"
          + " part of it, is valid, we will assume that it is valid."),
      .say(
        "If you notify us in writing on or before {{validation.end}} that you dispute the debt, or"
          + " any part of it, we must cease collection of the debt, or of the disputed part, until"
          + " we send you either verification of the debt or a copy of a judgment."),
      .say(
        "If you request in writing on or before {{validation.end}} the name and address of the"
          + " original creditor, we must cease collection of the debt until we send you the name"
          + " and address of the original creditor, if different from the current creditor."),
      .say(
        "You may use the form below to do so.{{#by_email}} You may also do so electronically: check"
          + " what applies in an answer to this email, or tell us in your own words.{{/by_email}}"
          + "{{^by_email}}{{#desk.email}} You may also do so electronically, by an email to"
          + " {{desk.email}}.{{/desk.email}}{{/by_email}}"),
      .say(
        "Additional information regarding consumer protections in debt collection is available on"
          + " the website of the Consumer Financial Protection Bureau at"
          + " www.cfpb.gov/debt-collection."),
      .say(
        "Póngase en contacto con nosotros para solicitar una copia de este formulario en español."),
      .response,
    ])

  private static let spanish = ShippedLetter(
    subject: "Aviso sobre una deuda: cuenta {{account.masked}}",
    parts: [
      .must,
      .say(
        "Al {{validation.itemized}} usted debía esta deuda a {{validation.creditor_then}}. Ahora se"
          + " debe a {{creditor}}. Su número de cuenta es {{account.masked}}. El importe se compone"
          + " así:"),
      .itemization,
      .say(
        "A menos que usted se comunique con nosotros a más tardar el {{validation.end}} para"
          + " disputar la validez de la deuda, o de cualquier parte de ella, supondremos que la"
          + " deuda es válida."),
      .say(
        "Si usted nos notifica por escrito a más tardar el {{validation.end}} que disputa la deuda,"
          + " o cualquier parte de ella, debemos suspender el cobro de la deuda, o de la parte en"
          + " disputa, hasta que le enviemos la verificación de la deuda o una copia de una"
          + " sentencia judicial."),
      .say(
        "Si usted solicita por escrito a más tardar el {{validation.end}} el nombre y la dirección"
          + " del acreedor original, debemos suspender el cobro de la deuda hasta que le enviemos"
          + " el nombre y la dirección del acreedor original, si es distinto del acreedor actual."),
      .say(
        "Puede usar para ello el formulario de abajo.{{#by_email}} También puede hacerlo por medios"
          + " electrónicos: marque lo que corresponda en una respuesta a este correo, o díganoslo"
          + " con sus propias palabras.{{/by_email}}{{^by_email}}{{#desk.email}} También puede"
          + " hacerlo por medios electrónicos, con un correo a {{desk.email}}.{{/desk.email}}"
          + "{{/by_email}}"),
      .say(
        "Hay información adicional sobre las protecciones del consumidor en el cobro de deudas en"
          + " el sitio web de la Oficina para la Protección Financiera del Consumidor (CFPB):"
          + " www.cfpb.gov/debt-collection."),
      .response,
    ])
}

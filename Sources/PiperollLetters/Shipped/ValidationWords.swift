import PiperollLedger

/// What stands at the foot of a validation notice: 12 CFR 1006.34(c)(4). The headings and the
/// prompts are the rule's own words.
struct ResponseWords {
  let heading: String
  let checkAll: String
  /// What the consumer may want, in the rule's order.
  let prompts: [(text: String, isBelow: Bool)]
  let to: String
  let from: String
}

extension LetterLanguage {
  var response: ResponseWords {
    switch self {
    case .english:
      ResponseWords(
        heading: "How do you want to respond?", checkAll: "Check all that apply:",
        prompts: [
          ("I want to dispute the debt because I think:", false), ("This is not my debt.", true),
          ("The amount is wrong.", true),
          ("Other (please describe on reverse or attach additional information).", true),
          ("I want you to send me the name and address of the original creditor.", false),
        ], to: "Mail this form to", from: "From")
    case .spanish:
      ResponseWords(
        heading: "¿Cómo desea responder?", checkAll: "Marque todo lo que corresponda:",
        prompts: [
          ("Quiero disputar la deuda porque creo que:", false), ("Esta deuda no es mía.", true),
          ("El importe es incorrecto.", true),
          ("Otro (descríbalo al dorso o adjunte más información).", true),
          ("Quiero que me envíen el nombre y la dirección del acreedor original.", false),
        ], to: "Envíe este formulario a", from: "De")
    }
  }

  /// The itemization, line by line: 12 CFR 1006.34(c)(2)(vi) to (ix). Lines of zero are printed.
  var itemization: [(label: String, value: String)] {
    let since = "{{validation.itemized}}"
    return switch self {
    case .english:
      [
        ("Amount that you owed on \(since)", "{{validation.then}}"),
        ("Interest charged since \(since)", "+ {{validation.interest}}"),
        ("Fees charged since \(since)", "+ {{validation.fees}}"),
        ("Payments since \(since)", "- {{validation.payments}}"),
        ("Credits since \(since)", "- {{validation.credits}}"),
        ("Amount of the debt now", "{{validation.now}}"),
      ]
    case .spanish:
      [
        ("Importe que usted debía el \(since)", "{{validation.then}}"),
        ("Intereses cobrados desde el \(since)", "+ {{validation.interest}}"),
        ("Cargos cobrados desde el \(since)", "+ {{validation.fees}}"),
        ("Pagos desde el \(since)", "- {{validation.payments}}"),
        ("Créditos desde el \(since)", "- {{validation.credits}}"),
        ("Importe de la deuda ahora", "{{validation.now}}"),
      ]
    }
  }
}

import PiperollLedger

/// The few words that letters have outside of sentences.
enum Phrase: CaseIterable {
  case account, reference, tearOff, payNow, enclosed, from, payTo
  case number, date, due, days, open, amount, disputed
  case pastDue, notDue, unapplied, fee, balance
  case interest, fees, payments, credits
}

extension LetterLanguage {
  func phrase(_ phrase: Phrase) -> String {
    switch self {
    case .english: english(phrase)
    case .spanish: spanish(phrase)
    }
  }

  private func english(_ phrase: Phrase) -> String {
    switch phrase {
    case .account: "Account"
    case .reference: "Reference"
    case .tearOff: "Please tear off here and send this part with your payment."
    case .payNow: "Amount to pay now"
    case .enclosed: "Amount enclosed"
    case .from: "From"
    case .payTo: "Pay to"
    case .number: "Number"
    case .date: "Date"
    case .due: "Due"
    case .days: "Days past due"
    case .open: "Open"
    case .amount: "Amount"
    case .disputed: "of it disputed"
    case .pastDue: "Past due"
    case .notDue: "Not due yet"
    case .unapplied: "Less the credit on your account"
    case .fee: "Fee for this letter"
    case .balance: "Balance"
    case .interest: "interest"
    case .fees: "fees"
    case .payments: "payments"
    case .credits: "credits"
    }
  }

  private func spanish(_ phrase: Phrase) -> String {
    switch phrase {
    case .account: "Cuenta"
    case .reference: "Referencia"
    case .tearOff: "Por favor, separe esta parte y envíela con su pago."
    case .payNow: "Importe a pagar ahora"
    case .enclosed: "Importe adjunto"
    case .from: "De"
    case .payTo: "Pagar a"
    case .number: "Número"
    case .date: "Fecha"
    case .due: "Vence"
    case .days: "Días de atraso"
    case .open: "Pendiente"
    case .amount: "Importe"
    case .disputed: "de eso en disputa"
    case .pastDue: "Vencido"
    case .notDue: "Aún no vencido"
    case .unapplied: "Menos el crédito en su cuenta"
    case .fee: "Cargo por esta carta"
    case .balance: "Saldo"
    case .interest: "intereses"
    case .fees: "cargos"
    case .payments: "pagos"
    case .credits: "créditos"
    }
  }
}

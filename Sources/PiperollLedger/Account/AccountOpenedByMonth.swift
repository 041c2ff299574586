/// A new account with terms by the end of the month. It is a fact of its own, because
/// `AccountOpened` has room for days alone.
struct AccountOpenedByMonth: Equatable, Sendable {
  var plain: AccountOpened
}

extension AccountOpenedByMonth: WiderFact {
  static var code: FactCode { 32 }

  func put(to writer: inout EntryWriter) {
    writer.put(plain.terms.form.rawValue)
    plain.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    let form: PaymentTerms.Form = try reader.takeChoice()
    if form == .days { throw .unknownValue }
    plain = try AccountOpened(from: &reader)
    plain.terms.form = form
  }
}

import PiperollLedger
import PiperollWire

enum NoteIdentified {
  static let spec = CommandSpec(
    "NOTE IDENTIFIED",
    "Compares what a caller says with what is known of them, and records which of it fitted, not"
      + " what they said. For the rest of the call your look-ups then show what they may be told.",
    role: .operator,
    parameters: [
      .account,
      Parameter("zip", .text, help: "the postal code of their address"),
      Parameter("born", .text, help: "their date of birth: 1980-02-03"),
      Parameter("ssn4", .text, help: "the last four digits of their social security number"),
      Parameter("street", .text, help: "a number and a street, as their address begins"),
      Parameter(
        "contact", .entry, .defaulted("whom it fits best"),
        help: "who they say they are, by their entry"),
      .memo,
    ],
    example: "NOTE IDENTIFIED C-20417 zip=97201 born=1980-02-03",
    fields: [.entry, .accountField] + Telling.identify.fields,
    codes: [.created, .dup, .refMismatch, .notFound, .invalid], effect: .proposal(decide),
    asksWhoSpeaks: true)

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    // A try that does not count would be one more guess.
    if try arguments.isDry() { throw arguments.bad("dry", "leave it out: each try counts") }
    let account = try arguments.account(in: book)
    let told = try arguments.toldIdentity(book.factorRule(on: effective).factors)
    let contact = arguments.has("contact") ? try arguments.contact(in: book, context) : nil
    do {
      return Proposal(
        try book.decideIdentification(
          told, account: account, contact: contact, for: context.viewer,
          in: context.speaker?.talk(about: account), on: effective))
    } catch { throw .refused(error) }
  }
}

extension Arguments {
  /// What a caller says of themselves.
  /// - Parameter asked: the factors of the policy `verify-factors`.
  fileprivate func toldIdentity(_ asked: FactorSet) throws(Failure) -> ToldIdentity {
    var told = ToldIdentity()
    if let text = text("zip") {
      guard ToldIdentity.isZip(text) else { throw bad("zip", "a postal code, such as 97201") }
      told.zip = text
    }
    if let text = text("born") {
      guard let day = Day(iso: text.utf8) else { throw bad("born", "a day, such as 1980-02-03") }
      told.born = day
    }
    if let text = text("ssn4") {
      guard let digits = LastFour(parsing: text) else { throw bad("ssn4", "four digits: 6789") }
      told.ssn4 = digits
    }
    if let text = text("street") {
      guard ToldIdentity.isStreet(text) else {
        throw bad("street", "a number and a street, such as \"12 Main St\"")
      }
      told.street = text
    }
    if let other = told.factors.subtracting(asked).factors.first {
      throw bad(
        other.parameter, "leave it out: the policy verify-factors asks for \(asked.text) alone")
    }
    if told.factors.isEmpty {
      throw .fault(
        .badValue, column: nil, key: nil,
        sentence: "say what they said: "
          + asked.factors.map { "\($0.id)=" }.joined(separator: " or "))
    }
    return told
  }
}

extension IdentityFactor {
  fileprivate var parameter: StaticString {
    switch self {
    case .zip: "zip"
    case .born: "born"
    case .ssn4: "ssn4"
    case .street: "street"
    }
  }
}

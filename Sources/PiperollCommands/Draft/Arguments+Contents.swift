import PiperollLedger
import PiperollWire

extension Parameter {
  static let services = Parameter(
    "services", .entries, help: "the services that it bills, by their entries: 17,18")
  static let lines = Parameter(
    "lines", .lines,
    help: "what else it bills: FREIGHT:40.00,PALLETS:12.50; with the services it adds up to amount")
}

extension Arguments {
  /// What an invoice is made of: `services=` and `lines=`; empty if neither was given.
  func contents(_ currency: Currency) throws(Failure) -> InvoiceContents {
    InvoiceContents(services: try services(), lines: try lines(currency))
  }

  private func services() throws(Failure) -> [EntryNumber] {
    guard let text = text("services") else { return [] }
    var numbers: [EntryNumber] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let number = Self.number(String(part)), number > 0, number < UInt32.max else {
        throw bad("services", "the entries of services with commas between them: 17,18")
      }
      numbers.append(EntryNumber(number))
    }
    return numbers
  }

  private func lines(_ currency: Currency) throws(Failure) -> [InvoiceLine] {
    guard let text = text("lines") else { return [] }
    var lines: [InvoiceLine] = []
    for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let halves = part.split(
        separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
      let code = String(decoding: halves[0], as: UTF8.self)
      guard halves.count == 2, Self.isIdentifier(code) else {
        throw bad("lines", "codes and amounts with commas between them: FREIGHT:40.00")
      }
      try demandNoCard("lines", in: code)
      lines.append(
        InvoiceLine(code: code, amount: try money("lines", bytes: halves[1], currency)))
    }
    return lines
  }
}

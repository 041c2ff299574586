import Testing

@testable import PiperollLedger

/// What a caller says of their address, and how many factors a desk asks for.
@Suite struct IdentityTests {
  @Test(arguments: [
    ("12 Main Street, Portland, OR 97201", ["97201"], ["97202", "12", "7201", "9720"]),
    ("12345 Main St, Portland OR 97201-1234", ["97201", "97201-1234", "972011234"], ["12345"]),
    ("12345 Main St", [], ["12345"]), ("12 Main St, Apt 1204, Portland, OR", [], ["1204"]),
    ("PO Box 97201, Portland", [], ["97201"]),
    ("12 High Street, London SW1A 1AA", ["SW1A 1AA", "sw1a1aa"], ["1AA", "SW1A"]),
    ("Hauptstr. 12, 10115 Berlin", ["10115"], ["12"]),
    ("Damrak 1, 1012 AB Amsterdam", ["1012 AB", "1012ab", "1012"], ["1", "AB"]),
    ("8 Rue K1, Ottawa K1A 0B1", ["K1A 0B1"], ["0B1"]), ("", [], ["97201", ""]),
  ])
  func `a postal code is the one at the end of an address`(
    address: String, own: [String], others: [String]
  ) {
    let known = PostalAddress(address)
    for zip in own { #expect(known.hasZip(zip), "\(zip)") }
    for zip in others { #expect(!known.hasZip(zip), "\(zip)") }
    #expect(known.hasZip == !own.isEmpty)
  }

  @Test(arguments: [
    (
      "12 Main Street, Apt 4, Portland, OR 97201", ["12 main", "12 MAIN ST.", "12 Main Street"],
      ["Main Street", "12", "14 Main Street", "2 Main", "OR 97201", "12 Main Avenue"]
    ),
    ("Hauptstr. 12, 10115 Berlin", ["hauptstr 12"], ["10115 Berlin", "12 Hauptstr"]),
    ("Suite 5, 9 Rue de l'École, Paris", ["9 rue de l'ecole", "9 Rue"], ["rue de l'ecole"]),
  ])
  func `a street is the beginning of a line, with its number`(
    address: String, own: [String], others: [String]
  ) {
    let known = PostalAddress(address)
    for street in own { #expect(known.hasStreet(street), "\(street)") }
    for street in others { #expect(!known.hasStreet(street), "\(street)") }
  }

  @Test func `a rule names each factor once, and no more are asked than it names`() {
    for text in ["2:zip,born,ssn4,street", "1:ssn4", "2:zip,street", "3:zip,born,ssn4"] {
      let rule = FactorRule(parsing: text)
      #expect(rule?.text == text)
      #expect(rule.flatMap { FactorRule(number: $0.number) } == rule)
    }
    for text in [
      "", "2", "2:", "0:zip", "2:zip", "2:zip,zip", "2:zip,name", "-1:zip", "02:zip,born",
      "2:zip,born,", "2:zip, born", "1:zip:born",
    ] {
      #expect(FactorRule(parsing: text) == nil, "\(text)")
    }
    for number in [Int64(0), 0x010, 0x0501, 0x0210, 0x1F0F, -1, .max] {
      #expect(FactorRule(number: number) == nil, "\(number)")
    }
  }
}

/// A country whose national form of telephone numbers is known: that of a desk.
public struct Country: BitwiseCopyable, Hashable, Sendable {
  /// The two letters of ISO 3166-1, as one number.
  let letters: UInt16
  private let planPlace: UInt8

  /// The country of a desk that says nothing else.
  public static let us = Country(code: "US")!

  /// The codes of all countries of which the national form is known.
  public static var codes: [String] { NumberingPlans.countries.map { code(of: $0) } }

  /// The country with a code of two letters, in any case; nil if its numbers are not known.
  public init?(code: String) {
    guard code.utf8.count == 2 else { return nil }
    self.init(letters: Self.letters(code.uppercased().utf8))
  }

  init?(letters: UInt16) {
    guard let place = NumberingPlans.place(ofCountry: letters) else { return nil }
    self.letters = letters
    planPlace = UInt8(place)
  }

  /// Its code of two letters, as `GB`.
  public var code: String { Self.code(of: letters) }

  /// Whether its numbers have the form of North America. That plan is the first of the table.
  var isNorthAmerican: Bool { planPlace == 0 }

  /// What a national number of the country has in front, for people.
  public var nationalForm: String {
    if isNorthAmerican { return "with its area code, such as (212) 555-0147" }
    let trunk = plan.trunk
    if trunk.isEmpty { return "with its area code" }
    let zeros = String(repeating: "0", count: max(0, trunk.count - String(trunk.value).utf8.count))
    return "with its \(zeros)\(trunk.value) in front"
  }

  var plan: NumberingPlan { NumberingPlans[Int(planPlace)] }

  static func letters(_ code: some Sequence<UInt8>) -> UInt16 {
    code.reduce(0) { $0 << 8 | UInt16($1) }
  }

  private static func code(of letters: UInt16) -> String {
    String(decoding: [UInt8(letters >> 8), UInt8(letters & 0xFF)], as: UTF8.self)
  }
}

extension Book {
  /// The country whose national form of telephone numbers is understood on a day.
  public func deskCountry(on day: Day) -> Country {
    guard case .country(let country) = policy(.deskCountry, on: day) else { return .us }
    return country
  }
}

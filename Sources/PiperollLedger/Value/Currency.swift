/// A currency of ISO 4217, as an index into `codes`.
public struct Currency: BitwiseCopyable, Hashable, Sendable {
  /// The index in `codes`. The book stores it, so codes are only ever added at the end.
  public let index: UInt8

  /// The currency of an account that is opened without one.
  public static let usd = Currency(code: "USD")!

  init(index: UInt8) { self.index = index }

  /// The currency with a code of three upper-case letters; nil if there is none.
  public init?(code: String) {
    guard code.utf8.count == 3, let place = Self.codes.firstIndex(of: code) else { return nil }
    index = UInt8(place)
  }

  /// Its code: three upper-case letters.
  public var code: String { Self.codes[Int(index)] }

  /// How many decimals an amount has (the ISO 4217 exponent).
  @inlinable
  public var decimals: Int { index < Self.usualCount ? 2 : unusualDecimals }

  @usableFromInline
  var unusualDecimals: Int { Int(Self.exponents[Int(index)]) }

  /// How many currencies at the start of `codes` have two decimals. Most books are in one of these,
  /// which need no look-up.
  @inlinable static var usualCount: Int { 5 }

  private static let exponents: [UInt8] = codes.map { code in
    if withoutDecimals.contains(code) { return 0 }
    if withThreeDecimals.contains(code) { return 3 }
    return 2
  }
  private static let withoutDecimals: Set<String> = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
  ]
  private static let withThreeDecimals: Set<String> = [
    "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
  ]

  /// The ISO 4217 codes of the currencies that are in use.
  static let codes: [String] = """
    USD EUR GBP CAD MXN AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND \
    BOB BRL BSD BTN BWP BYN BZD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB \
    FJD FKP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES \
    KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR \
    MVR MWK MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF \
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD \
    TZS UAH UGX UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW XCG ZWG VED
    """.split(separator: " ").map(String.init)
}

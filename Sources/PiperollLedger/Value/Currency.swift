/// A currency of ISO 4217, by its place in `codes`.
public struct Currency: BitwiseCopyable, Hashable, Sendable {
  /// The place in `codes`; stored in the book, so codes are only ever added at the end.
  public let index: UInt8

  /// The currency of an account that names none.
  public static let usd = Currency(code: "USD")!

  init(index: UInt8) { self.index = index }

  /// A currency by its three letters, upper case.
  public init?(code: String) {
    guard code.utf8.count == 3, let place = Self.codes.firstIndex(of: code) else { return nil }
    index = UInt8(place)
  }

  /// Three letters, upper case.
  public var code: String { Self.codes[Int(index)] }

  /// The decimals of an amount (ISO 4217 exponent).
  public var decimals: Int {
    index < Self.usualCount ? 2 : Int(Self.exponents[Int(index)])
  }

  /// The first of `codes`, which most books are in: all have two decimals.
  private static var usualCount: Int { 5 }

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

  /// The codes of ISO 4217 that circulate.
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

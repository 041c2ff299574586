import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct MoneyTests {
  struct Good: Sendable {
    var text: String
    var decimals: Int
    var minor: Int64
    var written: String?

    init(_ text: String, _ decimals: Int, _ minor: Int64, _ written: String? = nil) {
      (self.text, self.decimals, self.minor, self.written) = (text, decimals, minor, written)
    }
  }

  @Test(arguments: [
    Good("0", 2, 0, "0.00"), Good("0.00", 2, 0), Good("0.01", 2, 1), Good("0.1", 2, 10, "0.10"),
    Good("1", 2, 100, "1.00"), Good("1234.50", 2, 123_450), Good("0001.50", 2, 150, "1.50"),
    Good("99.99", 2, 9999), Good("100.00", 2, 10000), Good("0", 0, 0), Good("700", 0, 700),
    Good("0.001", 3, 1), Good("1.5", 3, 1500, "1.500"), Good("12.345", 3, 12345),
    Good("9999999999999.99", 2, 999_999_999_999_999),
    Good("999999999999999", 0, 999_999_999_999_999),
    Good("999999999999.999", 3, 999_999_999_999_999),
    Good(String(repeating: "0", count: 500) + "7", 2, 700, "7.00"),
  ])
  func `an amount is read and written`(good: Good) throws {
    let money = try Money(parsing: good.text.utf8, decimals: good.decimals)
    #expect(money.minor == good.minor)
    #expect(money.text(decimals: good.decimals) == good.written ?? good.text)
  }

  struct Bad: Sendable {
    var text: String
    var decimals: Int
    var fault: MoneyFault

    init(_ text: String, _ decimals: Int, _ fault: MoneyFault) {
      (self.text, self.decimals, self.fault) = (text, decimals, fault)
    }
  }

  @Test(arguments: [
    Bad("", 2, .notAnAmount), Bad(".", 2, .notAnAmount), Bad(".50", 2, .notAnAmount),
    Bad("5.", 2, .notAnAmount), Bad("5.", 0, .notAnAmount), Bad("-1", 2, .notAnAmount),
    Bad("+1", 2, .notAnAmount), Bad("1,000.00", 2, .notAnAmount), Bad("1 000", 2, .notAnAmount),
    Bad("1.2.3", 2, .notAnAmount), Bad("1e3", 2, .notAnAmount), Bad("$5", 2, .notAnAmount),
    Bad("5,00", 2, .notAnAmount), Bad("٣", 2, .notAnAmount), Bad(" 5", 2, .notAnAmount),
    Bad("0x10", 2, .notAnAmount), Bad("1.005", 2, .tooManyDecimals(allowed: 2)),
    Bad("1.000", 2, .tooManyDecimals(allowed: 2)), Bad("700.0", 0, .tooManyDecimals(allowed: 0)),
    Bad("1.0000", 3, .tooManyDecimals(allowed: 3)), Bad("10000000000000.00", 2, .tooLarge),
    Bad("10000000000000", 2, .tooLarge), Bad("1000000000000000", 0, .tooLarge),
    Bad("1000000000000.000", 3, .tooLarge), Bad("9223372036854775808", 0, .tooLarge),
    Bad("18446744073709551616", 2, .tooLarge),
    Bad(String(repeating: "9", count: 400), 2, .tooLarge),
  ])
  func `what is no amount says why`(bad: Bad) {
    #expect(throws: bad.fault) { try Money(parsing: bad.text.utf8, decimals: bad.decimals) }
  }

  @Test func `any amount that is written is read the same`() throws {
    var random = SplitMix64(seed: 5)
    for _ in 0..<5000 {
      let decimals = [0, 2, 3][random.below(3)]
      let bits = random.below(50)
      let minor = Swift.min(Int64(random.next() >> UInt64(63 - bits)), Money.largest.minor)
      let text = Money(minor: minor).text(decimals: decimals)
      #expect(try Money(parsing: text.utf8, decimals: decimals).minor == minor)
      #expect(Money(minor: -minor).text(decimals: decimals) == (minor == 0 ? text : "-" + text))
    }
  }

  @Test func `the smallest and largest integers can be written`() {
    #expect(Money(minor: .min).text(decimals: 2) == "-92233720368547758.08")
    #expect(Money(minor: .max).text(decimals: 3) == "9223372036854775.807")
    #expect(Money(minor: -5).text(decimals: 2) == "-0.05")
    #expect(Money(minor: -5).text(decimals: 0) == "-5")
  }
}

@Suite struct CurrencyTests {
  @Test func `codes are three capital letters, each once`() {
    let codes = Currency.codes
    #expect(Set(codes).count == codes.count)
    #expect(
      codes.allSatisfy { $0.utf8.count == 3 && $0.utf8.allSatisfy { (65...90).contains($0) } })
    #expect(codes.allSatisfy { Currency(code: $0)?.code == $0 })
  }

  /// ISO 4217 table A.1. All other currencies in use have two decimals.
  @Test(arguments: [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (2, "USD EUR GBP CAD MXN AUD CHF CNY INR BRL SEK NOK DKK PLN CZK HUF MGA MRU TRY ZAR"),
  ])
  func `decimals are those of ISO 4217`(decimals: Int, codes: String) throws {
    for code in codes.split(separator: " ") {
      #expect(try #require(Currency(code: String(code))).decimals == decimals, "\(code)")
    }
  }

  @Test func `only the exceptions have not two decimals`() {
    let others = Currency.codes.filter { Currency(code: $0)!.decimals != 2 }
    #expect(others.count == 16 + 7)
  }

  /// The place of a currency never changes, because the book stores it.
  @Test func `the first places hold`() {
    #expect(
      ["USD", "EUR", "GBP", "CAD", "MXN", "AED"].map { Currency(code: $0)!.index } == [
        0, 1, 2, 3, 4, 5,
      ])
    #expect(Currency(code: "ZMW")!.index == 153)
  }

  @Test(arguments: ["usd", "US", "USDX", "QQQ", "", "U$D", "ÜSD"])
  func `what is no code of a currency is refused`(code: String) {
    #expect(Currency(code: code) == nil)
  }
}

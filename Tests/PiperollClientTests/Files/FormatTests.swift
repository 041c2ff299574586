import Testing

@testable import PiperollClient

@Suite struct `An amount in a file` {
  static let read: [(String, String, String?)] = [
    ("1234.56", "1234.56", "1234.56"), ("1234.56", "0", "0"), ("1234.56", ".5", "0.5"),
    ("1234.56", "5.", nil), ("1234.56", "", nil), ("1234.56", ".", nil), ("1234.56", "1,5", nil),
    ("1234.56", "-5", "-5"), ("1234.56", "--5", nil), ("1234.56", "5-", nil),
    ("1234.56", "+5", nil), ("1234.56", "(5)", nil), ("1234.56", "1e3", nil),
    ("1234.56", "$5", nil), ("1234.56", "1.2.3", nil), ("1234.56", " 5 ", "5"),
    ("1,234.56", "1,234,567.80", "1234567.80"), ("1,234.56", "1234.5", "1234.5"),
    ("1,234.56", "12,34.5", nil), ("1,234.56", "1234,567", nil), ("1,234.56", ",234", nil),
    ("1,234.56", "1.234,56", nil), ("1.234,56", "1.234,56", "1234.56"),
    ("1.234,56", "1.234", "1234"), ("1.234,56", "1,234.56", nil), ("1.234,56", "-,5", "-0.5"),
    ("1 234,56", "1 234,56", "1234.56"), ("1 234,56", "1\u{A0}234,56", "1234.56"),
    ("1 234,56", "1\u{202F}234,56", "1234.56"), ("1\u{A0}234,56", "1 234,56", "1234.56"),
    ("1'234.56", "1'234.56", "1234.56"), ("1234,56", "1234,56", "1234.56"),
    ("1234,56", "1.234,56", nil), ("(1,234.56)", "(12.50)", "-12.50"),
    ("(1,234.56)", "12.50", "12.50"), ("(1,234.56)", "(12.50", nil), ("(1,234.56)", "-1", "-1"),
    ("(1,234.56)", "(-1)", nil), ("1,234.56-", "12.50-", "-12.50"), ("1,234.56-", "-12.50-", nil),
    ("$1,234.56", "$5.00", "5.00"), ("$1,234.56", "-$5.00", "-5.00"),
    ("$1,234.56", "$-5.00", "-5.00"), ("$1,234.56", "-$-5.00", nil), ("$1,234.56", "5.00", "5.00"),
    ("($1,234.56)", "($5.00)", "-5.00"), ("1.234,56 €", "5,00 €", "5.00"),
    ("1.234,56 €", "5,00€", "5.00"), ("1.234,56 €", "5,00 $", nil),
  ]

  @Test(arguments: read) func `is read in the form that is declared and in no other`(
    sample: String, cell: String, expected: String?
  ) throws {
    let format = try #require(MoneyFormat(sample))
    let found = format.read(Array(cell.utf8)[...]).map {
      ($0.isNegative ? "-" : "") + String(decoding: $0.digits, as: UTF8.self)
    }
    #expect(found == expected)
  }

  @Test(arguments: ["", "1234", "12,34.56", "1,234,56", "1.234.56", "abc", "2234.56", "--1234.56"])
  func `has no other forms`(sample: String) { #expect(MoneyFormat(sample) == nil) }

  @Test(arguments: [
    ("1,234", ["1234", "1.234"]), ("1.234", ["1.234", "1234"]), ("12,5", ["12.5"]),
    ("1,234.50", ["1234.50"]), ("x", []),
  ]) func `that may mean several is told with each`(cell: String, values: [String]) {
    #expect(CellFault.readings(Array(cell.utf8)[...]).map(\.value) == values)
    let told = CellFault.amount(Array(cell.utf8)[...], .plain, isDeclared: false)
    for value in values { #expect(told.contains("reads \(value)")) }
  }

  @Test func `in parentheses or with a minus behind it says what to declare`() {
    for (cell, advice) in [("(12.50)", "\"(1234.56)\""), ("12.50-", "\"1234.56-\"")] {
      let told = CellFault.amount(Array(cell.utf8)[...], .plain, isDeclared: false)
      #expect(told.hasSuffix("declare --money-format \(advice)"), "\(told)")
    }
  }

  @Test func `is added up as digits`() throws {
    var sum = AmountSum()
    for _ in 1...1000 { sum += try #require(AmountSum("0.10".utf8)) }
    #expect(sum.text == "100.00")
    sum -= try #require(AmountSum("9999999999999.999".utf8))
    #expect(sum.text == "-9999999999899.999")
    for text in [
      "", ".", "1.", "1.2.3", "-1", "1,0", "1.1234567", String(repeating: "9", count: 19),
    ] { #expect(AmountSum(text.utf8) == nil, "\(text)") }
  }
}

@Suite struct `A day in a file` {
  static let read: [(String, String, String?)] = [
    ("Y-M-D", "2013-01-02", "2013-01-02"), ("Y-M-D", "2013-1-2", "2013-01-02"),
    ("Y-M-D", "13-01-02", nil), ("Y-M-D", "2013/01/02", nil), ("Y-M-D", "2013-02-29", nil),
    ("Y-M-D", "2012-02-29", "2012-02-29"), ("Y-M-D", "1900-02-29", nil),
    ("Y-M-D", "2000-02-29", "2000-02-29"), ("Y-M-D", "2013-13-01", nil),
    ("Y-M-D", "2013-01-02 00:00:00", "2013-01-02"), ("Y-M-D", "2013-01-02T00:00", "2013-01-02"),
    ("Y-M-D", "2013-01-02 10:00", nil), ("Y-M-D", "2013-01-02 x", nil), ("Y-M-D", "", nil),
    ("M/D/Y", "1/2/2013", "2013-01-02"), ("M/D/Y", "13/2/2013", nil), ("M/D/Y", "1/2/13", nil),
    ("M/D/YY", "1/2/13", "2013-01-02"), ("M/D/YY", "1/2/2013", nil),
    ("D.M.Y", "02.01.2013", "2013-01-02"), ("D.M.Y", "2.1.2013", "2013-01-02"),
    ("D/M/Y", "31/12/2013", "2013-12-31"), ("YMD", "20130102", "2013-01-02"),
    ("YMD", "2013012", nil), ("YYMD", "130102", "2013-01-02"), ("DMY", "02012013", "2013-01-02"),
    ("d.m.y", "2.1.2013", "2013-01-02"), ("D.M.Y", "2.1.2013.", nil), ("D.M.Y", "+2.1.2013", nil),
  ]

  @Test(arguments: read) func `is read in the form that is declared and in no other`(
    sample: String, cell: String, expected: String?
  ) throws {
    let format = try #require(DateFormat(sample))
    let found = format.read(Array(cell.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
    #expect(found == expected)
  }

  @Test(arguments: ["", "M/D", "M/D-Y", "MM/DD/YYYY", "M/M/Y", "Y M D", "M//DY", "/M/DY", "hello"])
  func `has no other forms`(sample: String) { #expect(DateFormat(sample) == nil) }

  @Test func `that may mean several is told with each`() {
    let told = CellFault.date(Array("03/04/2026".utf8)[...], .iso, isDeclared: false)
    #expect(
      told == "\"03/04/2026\" may mean several days: --date-format M/D/Y reads 2026-03-04,"
        + " --date-format D/M/Y reads 2026-04-03")
  }

  @Test func `that a spreadsheet has made a number is told`() {
    let told = CellFault.date(Array("41276".utf8)[...], .iso, isDeclared: false)
    #expect(told.contains("how a spreadsheet counts days"))
  }
}

@Suite struct `What a spreadsheet loses` {
  @Test(arguments: ["1.23E+05", "1E+15", "6.11365E+9", "1,23E+05"])
  func `of a long number is told`(cell: String) {
    #expect(CellFault.shortenedNumber(Array(cell.utf8)[...]) != nil)
  }

  @Test(arguments: ["1E5", "E+5", "A1E+05", "0000611365", "1.5", "12-E+3", "1E+", ""])
  func `is not seen in other texts`(cell: String) {
    #expect(CellFault.shortenedNumber(Array(cell.utf8)[...]) == nil)
  }

  @Test func `and puts in its place is told`() {
    for cell in ["#N/A", "#REF!", "#####"] {
      #expect(CellFault.spreadsheetError(Array(cell.utf8)[...]) != nil)
    }
    for cell in ["#1", "##", "N/A", "#N/A x"] {
      #expect(CellFault.spreadsheetError(Array(cell.utf8)[...]) == nil)
    }
  }
}

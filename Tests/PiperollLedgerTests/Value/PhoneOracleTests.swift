import Foundation
import TestSupport
import Testing

@testable import PiperollLedger

/// Compares telephone numbers with the package `phonenumbers` of PyPI, which shares neither rules
/// nor tables with the book. `PHONENUMBERS` names a Python that has it; else it is `python3`.
@Suite struct PhoneOracleTests {
  private static let hasPackage = (try? run("import phonenumbers", "")) != nil
  private static let countries =
    "US CA GB DE FR IT ES NL CH AT AU NZ IE IN BR JP ZA PL SE RU".split(separator: " ")

  /// Writes valid numbers at random, 500 of each country: the country, the number, and the number
  /// as people write it at home and elsewhere.
  private static let valid = """
    import random, sys
    import phonenumbers as p
    random.seed(7)
    kinds = [p.PhoneNumberType.FIXED_LINE, p.PhoneNumberType.MOBILE, p.PhoneNumberType.TOLL_FREE]
    formats = [p.PhoneNumberFormat.E164, p.PhoneNumberFormat.NATIONAL,
               p.PhoneNumberFormat.INTERNATIONAL]
    for country in sys.stdin.read().split():
        examples = [e for e in (p.example_number_for_type(country, k) for k in kinds) if e]
        seen = set()
        while len(seen) < 500:
            example = random.choice(examples)
            digits = p.national_significant_number(example)
            kept = random.randint(1, 4)
            digits = digits[:kept] + "".join(random.choice("0123456789") for _ in digits[kept:])
            number = p.PhoneNumber(country_code=example.country_code, national_number=int(digits),
                                   italian_leading_zero=digits[0] == "0" or None)
            if digits in seen or not p.is_valid_number_for_region(number, country):
                continue
            seen.add(digits)
            print(country, *(p.format_number(number, f) for f in formats), sep="\\t")
    """

  /// Reads numbers and writes those that cannot be.
  private static let impossible = """
    import sys
    import phonenumbers as p
    for line in sys.stdin:
        if not p.is_possible_number(p.parse(line.strip())):
            print(line.strip())
    """

  @Test(.enabled(if: hasPackage, "needs phonenumbers: pip install phonenumbers"))
  func `a valid number is the same one, however it is written at home and elsewhere`() throws {
    let lines = try Self.run(Self.valid, Self.countries.joined(separator: " "))
    #expect(lines.count == 10_000)
    for line in lines {
      let cells = line.split(separator: "\t")
      let home = Country(code: String(cells[0]))!
      for text in cells.dropFirst() {
        let number = PhoneNumber(parsing: text.utf8, in: home)?.text
        #expect(number == String(cells[1]), "\(cells[0]): \(text)")
      }
      for code in ["US", "DE", "IT", "JP"] {
        let number = PhoneNumber(parsing: cells[3].utf8, in: Country(code: code)!)?.text
        #expect(number == String(cells[1]), "\(cells[3]) in \(code)")
      }
    }
  }

  @Test(.enabled(if: hasPackage, "needs phonenumbers: pip install phonenumbers"))
  func `what is taken can be a number`() throws {
    var random = SplitMix64(seed: 31)
    var taken: Set<String> = []
    for code in Country.codes {
      for _ in 0..<400 {
        let digits = (0..<(5 + random.below(11))).map { _ in "\(random.below(10))" }.joined()
        let start = ["+", "+", "00", "011", "0", "0", "", "8", "1"][random.below(9)]
        if let number = PhoneNumber(parsing: (start + digits).utf8, in: Country(code: code)!) {
          taken.insert(number.text)
        }
      }
    }
    #expect(taken.count > 10_000)
    #expect(try Self.run(Self.impossible, taken.sorted().joined(separator: "\n")) == [])
  }

  private static func run(_ program: String, _ input: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let python = ProcessInfo.processInfo.environment["PHONENUMBERS"] ?? "python3"
    process.arguments = [python, "-c", program]
    let (toChild, fromChild) = (Pipe(), Pipe())
    process.standardInput = toChild
    process.standardOutput = fromChild
    process.standardError = FileHandle.nullDevice
    try process.run()
    let feeder = Thread {
      toChild.fileHandleForWriting.write(Data(input.utf8))
      try? toChild.fileHandleForWriting.close()
    }
    feeder.start()
    let output = fromChild.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

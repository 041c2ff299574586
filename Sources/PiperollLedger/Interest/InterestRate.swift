/// An interest rate, in percent a year.
public struct InterestRate: BitwiseCopyable, Hashable, Comparable, Sendable {
  /// The rate in millionths of a percent a year.
  public let millionths: UInt32

  public init(millionths: UInt32) { self.millionths = millionths }

  /// No interest.
  public static let zero = InterestRate(millionths: 0)
  /// Rates are quoted in sixty-fourths of a percent at the finest, which have six decimals.
  public static let decimals = 6
  /// Ten times the capital in a year: a higher rate is a typing error.
  public static let largest = InterestRate(millionths: 1_000_000_000)

  public static func < (left: InterestRate, right: InterestRate) -> Bool {
    left.millionths < right.millionths
  }

  /// Reads `7.25`, percent a year; nil if the bytes are not a rate.
  public init?(parsing bytes: some Collection<UInt8>) {
    guard let parsed = try? Money(parsing: bytes, decimals: Self.decimals),
      parsed.minor <= Int64(Self.largest.millionths)
    else { return nil }
    millionths = UInt32(parsed.minor)
  }

  /// `7.25`, `5.8125`: two decimals, or more if they are not zeros.
  public var text: String {
    var text = Money(minor: Int64(millionths)).text(decimals: Self.decimals)
    for _ in 2..<Self.decimals where text.last == "0" { text.removeLast() }
    return text
  }
}

extension EntryWriter {
  mutating func put(_ rate: InterestRate) { put(rate.millionths) }
}

extension EntryReader {
  mutating func takeRate() throws(EntryDecodingError) -> InterestRate {
    let rate = InterestRate(millionths: try take())
    guard rate <= .largest else { throw .unknownValue }
    return rate
  }
}

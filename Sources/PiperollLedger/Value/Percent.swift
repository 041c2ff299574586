/// A share in percent, with at most four decimals.
public struct Percent: BitwiseCopyable, Hashable, Comparable, Sendable {
  /// The share in millionths of the whole: 10,000 of them are one percent.
  public let partsPerMillion: Int64
  /// The most decimals with which it is written.
  public static let decimals = 4
  /// A thousand percent: a larger share is a typing error.
  public static let largest = Percent(partsPerMillion: 10_000_000)!

  /// nil if the share is below zero or above a thousand percent.
  public init?(partsPerMillion: Int64) {
    guard (0...10_000_000).contains(partsPerMillion) else { return nil }
    self.partsPerMillion = partsPerMillion
  }

  /// Reads `1.5`: digits, and at most four decimals; nil for anything else.
  public init?(parsing bytes: some Collection<UInt8>) {
    guard let number = try? Money(parsing: bytes, decimals: Self.decimals) else { return nil }
    self.init(partsPerMillion: number.minor)
  }

  /// The percentage without trailing zeros: `1.5`.
  public var text: String {
    var text = Money(minor: partsPerMillion).text(decimals: Self.decimals)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// The share of an amount, with half a minor unit rounded up.
  public func of(_ amount: Money) -> Money {
    let parts = Int128(amount.minor) * Int128(partsPerMillion)
    return Money(minor: Int64((parts + 500_000) / 1_000_000))
  }

  public static func < (left: Percent, right: Percent) -> Bool {
    left.partsPerMillion < right.partsPerMillion
  }
}

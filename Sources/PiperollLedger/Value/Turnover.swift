/// A sum of amounts that may count more than once: credit that is applied and taken off again and
/// again can add up to more than all documents, and to more than `Money` holds.
public struct Turnover: BitwiseCopyable, Equatable, Sendable {
  /// The number of minor units. There is room for 2^63 of the largest amounts.
  public internal(set) var minor: Int128 = 0

  /// Nothing.
  public static let zero = Turnover()

  /// Adds another sum.
  public static func += (left: inout Turnover, right: Turnover) { left.minor += right.minor }
  public static func + (left: Turnover, right: Turnover) -> Turnover {
    Turnover(minor: left.minor + right.minor)
  }

  public static func - (left: Turnover, right: Turnover) -> Turnover {
    Turnover(minor: left.minor - right.minor)
  }

  /// Adds an amount.
  public mutating func add(_ amount: Money) { minor += Int128(amount.minor) }

  /// The sum with all decimals of the currency, as `Money` writes it.
  public func text(decimals: Int) -> String {
    let digits = String(minor.magnitude)
    let padding = String(repeating: "0", count: max(0, decimals + 1 - digits.count))
    var text = padding + digits
    if decimals > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals)) }
    return minor < 0 ? "-" + text : text
  }
}

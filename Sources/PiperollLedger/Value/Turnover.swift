/// A sum of amounts that went back and forth: what is applied and taken off again and again comes
/// to more than all documents, and than `Money` holds.
public struct Turnover: BitwiseCopyable, Equatable, Sendable {
  /// Minor units; 2^63 of the largest amounts fit.
  public internal(set) var minor: Int128 = 0

  /// Nothing.
  public static let zero = Turnover()

  /// Takes in another sum.
  public static func += (left: inout Turnover, right: Turnover) { left.minor += right.minor }
  public static func + (left: Turnover, right: Turnover) -> Turnover {
    Turnover(minor: left.minor + right.minor)
  }

  public static func - (left: Turnover, right: Turnover) -> Turnover {
    Turnover(minor: left.minor - right.minor)
  }

  /// Takes in an amount.
  public mutating func add(_ amount: Money) { minor += Int128(amount.minor) }

  /// With all of the currency's decimals, as `Money` writes it.
  public func text(decimals: Int) -> String {
    let digits = String(minor.magnitude)
    let padding = String(repeating: "0", count: max(0, decimals + 1 - digits.count))
    var text = padding + digits
    if decimals > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals)) }
    return minor < 0 ? "-" + text : text
  }
}

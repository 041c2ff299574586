/// A set of cases of an enumeration whose raw values are below 32, in one word: the rules of
/// contact ask some hundred times an answer whether one is in it.
public struct CaseSet<Case: RawRepresentable<UInt8>>: ExpressibleByArrayLiteral, Sendable {
  private let bits: UInt32

  private init(bits: UInt32) { self.bits = bits }

  /// A set of some cases.
  public init(_ cases: some Sequence<Case>) {
    bits = cases.reduce(0) { $0 | Self.bit($1) }
  }

  /// A set of the cases that are named.
  public init(arrayLiteral cases: Case...) { self.init(cases) }

  /// Whether a case is in it.
  public func contains(_ one: Case) -> Bool { bits & Self.bit(one) != 0 }

  /// What is in either.
  public func union(_ other: CaseSet) -> CaseSet { CaseSet(bits: bits | other.bits) }

  /// What is in this one alone.
  public func subtracting(_ other: CaseSet) -> CaseSet { CaseSet(bits: bits & ~other.bits) }

  private static func bit(_ one: Case) -> UInt32 {
    precondition(one.rawValue < UInt32.bitWidth, "no place for a case")
    return 1 << one.rawValue
  }
}

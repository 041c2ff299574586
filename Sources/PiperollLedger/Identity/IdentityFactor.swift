/// What a caller may be asked in order to show who they are. The raw value is a bit's place in the
/// journal, and never changes.
public enum IdentityFactor: UInt8, CaseIterable, Sendable {
  case zip, born, ssn4, street

  /// What it is called.
  public var id: String {
    switch self {
    case .zip: "zip"
    case .born: "born"
    case .ssn4: "ssn4"
    case .street: "street"
    }
  }
}

/// Some of the factors.
public struct FactorSet: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A set of one.
  public init(_ factor: IdentityFactor) { rawValue = 1 << factor.rawValue }

  static let all = FactorSet(rawValue: 1 << UInt8(IdentityFactor.allCases.count) - 1)

  /// Its factors, in their order.
  public var factors: [IdentityFactor] {
    IdentityFactor.allCases.filter { contains(FactorSet($0)) }
  }

  /// How many there are.
  public var count: Int { rawValue.nonzeroBitCount }

  /// Their names, with commas between them.
  public var text: String { factors.map(\.id).joined(separator: ",") }
}

/// How many factors of which have to fit before somebody counts as the one they say they are.
public struct FactorRule: Equatable, Sendable {
  /// From 1 to as many as there are in `factors`.
  public let count: Int
  public let factors: FactorSet

  /// Any two of all.
  public static let standard = FactorRule(2, of: .all)!

  init?(_ count: Int, of factors: FactorSet) {
    guard (1...max(1, factors.count)).contains(count), !factors.isEmpty else { return nil }
    (self.count, self.factors) = (count, factors)
  }

  /// Reads `2:zip,born`; nil if the text is none, names a factor twice, or asks for more than it
  /// names.
  public init?(parsing text: String) {
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count == 2, let count = Int(halves[0]), "\(count)" == halves[0] else { return nil }
    var factors: FactorSet = []
    for name in halves[1].split(separator: ",", omittingEmptySubsequences: false) {
      guard let factor = IdentityFactor.allCases.first(where: { $0.id == name }),
        factors.insert(FactorSet(factor)).inserted
      else { return nil }
    }
    self.init(count, of: factors)
  }

  /// As it is written: `2:zip,born`.
  public var text: String { "\(count):\(factors.text)" }

  /// As the policy's row keeps it.
  var number: Int64 { Int64(count) << 8 | Int64(factors.rawValue) }

  init?(number: Int64) {
    guard let count = Int(exactly: number >> 8),
      FactorSet.all.rawValue | UInt8(truncatingIfNeeded: number) == FactorSet.all.rawValue
    else { return nil }
    self.init(count, of: FactorSet(rawValue: UInt8(truncatingIfNeeded: number)))
  }
}

/// On which calls nothing of what is owed is shown before the caller is known.
public enum VerifyBefore: UInt8, CaseIterable, Sendable {
  /// On calls in, about the debts of consumers that are collected for others, and those of
  /// patients.
  case inbound
  /// On all calls in, and on accounts that LOOKUP NEXT leased.
  case all
  /// On no call. Its word is not `none`: that gives a policy its default again.
  case never

  /// What it is called.
  public var id: String {
    switch self {
    case .inbound: "inbound"
    case .all: "all"
    case .never: "off"
    }
  }
}

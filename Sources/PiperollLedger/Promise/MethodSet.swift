/// Some of the ways in which money comes in.
public struct MethodSet: Equatable, Sendable {
  /// A bit for each method, by its raw value.
  let bits: UInt32

  /// A set of these.
  public init(_ methods: [PaymentMethod]) {
    bits = methods.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
  }

  /// Nil if a bit is no method's.
  init?(bits: Int64) {
    guard let bits = UInt32(exactly: bits),
      bits & ~MethodSet(PaymentMethod.allCases).bits == 0
    else { return nil }
    self.bits = bits
  }

  /// Whether a method is in the set.
  public func has(_ method: PaymentMethod) -> Bool { bits & 1 << UInt32(method.rawValue) != 0 }

  /// In the order of their raw values.
  public var methods: [PaymentMethod] { PaymentMethod.allCases.filter(has) }
}

extension MethodSet {
  /// What stands for an empty set; `none` brings back a policy's default.
  public static let empty = "no-method"

  /// The words of the methods with commas between them.
  public var text: String {
    bits == 0 ? Self.empty : methods.map(\.word).joined(separator: ",")
  }
}

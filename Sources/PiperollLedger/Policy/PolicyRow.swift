/// A policy as it was set once.
public struct PolicyRow: BitwiseCopyable, Sendable {
  var number: Int64
  var text: TextReference
  var entryWord: UInt32
  /// The day from which it holds.
  public internal(set) var effective: Day
  var policyByte: UInt8
  var scopeByte: UInt8
  /// Of an amount; 0 where there is none.
  var currencyByte: UInt8
  /// 1 if it has a value.
  var isSetByte: UInt8
  var unused: UInt32 = 0

  /// The entry that set it.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// Which it is.
  public var policy: Policy { Policy(code: policyByte)! }
  /// For whom it was set.
  public var scope: PolicyScope { PolicyScope(code: scopeByte, of: policy.scopes)! }
  /// Of an amount; nil for what is none.
  public var currency: Currency? {
    policy.type == .money ? Currency(index: currencyByte) : nil
  }
}

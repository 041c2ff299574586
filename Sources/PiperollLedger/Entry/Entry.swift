/// The number of an entry: its place in the journal, counted from 1. Payments, credits, notes and
/// all else without a number of the user's own are named by the entry that made them.
public typealias EntryNumber = UInt64

/// A durable fact, as the journal keeps it: what happened, never what was asked for. The same
/// entries applied in the same order give the same book, even after the rules of the program
/// changed.
public struct Entry: Equatable, Sendable {
  /// The date from which the fact counts: given by the user, today by default.
  public var effective: Day
  /// The user who did it.
  public var actor: String
  /// The client's reference, which identifies a repeated request; nil if there is none.
  ///
  /// The optional types are written out here and in the frequent facts. A `Reference?` would be set
  /// to nil before `init` sets it; then the compiler makes the whole entry apart from where it is
  /// to stand, and copies it.
  public var reference: Optional<Reference>
  /// Free text.
  public var memo: String
  /// The entry that asked for the approval which allowed this entry; nil for most entries.
  public var approval: Optional<EntryNumber>
  /// Whether the same request also recorded the entry before this one.
  public var isContinuation: Bool
  public var fact: Fact

  public init(
    effective: Day, actor: String, reference: Reference? = nil, memo: String = "",
    approval: EntryNumber? = nil, isContinuation: Bool = false, fact: Fact
  ) {
    self.effective = effective
    self.actor = actor
    self.reference = reference
    self.memo = memo
    self.approval = approval
    self.isContinuation = isContinuation
    self.fact = fact
  }
}

/// A client's reference, and a hash of the request that came with it. The same reference with
/// another hash is a mistake of the client and no repetition.
public struct Reference: Equatable, Sendable {
  public var name: String
  public var payloadHash: UInt64

  public init(name: String, payloadHash: UInt64) {
    self.name = name
    self.payloadHash = payloadHash
  }
}

/// When and where the server recorded an entry.
public struct Stamp: Equatable, Sendable {
  public var number: EntryNumber
  /// UTC, in milliseconds since 1970. It never decreases from entry to entry.
  public var recorded: Int64

  public init(number: EntryNumber, recorded: Int64) {
    self.number = number
    self.recorded = recorded
  }
}

/// An amount of a credit that is applied to an item.
public struct Application: Equatable, Sendable {
  /// The entry that made the item.
  public var invoice: EntryNumber
  public var amount: Money

  public init(invoice: EntryNumber, amount: Money) {
    self.invoice = invoice
    self.amount = amount
  }
}

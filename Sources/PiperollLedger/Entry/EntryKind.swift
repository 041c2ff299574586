/// The kind of an entry, as LOOKUP HISTORY shows it. Its raw value is stored in one byte of the
/// book's rows, so there is room for 256 kinds.
public enum EntryKind: UInt8, CaseIterable, Sendable {
  case account, contact, invoice, payment, credit, apply, reverse, note, call, user
  case charge, adjust, writeoff, recovery, refund, unapply, transfer
  case policy = 17
  case approval = 18
  case reject = 19
  case close = 20
  case service = 21
  case verify = 22
  case draft = 23
  case hold = 24
  case releaseHold = 25
  case limit = 26
  case loan = 27
  case rate = 28
  case interest = 29
}

/// The properties of a kind of entry.
struct EntryTraits {
  /// Whether its entries belong to an account; nil if some do and others do not.
  var account: Bool?
  /// What its entries change on an account.
  var moves: Movement
  /// Whether its entries need an approval if they are dated into a closed period. Records of what
  /// happened, such as notes, need none, nor do settings of who may do what.
  var waits: Bool
  /// Who may reverse its entries.
  var undo: Undo

  /// What entries change, and the column of a `Flow` that adds it up.
  enum Movement {
    case nothing
    /// How credit is applied to items; the balance does not change.
    case coverage
    case charges, payments, credits, adjustments, writeOffs, refunds, transfers, reversals
  }

  /// Who may reverse an entry.
  enum Undo {
    case nobody, anybody
    /// Users who may do as much alone, by the policy; others need an approval.
    case upTo(Policy)
  }
}

extension EntryKind {
  /// The properties of every kind, in one table.
  var traits: EntryTraits {
    switch self {
    case .account: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .contact: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .invoice: .init(account: true, moves: .charges, waits: true, undo: .upTo(.creditMemoLimit))
    case .payment: .init(account: true, moves: .payments, waits: true, undo: .anybody)
    case .credit: .init(account: true, moves: .credits, waits: true, undo: .anybody)
    case .apply: .init(account: true, moves: .coverage, waits: true, undo: .anybody)
    // A reversal is not reversed: the original is posted again instead.
    case .reverse: .init(account: true, moves: .reversals, waits: true, undo: .nobody)
    case .note: .init(account: true, moves: .nothing, waits: false, undo: .nobody)
    case .call: .init(account: true, moves: .nothing, waits: false, undo: .nobody)
    case .user: .init(account: false, moves: .nothing, waits: false, undo: .nobody)
    case .charge: .init(account: true, moves: .charges, waits: true, undo: .upTo(.waiverLimit))
    case .adjust: .init(account: true, moves: .adjustments, waits: true, undo: .upTo(.adjustLimit))
    case .writeoff: .init(account: true, moves: .writeOffs, waits: true, undo: .anybody)
    case .recovery: .init(account: true, moves: .coverage, waits: true, undo: .anybody)
    case .refund: .init(account: true, moves: .refunds, waits: true, undo: .anybody)
    case .unapply: .init(account: true, moves: .coverage, waits: true, undo: .anybody)
    case .transfer: .init(account: true, moves: .transfers, waits: true, undo: .anybody)
    case .policy: .init(account: false, moves: .nothing, waits: true, undo: .nobody)
    case .approval: .init(account: nil, moves: .nothing, waits: false, undo: .nobody)
    case .reject: .init(account: nil, moves: .nothing, waits: false, undo: .nobody)
    case .close: .init(account: false, moves: .nothing, waits: false, undo: .nobody)
    case .service: .init(account: true, moves: .nothing, waits: true, undo: .anybody)
    case .verify: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .draft: .init(account: true, moves: .nothing, waits: true, undo: .anybody)
    case .hold: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .releaseHold: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .limit: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .loan: .init(account: true, moves: .charges, waits: true, undo: .anybody)
    case .rate: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .interest: .init(account: true, moves: .charges, waits: true, undo: .upTo(.waiverLimit))
    }
  }

  /// Whether its entries belong to an account; nil if some do and others do not.
  var hasAccount: Bool? { traits.account }

  /// Whether its entries change what is owed, or how credit is applied.
  var movesMoney: Bool {
    switch traits.moves {
    case .nothing: false
    case .coverage, .charges, .payments, .credits, .adjustments, .writeOffs, .refunds, .transfers,
      .reversals:
      true
    }
  }

  /// Whether its entries need an approval if they are dated into a closed period.
  var isHeldByClosing: Bool { traits.waits }

  /// Whether entries of it can be reversed.
  public var isReversible: Bool {
    switch traits.undo {
    case .nobody: false
    case .anybody, .upTo: true
    }
  }

  /// The policy that limits who may reverse its entries alone; nil if anybody may, or nobody.
  var limitOfReversal: Policy? {
    switch traits.undo {
    case .upTo(let policy): policy
    case .nobody, .anybody: nil
    }
  }
}

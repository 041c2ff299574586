/// What an entry is, as HISTORY shows it. The raw value stands in the book's rows and has a byte
/// there: 256 kinds have room.
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

/// What is asked of a kind of entry.
struct EntryTraits {
  /// Whether its entries are of an account; nil: some are.
  var account: Bool?
  /// What of an account its entries move.
  var moves: Movement
  /// Whether its entries wait for an approval where they are dated into a closed period. What
  /// happened is always recorded, and who may do what is no matter of a period.
  var waits: Bool
  /// Who may reverse its entries.
  var undo: Undo

  /// What entries move, and in which column of a `Flow` that is summed.
  enum Movement {
    case nothing
    /// What is set against what; the balance stays as it is.
    case coverage
    case charges, payments, credits, adjustments, writeOffs, refunds, transfers, reversals
  }

  /// Who may reverse an entry.
  enum Undo {
    case nobody, anybody
    /// Whoever may do alone as much as the policy says.
    case upTo(Policy)
  }
}

extension EntryKind {
  /// The one table of what is asked of a kind.
  var traits: EntryTraits {
    switch self {
    case .account: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .contact: .init(account: true, moves: .nothing, waits: true, undo: .nobody)
    case .invoice: .init(account: true, moves: .charges, waits: true, undo: .upTo(.creditMemoLimit))
    case .payment: .init(account: true, moves: .payments, waits: true, undo: .anybody)
    case .credit: .init(account: true, moves: .credits, waits: true, undo: .anybody)
    case .apply: .init(account: true, moves: .coverage, waits: true, undo: .anybody)
    // What was reversed is posted anew instead of reversing its reversal.
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

  /// Whether its entries are of an account; nil: some are.
  var hasAccount: Bool? { traits.account }

  /// Whether entries of it change what is owed or how it is covered.
  var movesMoney: Bool {
    switch traits.moves {
    case .nothing: false
    case .coverage, .charges, .payments, .credits, .adjustments, .writeOffs, .refunds, .transfers,
      .reversals:
      true
    }
  }

  /// Whether its entries wait for an approval where they are dated into a closed period.
  var isHeldByClosing: Bool { traits.waits }

  /// Whether entries of it can be reversed.
  public var isReversible: Bool {
    switch traits.undo {
    case .nobody: false
    case .anybody, .upTo: true
    }
  }

  /// The limit of reversing what raised a balance; nil: anybody may, or nobody.
  var limitOfReversal: Policy? {
    switch traits.undo {
    case .upTo(let policy): policy
    case .nobody, .anybody: nil
    }
  }
}

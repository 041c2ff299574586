/// How a balance changed in a period: opening + charges - payments - credits + adjustments -
/// write-offs + refunds + transfers + reversals = closing.
public struct Flow: BitwiseCopyable, Equatable, Sendable {
  /// The balance before the first day.
  public internal(set) var opening = Money.zero
  /// Invoices, charges and loans of the period. Interest that was given back is subtracted.
  public internal(set) var charges = Money.zero
  /// Money that came in, as an amount above zero. Recoveries are left out, because they change no
  /// balance.
  public internal(set) var payments = Money.zero
  /// Credit memos, as an amount above zero.
  public internal(set) var credits = Money.zero
  /// How adjustments changed the balance: above zero if the debtor owes more.
  public internal(set) var adjustments = Money.zero
  /// Write-offs, as an amount above zero.
  public internal(set) var writeOffs = Money.zero
  /// Credit that was paid out.
  public internal(set) var refunds = Money.zero
  /// How transfers changed the balance: above zero if credit went to another account.
  public internal(set) var transfers = Money.zero
  /// How reversals changed the balance: above zero for a payment, below zero for an invoice.
  public internal(set) var reversals = Money.zero

  init() {}

  /// The balance at the end of the last day.
  public var closing: Money {
    opening + charges - payments - credits + adjustments - writeOffs + refunds + transfers
      + reversals
  }

  /// Adds the effect of an entry to the column of its kind.
  mutating func add(_ effect: Money, of kind: EntryKind) {
    switch kind.traits.moves {
    case .charges: charges += effect
    case .payments: payments -= effect
    case .credits: credits -= effect
    case .adjustments: adjustments += effect
    case .writeOffs: writeOffs -= effect
    case .refunds: refunds += effect
    case .transfers: transfers += effect
    case .reversals: reversals += effect
    case .nothing, .coverage: break
    }
  }

  /// Each column with its name and amount, in the order of the equation.
  public var columns: [(name: FlowColumn, amount: Money)] {
    [
      (.opening, opening), (.charges, charges), (.payments, payments), (.credits, credits),
      (.adjustments, adjustments), (.writeOffs, writeOffs), (.refunds, refunds),
      (.transfers, transfers), (.reversals, reversals), (.closing, closing),
    ]
  }

  static func + (left: Flow, right: Flow) -> Flow {
    var sum = left
    sum += right
    return sum
  }

  static func += (left: inout Flow, right: Flow) {
    left.opening += right.opening
    left.charges += right.charges
    left.payments += right.payments
    left.credits += right.credits
    left.adjustments += right.adjustments
    left.writeOffs += right.writeOffs
    left.refunds += right.refunds
    left.transfers += right.transfers
    left.reversals += right.reversals
  }
}

/// The columns of a flow.
public enum FlowColumn: UInt8, CaseIterable, Sendable {
  case opening, charges, payments, credits, adjustments, writeOffs, refunds, transfers, reversals
  case closing
}

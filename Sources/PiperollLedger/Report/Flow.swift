/// How a balance came about in a period: opening + charges - payments - credits + adjustments
/// - write-offs + refunds + transfers + reversals = closing.
public struct Flow: BitwiseCopyable, Equatable, Sendable {
  /// The balance before the first day.
  public internal(set) var opening = Money.zero
  /// Billed in the period, invoices and charges, and lent; interest that was taken back is off it.
  public internal(set) var charges = Money.zero
  /// Money that came in, as an amount above zero; without recoveries, which move no balance.
  public internal(set) var payments = Money.zero
  /// Credit memos, as an amount above zero.
  public internal(set) var credits = Money.zero
  /// What adjustments did to the balance: above zero in the debtor's disfavour.
  public internal(set) var adjustments = Money.zero
  /// Written off, as an amount above zero.
  public internal(set) var writeOffs = Money.zero
  /// Credit that was paid out.
  public internal(set) var refunds = Money.zero
  /// What transfers did to the balance: above zero where credit went to another account.
  public internal(set) var transfers = Money.zero
  /// What reversals did to the balance: above zero for a payment, below for an invoice.
  public internal(set) var reversals = Money.zero

  init() {}

  /// The balance at the end of the last day.
  public var closing: Money {
    opening + charges - payments - credits + adjustments - writeOffs + refunds + transfers
      + reversals
  }

  /// Adds what an entry of the period did to a balance.
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

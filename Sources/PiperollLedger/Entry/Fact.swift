/// What an entry says. Accounts, invoices and credits are named by the entries that made them.
///
/// The most frequent facts have a case of their own: they are read, held and applied without an
/// allocation for each. All others are in `other`, and `FactList` lists their types.
public enum Fact: Equatable, Sendable {
  case invoiceBilled(InvoiceBilled)
  /// A payment, a credit memo, a credit adjustment or a write-off.
  case creditTaken(CreditTaken)
  case creditApplied(CreditApplied)
  case noted(Noted)
  case other(OtherFact)
}

extension Fact {
  /// Makes the fact from a body of a listed type.
  init(_ body: some ListedFact) { self = .other(ListedBody(body)) }

  /// The body, if it is of the given type; else nil.
  func body<Body: ListedFact>(as _: Body.Type) -> Body? {
    // Comparing codes comes first because a cast takes hundreds of instructions, even if it fails.
    guard case .other(let fact) = self, fact.code == Body.code else { return nil }
    return unsafeDowncast(fact, to: ListedBody<Body>.self).body
  }
}

// The questions of `FactBody`, asked of the fact.
extension Fact {
  /// The kind of its entries.
  public var kind: EntryKind {
    switch self {
    case .invoiceBilled(let fact): fact.entryKind
    case .creditTaken(let fact): fact.entryKind
    case .creditApplied(let fact): fact.entryKind
    case .noted(let fact): fact.entryKind
    case .other(let fact): fact.entryKind
    }
  }

  /// Names the rows that it will touch in the book.
  func aim(_ aim: inout ReplayAim) {
    switch self {
    case .invoiceBilled(let fact): fact.aim(&aim)
    case .creditTaken(let fact): fact.aim(&aim)
    case .creditApplied(let fact): fact.aim(&aim)
    case .noted(let fact): fact.aim(&aim)
    case .other(let fact): fact.aim(&aim)
    }
  }

  /// Applies it to the book.
  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    switch self {
    case .invoiceBilled(let fact): fact.apply(to: &book, number, &row)
    case .creditTaken(let fact): fact.apply(to: &book, number, &row)
    case .creditApplied(let fact): fact.apply(to: &book, number, &row)
    case .noted(let fact): fact.apply(to: &book, number, &row)
    case .other(let fact): fact.apply(to: &book, number, &row)
    }
  }

  /// The first day on which it changes something.
  func firstDay(effective: Day) -> Day {
    switch self {
    case .invoiceBilled(let fact): fact.firstDay(effective: effective)
    case .creditTaken(let fact): fact.firstDay(effective: effective)
    case .creditApplied(let fact): fact.firstDay(effective: effective)
    case .noted(let fact): fact.firstDay(effective: effective)
    case .other(let fact): fact.firstDay(effective: effective)
    }
  }

  /// How much it gives up or lends; nil for most facts.
  func limited(in book: borrowing Book, on day: Day) -> Limited? {
    switch self {
    case .invoiceBilled(let fact): fact.limited(in: book, on: day)
    case .creditTaken(let fact): fact.limited(in: book, on: day)
    case .creditApplied(let fact): fact.limited(in: book, on: day)
    case .noted(let fact): fact.limited(in: book, on: day)
    case .other(let fact): fact.limited(in: book, on: day)
    }
  }

  /// The fact without an item number that was made from its entry's number.
  func unnumbered(_ entry: EntryNumber) -> Fact {
    switch self {
    case .invoiceBilled(let fact): .invoiceBilled(fact.unnumbered(entry))
    case .creditTaken(let fact): .creditTaken(fact.unnumbered(entry))
    case .creditApplied(let fact): .creditApplied(fact.unnumbered(entry))
    case .noted(let fact): .noted(fact.unnumbered(entry))
    case .other(let fact): .other(fact.unnumbered(entry))
    }
  }
}

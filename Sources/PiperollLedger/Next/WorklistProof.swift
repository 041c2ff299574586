/// The proof of the list of all work, in one currency: what is past due, added up by what becomes
/// of the accounts, and from the items alone.
public struct WorklistProof: Sendable {
  public let currency: Currency
  /// What is past due on accounts in each state, by the state's number.
  private var sums = [Turnover](repeating: .zero, count: WorkState.allCases.count)
  /// The same on accounts that the report is not about.
  public private(set) var others = Turnover.zero
  /// What is past due of all items.
  public private(set) var items = Turnover.zero

  /// What is past due on accounts in a state.
  public subscript(state: WorkState) -> Turnover { sums[Int(state.rawValue)] }
  /// By how much both ways differ.
  public var difference: Turnover {
    Turnover(minor: sums.reduce(others.minor) { $0 + $1.minor } - items.minor)
  }

  /// Adds what is past due on an account.
  /// - Parameter state: nil: the report is not about it.
  public mutating func add(_ pastDue: Money, _ state: WorkState?) {
    if let state { sums[Int(state.rawValue)].add(pastDue) } else { others.add(pastDue) }
  }

  /// Proofs for all currencies of a book, with what the items say.
  public static func all(_ book: borrowing Book, asOf day: Day) -> [WorklistProof] {
    var proofs = (0..<book.controls.count).map { WorklistProof(book.controls[$0].currency) }
    let left = book.remainingAtEnd(of: day)
    for item in 0..<UInt32(book.items.count)
    where left[Int(item)] != .zero && book.agedDue(of: item, on: day) < day {
      let currency = book.accounts[book.itemAccount[item]].currency
      guard let place = proofs.firstIndex(where: { $0.currency == currency }) else { continue }
      proofs[place].items.add(left[Int(item)])
    }
    return proofs
  }

  private init(_ currency: Currency) { self.currency = currency }
}

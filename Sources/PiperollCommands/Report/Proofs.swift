import PiperollLedger
import PiperollWire

// The section in which a report proves its sums, and other parts that reports share.

extension SectionSpec {
  /// For each currency: the sum of the rows shown, that of the accounts left out, what both
  /// together must be by another computation (`control`), and the difference, which is zero.
  static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("shown", .money), ColumnSpec("others", .money),
      ColumnSpec("control", .money), ColumnSpec("difference", .money),
    ])
}

/// Checks the proofs of a report.
/// - Throws: 590 INTERNAL where a difference is not zero; the report is then not given.
func demandProved(_ proofs: [Proof], _ what: String) throws(Failure) {
  for proof in proofs where proof.difference != .zero {
    throw .untied("\(what) in \(proof.currency.code)")
  }
}

extension ReplyWriter {
  /// Writes the proofs and ends the block.
  mutating func endReport(_ proofs: [Proof]) {
    section(.proof)
    for proof in proofs {
      beginRow()
      cell(proof.currency.code)
      for amount in [proof.shown, proof.others, proof.control, proof.difference] {
        cell(amount, proof.currency)
      }
      endRow()
    }
    endBlock()
    endLine()
  }

  /// Writes a cell of a number with one decimal; without a value if it is nil.
  /// - Parameter tenths: ten times the number.
  mutating func cell(tenths: Int?) {
    guard let tenths else { return emptyCell() }
    let money = Money(minor: Int64(tenths))
    cell(room: Money.textRoom) { money.write(to: $0, decimals: 1) }
  }
}

extension Arguments {
  /// The accounts that the filter `where=` chooses at the end of a day; nil: all.
  func selection(in book: borrowing Book, asOf day: Day) throws(Failure) -> Selection? {
    try filter().map { book.select($0, asOf: day) }
  }
}

extension Parameter {
  /// The parameter `from=`.
  /// - Parameter first: what it is if it is not given, for people.
  static func from(_ first: String) -> Parameter {
    Parameter("from", .date, .defaulted(first), help: "the first day of the period")
  }
}

extension FieldSpec {
  static let from = FieldSpec("from", "the first day of the period")
}

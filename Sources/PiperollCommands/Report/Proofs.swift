import PiperollLedger
import PiperollWire

// The section by which a report proves itself.

extension SectionSpec {
  /// What the rows come to, what the other accounts do, and both by another way.
  static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("shown", .money), ColumnSpec("others", .money),
      ColumnSpec("control", .money), ColumnSpec("difference", .money),
    ])
}

/// A report whose sums do not tie is not given.
func demandProved(_ proofs: [Proof], _ what: String) throws(Failure) {
  for proof in proofs where proof.difference != .zero {
    throw .untied("\(what) in \(proof.currency.code)")
  }
}

extension ReplyWriter {
  /// Writes the proofs, which are the end of a report.
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

  /// A number with one decimal, given in tenths; none if there is none.
  mutating func cell(tenths: Int?) {
    guard let tenths else { return emptyCell() }
    let money = Money(minor: Int64(tenths))
    cell(room: Money.textRoom) { money.write(to: $0, decimals: 1) }
  }
}

extension Arguments {
  /// The accounts of `where=` at the end of a day; nil: all.
  func selection(in book: borrowing Book, asOf day: Day) throws(Failure) -> Selection? {
    try filter().map { book.select($0, asOf: day) }
  }
}

extension Parameter {
  /// - Parameter first: what it is if it is not given, for people.
  static func from(_ first: String) -> Parameter {
    Parameter("from", .date, .defaulted(first), help: "the first day of the period")
  }
}

extension FieldSpec {
  static let from = FieldSpec("from", "the first day of the period")
}

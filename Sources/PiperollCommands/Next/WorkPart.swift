import PiperollLedger
import PiperollWire

/// One of the things that make an account the next one, and what it counts.
struct WorkPart {
  let word: String
  let points: Int
  /// What it is made of: `bucket 61-90`, `amount 900.00`; empty where the word says all.
  let detail: String
  /// The entry or the item that shows it; empty for none.
  let shownBy: String

  /// The parts of a score that are not zero.
  static func all(
    _ standing: WorkStanding, _ account: UInt32, asOf day: Day, in book: borrowing Book
  ) -> [WorkPart] {
    let score = standing.score
    let decimals = book.accounts[account].currency.decimals
    let ages = book.agingBuckets(on: day).lastDays
    let item = standing.oldest.map { book.text(book.items[$0].number) } ?? ""
    func entry(_ number: EntryNumber?) -> String { number.map { "entry=\($0)" } ?? "" }
    return [
      WorkPart(.task, score.task, "", entry(standing.task)),
      WorkPart("appointment", score.appointment, "", entry(standing.task)),
      WorkPart(.broken, score.broken, "", entry(standing.brokenBy)),
      WorkPart(.returned, score.returned, "", entry(standing.returnedBy)),
      WorkPart(.neverWorked, score.neverWorked, "", ""),
      WorkPart(.bucket, score.bucket, name(ofBucket: standing.bucket, ages), item),
      WorkPart(.amount, score.amount, standing.collectable.text(decimals: decimals), ""),
      WorkPart(.calls, score.calls, "\(standing.calls)", ""),
    ].filter { $0.points != 0 }
  }

  private init(_ part: WorkWeights.Part, _ points: Int, _ detail: String, _ shownBy: String) {
    self.init(part.word, points, detail, shownBy)
  }

  private init(_ word: String, _ points: Int, _ detail: String, _ shownBy: String) {
    (self.word, self.points, self.detail, self.shownBy) = (word, points, detail, shownBy)
  }

  /// `61-90`, `over-120`.
  private static func name(ofBucket bucket: Int, _ lastDays: [Int]) -> String {
    guard bucket > 0 else { return "" }
    if bucket > lastDays.count { return "over-\(lastDays[lastDays.count - 1])" }
    return "\(bucket == 1 ? 1 : lastDays[bucket - 2] + 1)-\(lastDays[bucket - 1])"
  }

  /// `bucket 61-90 120 H-77`.
  var text: String {
    [word, detail, "\(points)", shownBy].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension SectionSpec {
  /// What makes an account the next one.
  static let why = SectionSpec(
    "why", .rows,
    [
      ColumnSpec("part"), ColumnSpec("points", .count), ColumnSpec("detail"),
      ColumnSpec("shown-by"),
    ])
}

extension ReplyWriter {
  mutating func write(_ parts: [WorkPart]) {
    section(.why)
    for part in parts {
      beginRow()
      cell(part.word)
      cell(part.points)
      cell(detail: part.detail)
      cell(detail: part.shownBy)
      endRow()
    }
  }
}

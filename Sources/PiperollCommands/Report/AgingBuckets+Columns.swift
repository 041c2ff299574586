import PiperollLedger
import PiperollWire

// The columns of reports that show amounts by aging bucket.

extension AgingBuckets {
  /// The names of the columns: `not-due`, `1-30`, ..., `over-120`.
  var names: [String] { (0..<count).map(name) }

  func name(_ bucket: Int) -> String {
    switch bucket {
    case 0: "not-due"
    case lastDays.count + 1: "over-\(lastDays[bucket - 2])"
    default: "\((bucket == 1 ? 0 : lastDays[bucket - 2]) + 1)-\(lastDays[bucket - 1])"
    }
  }

  var columns: [ColumnSpec] { names.map { ColumnSpec($0, .money) } }
}

extension Arguments {
  /// The buckets that `buckets=` gives, as in `30,60,90,120`. If it was not given: those of the
  /// policy on a day.
  func buckets(_ book: borrowing Book, asOf day: Day) throws(Failure) -> AgingBuckets {
    guard let text = text("buckets") else { return book.agingBuckets(on: day) }
    return try buckets("buckets", text)
  }

  func buckets(_ name: StaticString, _ text: String) throws(Failure) -> AgingBuckets {
    guard let buckets = AgingBuckets(text: text) else {
      throw bad(
        name,
        "the last day of each bucket, rising: 30,60,90,120; at most \(AgingBuckets.countMax - 2) of"
          + " them, and none above \(AgingBuckets.dayMax)")
    }
    return buckets
  }
}

extension Parameter {
  static let buckets = Parameter(
    "buckets", .days, .defaulted("the policy's, 30,60,90,120"),
    help: "the last day past due of each bucket; what is older is the last column")
}

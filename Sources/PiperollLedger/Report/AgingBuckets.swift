/// The buckets into which items are sorted by their days past due. The first bucket is for items
/// that are not due yet.
public struct AgingBuckets: Equatable, Sendable {
  /// The most buckets: one for items not due, six for the months of half a year, one for older
  /// items.
  public static let countMax = 8
  /// The last bucket must begin within ten years, because ages are looked up in a table of so many
  /// days.
  public static let dayMax = 3_650
  /// The buckets that most desks use.
  public static let standard = AgingBuckets(lastDays: [30, 60, 90, 120])!

  /// The last day of each bucket, except of the first, which is for items not past due, and of the
  /// last, which has no end.
  public let lastDays: [Int]

  /// nil unless there is a day, the days rise from 1 or more to at most `dayMax`, and they make at
  /// most `countMax` buckets.
  public init?(lastDays: [Int]) {
    let rises = zip([0] + lastDays, lastDays).allSatisfy { $0 < $1 }
    guard rises, !lastDays.isEmpty, lastDays.count + 2 <= Self.countMax,
      lastDays.last! <= Self.dayMax
    else { return nil }
    self.lastDays = lastDays
  }

  /// Reads days with commas between them, such as `30,60,90,120`; nil if the text is not such a
  /// list.
  public init?(text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    var days: [Int] = []
    for part in parts {
      guard part.count <= Self.digitsMax, part.allSatisfy({ (0x30...0x39).contains($0) }),
        let day = Int(String(decoding: part, as: UTF8.self))
      else { return nil }
      days.append(day)
    }
    self.init(lastDays: days)
  }

  /// The most digits of a day: as many as `dayMax` has.
  private static var digitsMax: Int { 4 }

  /// The last days, with commas between them: `30,60,90,120`.
  public var text: String { lastDays.map { "\($0)" }.joined(separator: ",") }

  /// How many buckets there are.
  public var count: Int { lastDays.count + 2 }

  /// The bucket of an item by its age.
  public func bucket(daysPastDue days: Int) -> Int {
    days <= 0 ? 0 : 1 + (lastDays.firstIndex { days <= $0 } ?? lastDays.count)
  }

  /// The bucket for each age, from 0 to the first age in the last bucket. A look-up is faster than
  /// comparisons, because ages come in no order that the processor could predict.
  var table: [UInt8] { (0...lastDays.last! + 1).map { UInt8(bucket(daysPastDue: $0)) } }
}

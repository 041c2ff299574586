/// The buckets that items are put into by their days past due; the first is what is not due yet.
public struct AgingBuckets: Equatable, Sendable {
  /// The most buckets: a half year by months, what is older, and what is not due.
  public static let countMax = 8
  /// The oldest bucket begins within ten years: ages are looked up in a table of as many days.
  public static let dayMax = 3_650
  /// What most desks use.
  public static let standard = AgingBuckets(lastDays: [30, 60, 90, 120])!

  /// The last day of each bucket but the first, which has none past due, and the last, which has no
  /// end.
  public let lastDays: [Int]

  /// nil unless the days rise from 1 on, and there are not more than `countMax` buckets.
  public init?(lastDays: [Int]) {
    let rises = zip([0] + lastDays, lastDays).allSatisfy { $0 < $1 }
    guard rises, !lastDays.isEmpty, lastDays.count + 2 <= Self.countMax,
      lastDays.last! <= Self.dayMax
    else { return nil }
    self.lastDays = lastDays
  }

  /// nil unless it is days with commas between them, as in `30,60,90,120`.
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

  /// Of `dayMax`.
  private static var digitsMax: Int { 4 }

  /// The last days with commas between them: `30,60,90,120`.
  public var text: String { lastDays.map { "\($0)" }.joined(separator: ",") }

  /// How many there are.
  public var count: Int { lastDays.count + 2 }

  /// The bucket of an item by its age.
  public func bucket(daysPastDue days: Int) -> Int {
    days <= 0 ? 0 : 1 + (lastDays.firstIndex { days <= $0 } ?? lastDays.count)
  }

  /// The bucket of each age from 0 to the first that is in the last bucket: looked up instead of
  /// compared, because ages come in no order that a processor could foresee.
  var table: [UInt8] { (0...lastDays.last! + 1).map { UInt8(bucket(daysPastDue: $0)) } }
}

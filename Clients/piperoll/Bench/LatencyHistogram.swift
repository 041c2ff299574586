/// How long replies took, in buckets of a fixed relative width: below 2 % at any size, in 20 KiB.
struct LatencyHistogram {
  /// Buckets of each doubling.
  private static let steps = 64
  /// Up to 2^45 ns, ten hours; longer ones count as that.
  private static let doublings = 40
  private var counts = [Int](repeating: 0, count: doublings * steps)
  private(set) var total = 0

  mutating func record(nanoseconds: UInt64) {
    counts[Self.bucket(nanoseconds)] += 1
    total += 1
  }

  mutating func add(_ other: LatencyHistogram) {
    for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
    total += other.total
  }

  /// The time that this share of the replies did not exceed, in microseconds.
  func microseconds(quantile: Double) -> Double {
    var left = Int((Double(total) * quantile).rounded(.up))
    for (bucket, count) in counts.enumerated() {
      left -= count
      if left <= 0 { return Double(Self.ceiling(bucket)) / 1000 }
    }
    return 0
  }

  private static func bucket(_ value: UInt64) -> Int {
    if value < UInt64(steps) { return Int(value) }
    let doubling = 63 - value.leadingZeroBitCount - 6
    let bucket = (doubling + 1) * steps + Int(value >> UInt64(doubling)) - steps
    return min(bucket, doublings * steps - 1)
  }

  private static func ceiling(_ bucket: Int) -> UInt64 {
    if bucket < steps { return UInt64(bucket) }
    let doubling = bucket / steps - 1
    return UInt64(bucket % steps + steps + 1) << UInt64(doubling)
  }
}

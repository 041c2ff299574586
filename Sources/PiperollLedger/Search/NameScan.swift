/// Bytes to look for. Most places are ruled out by two of them alone, those that names have least.
struct Needle {
  let bytes: [UInt8]
  private let first: Int
  private let second: Int

  init(_ bytes: [UInt8]) {
    precondition(!bytes.isEmpty, "nothing is everywhere")
    self.bytes = bytes
    let places = bytes.indices.sorted { Self.rarity(bytes[$0]) > Self.rarity(bytes[$1]) }
    first = places[0]
    second = places.count > 1 ? places[1] : places[0]
  }

  /// The one that is in the fewest names, probably: a long one, of rare letters.
  static func rarest(of needles: [Needle]) -> Needle? {
    needles.max {
      ($0.bytes.count, rarity($0.bytes[$0.first])) < ($1.bytes.count, rarity($1.bytes[$1.first]))
    }
  }

  /// The order in which letters are frequent in names. Whether it is right decides on time only.
  private static let frequent = Array(" aeinrolstdhcmugkbpyvwfzjxq\n".utf8)

  private static func rarity(_ byte: UInt8) -> Int {
    frequent.firstIndex(of: byte) ?? frequent.count
  }

  /// The first place at which the bytes stand within some range; nil if they do not.
  /// - Parameter base: where the range is counted from. `FoldedNames.padding` bytes more than the
  ///   range must be readable.
  @inline(__always)
  func find(in base: UnsafeRawPointer, _ range: Range<Int>) -> Int? {
    let last = range.upperBound - bytes.count
    let one = SIMD16<UInt8>(repeating: bytes[first])
    let other = SIMD16<UInt8>(repeating: bytes[second])
    var place = range.lowerBound
    while place <= last {
      let left = base.loadUnaligned(fromByteOffset: place + first, as: SIMD16<UInt8>.self)
      let right = base.loadUnaligned(fromByteOffset: place + second, as: SIMD16<UInt8>.self)
      let hits = unsafeBitCast((left .== one) .& (right .== other), to: SIMD2<UInt64>.self)
      if hits[0] | hits[1] != 0 {
        if let hit = firstHit(hits[0], place, last, base) { return hit }
        if let hit = firstHit(hits[1], place + 8, last, base) { return hit }
      }
      place += 16
    }
    return nil
  }

  /// The first of eight places with a hit at which all bytes stand.
  /// - Parameter hits: a byte for each place; all its bits are set where the two bytes stand there.
  @inline(__always)
  private func firstHit(
    _ hits: UInt64, _ place: Int, _ last: Int, _ base: UnsafeRawPointer
  ) -> Int? {
    var hits = hits
    while hits != 0 {
      let lane = hits.trailingZeroBitCount / 8
      if place + lane > last { return nil }
      if stands(at: base + place + lane) { return place + lane }
      hits &= ~(0xFF << UInt64(lane * 8))
    }
    return nil
  }

  @inline(__always)
  private func stands(at place: UnsafeRawPointer) -> Bool {
    var offset = 0
    while offset < bytes.count {
      if place.load(fromByteOffset: offset, as: UInt8.self) != bytes[offset] { return false }
      offset += 1
    }
    return true
  }
}

/// A folded name where it lies in its page.
struct FoldedName {
  let page: UnsafeRawPointer
  let range: Range<Int>

  @inline(__always)
  func has(_ needle: Needle) -> Bool { needle.find(in: page, range) != nil }

  /// Whether it begins with these bytes.
  @inline(__always)
  func begins(with bytes: [UInt8]) -> Bool {
    guard bytes.count <= range.count else { return false }
    var offset = 0
    while offset < bytes.count {
      let byte = page.load(fromByteOffset: range.lowerBound + offset, as: UInt8.self)
      if byte != bytes[offset] { return false }
      offset += 1
    }
    return true
  }
}

/// Walks through the names of a page in which a needle stands.
struct NameScan {
  private let page: UnsafeRawPointer
  private let count: Int
  /// Where to go on: at the end before the next name.
  private var place = 0
  /// The row whose name begins behind `counted`.
  private var row: UInt32
  private var counted = 0

  /// - Parameter page: as `FoldedNames` makes it, with its padding.
  init(_ page: UnsafeRawBufferPointer, firstRow: UInt32) {
    self.page = page.baseAddress!
    count = page.count - FoldedNames.padding
    row = firstRow
  }

  @inline(__always)
  private func isEnd(_ place: Int) -> Bool {
    page.load(fromByteOffset: place, as: UInt8.self) == FoldedText.end
  }

  /// The next name with the needle in it, and the row that it belongs to.
  @inline(__always)
  mutating func next(_ needle: Needle) -> (row: UInt32, name: FoldedName)? {
    guard var hit = needle.find(in: page, place..<count) else { return nil }
    if isEnd(hit) { hit += 1 }
    var start = hit
    while !isEnd(start - 1) { start -= 1 }
    var end = hit
    while !isEnd(end) { end += 1 }
    var ends: UInt32 = 0
    for place in counted + 1..<start { ends &+= isEnd(place) ? 1 : 0 }
    row += ends
    // The name begins at `start`, and the end before it was counted last.
    counted = start - 1
    place = end
    return (row, FoldedName(page: page, range: start..<end))
  }
}

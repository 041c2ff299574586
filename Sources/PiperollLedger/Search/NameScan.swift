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

  /// How seldom the rarest byte occurs in names, for a choice between needles.
  var rarity: Int { Self.rarity(bytes[first]) }

  /// The order in which letters are frequent in names. Whether it is right decides on time only.
  private static let frequent = Array(" aeinrolstdhcmugkbpyvwfzjxq\n".utf8)

  private static func rarity(_ byte: UInt8) -> Int {
    frequent.firstIndex(of: byte) ?? frequent.count
  }

  /// The first place from `start` on at which the bytes stand; nil if they do not.
  /// - Parameter page: must have `FoldedNames.padding` zeros behind its text.
  @inline(__always)
  func find(in page: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let end = page.count - FoldedNames.padding - bytes.count
    guard start <= end, let base = page.baseAddress.map({ UnsafeRawPointer($0) }) else {
      return nil
    }
    let (one, other) = (
      SIMD16<UInt8>(repeating: bytes[first]), SIMD16<UInt8>(repeating: bytes[second])
    )
    var place = start
    while place <= end {
      let left = base.loadUnaligned(fromByteOffset: place + first, as: SIMD16<UInt8>.self)
      let right = base.loadUnaligned(fromByteOffset: place + second, as: SIMD16<UInt8>.self)
      let hits = (left .== one) .& (right .== other)
      let words = unsafeBitCast(hits, to: SIMD2<UInt64>.self)
      if words[0] | words[1] == 0 {
        place += 16
        continue
      }
      for lane in 0..<16 where hits[lane] && place + lane <= end {
        if isAt(place + lane, base) { return place + lane }
      }
      place += 16
    }
    return nil
  }

  @inline(__always)
  private func isAt(_ place: Int, _ base: UnsafeRawPointer) -> Bool {
    var offset = 0
    while offset < bytes.count {
      if base.load(fromByteOffset: place + offset, as: UInt8.self) != bytes[offset] { return false }
      offset += 1
    }
    return true
  }
}

/// Walks through the names of a page in which a needle stands.
struct NameScan {
  private let page: UnsafeBufferPointer<UInt8>
  /// Where to go on: at the end before the next name.
  private var place = 0
  /// The row whose name begins behind `counted`.
  private var row: UInt32
  private var counted = 0

  init(_ page: UnsafeBufferPointer<UInt8>, firstRow: UInt32) {
    self.page = page
    row = firstRow
  }

  /// The next name with the needle in it, and the row that it belongs to.
  @inline(__always)
  mutating func next(_ needle: Needle) -> (row: UInt32, name: UnsafeBufferPointer<UInt8>)? {
    guard var hit = needle.find(in: page, from: place) else { return nil }
    if page[hit] == FoldedText.end { hit += 1 }
    var start = hit
    while page[start - 1] != FoldedText.end { start -= 1 }
    var end = hit
    while page[end] != FoldedText.end { end += 1 }
    for byte in page[counted + 1..<start] where byte == FoldedText.end { row += 1 }
    // The name begins at `start`, and the end before it was counted last.
    counted = start - 1
    place = end
    return (row, UnsafeBufferPointer(rebasing: page[start..<end]))
  }
}

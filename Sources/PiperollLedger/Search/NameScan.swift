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

  /// The needles by how few names they are in: those of the pages of a sample, and else a long one
  /// of rare letters first.
  static func byRarity(_ needles: [Needle], in sample: [[UInt8]]) -> [Needle] {
    let likely = needles.sorted {
      ($0.bytes.count, rarity($0.bytes[$0.first])) > ($1.bytes.count, rarity($1.bytes[$1.first]))
    }
    let counted = likely.prefix(countedMax).map { (needle: $0, count: $0.count(in: sample)) }
    let few = counted.enumerated().sorted {
      ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
    }
    return few.map(\.element.needle) + likely.dropFirst(countedMax)
  }

  /// How many words of a question are counted in the sample. Nobody types more; a program's are not
  /// worth the time.
  private static let countedMax = 8

  /// In how many names of some pages the bytes stand.
  private func count(in pages: [[UInt8]]) -> Int {
    pages.reduce(0) { sum, page in
      page.withUnsafeBytes { bytes in
        var scan = NameScan(bytes, firstRow: 0)
        var count = 0
        while scan.next(self) != nil { count += 1 }
        return sum + count
      }
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

  /// The next name with the needle in it.
  @inline(__always)
  mutating func next(_ needle: Needle) -> FoldedName? {
    guard var hit = needle.find(in: page, place..<count) else { return nil }
    if page.load(fromByteOffset: hit, as: UInt8.self) == FoldedText.end { hit += 1 }
    var start = hit
    while page.load(fromByteOffset: start - 1, as: UInt8.self) != FoldedText.end { start -= 1 }
    var end = hit
    var ends = ends(at: end)
    while ends == 0 {
      end += 8
      ends = self.ends(at: end)
    }
    end += ends.trailingZeroBitCount / 8
    place = end
    return FoldedName(page: page, range: start..<end)
  }

  /// The row that a name belongs to which was found behind those asked for before. Only of names
  /// that fit it is asked: it counts the names between.
  mutating func row(of name: FoldedName) -> UInt32 {
    // The name begins at `start`, and the end before it was counted last.
    let last = name.range.lowerBound - 1
    var place = counted + 1
    while place + 8 <= last + 1 {
      row += UInt32(ends(at: place).nonzeroBitCount)
      place += 8
    }
    while place <= last {
      if page.load(fromByteOffset: place, as: UInt8.self) == FoldedText.end { row += 1 }
      place += 1
    }
    counted = last
    return row
  }

  /// The ends of names among eight bytes, one bit for each: the highest of its byte.
  @inline(__always)
  private func ends(at place: Int) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = ones &* 0x7F
    // A byte that is an end becomes zero; all others keep a bit or carry into their highest.
    let bytes =
      page.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ ones &* UInt64(FoldedText.end)
    return ~((bytes & low &+ low) | bytes | low)
  }
}

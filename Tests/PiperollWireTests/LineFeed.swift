import PiperollWire

/// What a reader gave, with its texts instead of its places.
enum Taken: Equatable {
  case request(String, block: [String]?)
  case refused(Code)
}

/// Feeds a reader piece by piece and collects what it gives.
struct LineFeed {
  var reader = LineReader()
  var taken: [Taken] = []
  /// The most bytes it held.
  var held = 0

  mutating func feed(_ bytes: some Collection<UInt8>) {
    Array(bytes).withUnsafeBytes { reader.append($0) }
    while true {
      switch reader.next() {
      case .incomplete:
        held = max(held, reader.pendingBytes)
        return
      case .refused(let code): taken.append(.refused(code))
      case .request(let line, let block):
        taken.append(.request(text(line), block: block.map(lines)))
      }
    }
  }

  private func text(_ place: Range<Int>) -> String {
    String(decoding: reader.bytes[place], as: UTF8.self)
  }

  private func lines(_ place: Range<Int>) -> [String] {
    reader.bytes[place].split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Everything in one piece.
func taken(_ bytes: some Collection<UInt8>) -> [Taken] {
  var feed = LineFeed()
  feed.feed(bytes)
  return feed.taken
}

/// In pieces of one size.
func taken(_ bytes: [UInt8], by size: Int) -> [Taken] {
  var feed = LineFeed()
  var place = 0
  while place < bytes.count {
    feed.feed(bytes[place..<min(place + size, bytes.count)])
    place += size
  }
  return feed.taken
}

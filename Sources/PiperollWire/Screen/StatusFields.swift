/// A name and what stands there.
struct ScreenPair: Equatable, Sendable {
  let name: String
  let value: String

  /// Both, as a person reads them.
  var text: String {
    self == ScreenPair("more", "yes") ? "there are more: ask for less" : "\(name) \(value)"
  }

  init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
}

/// The `name=value` of a status line, in their order.
struct StatusFields: Sequence {
  private let pairs: [ScreenPair]

  /// - Parameter line: a status line as `ReplyWriter` has written it.
  init(of line: [UInt8]) {
    var (pairs, rest) = ([ScreenPair](), line[...])
    while let blank = rest.firstIndex(of: UInt8(ascii: " ")) {
      rest = rest[(blank + 1)...]
      // Behind the semicolon is text for people.
      if rest.first == UInt8(ascii: ";") { break }
      let end = rest.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "=") }
      guard let end, rest[end] == UInt8(ascii: "=") else { continue }
      let name = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      let value = ScreenText.shown(Self.takeValue(&rest))
      pairs.append(ScreenPair(ScreenText.label(name), value))
    }
    self.pairs = pairs
  }

  func makeIterator() -> IndexingIterator<[ScreenPair]> { pairs.makeIterator() }

  private static func takeValue(_ rest: inout ArraySlice<UInt8>) -> String {
    let isEnd = { (byte: UInt8) in byte == 0x20 || byte == 0x0D }
    guard rest.first == UInt8(ascii: "\"") else {
      let end = rest.firstIndex(where: isEnd) ?? rest.endIndex
      defer { rest = rest[end...] }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
    var (text, place) = ([UInt8](), rest.startIndex + 1)
    while place < rest.endIndex, rest[place] != UInt8(ascii: "\"") {
      // What is escaped besides quotes and backslashes is no letter, and would move the cursor.
      if rest[place] == UInt8(ascii: "\\"), place + 1 < rest.endIndex {
        place += 1
        let isLetter = rest[place] == UInt8(ascii: "\"") || rest[place] == UInt8(ascii: "\\")
        text.append(isLetter ? rest[place] : 0x20)
        if rest[place] == UInt8(ascii: "u") { place += 4 }
      } else {
        text.append(rest[place])
      }
      place += 1
    }
    rest = rest[Swift.min(place + 1, rest.endIndex)...]
    return String(decoding: text, as: UTF8.self)
  }
}

/// The few texts that many rows share (collectors, portfolios, clients, users): each stored once
/// and named by a small number. Number 0 is the empty text.
public struct Symbols: Sendable {
  private var names = Column<TextReference>()
  private var index = HashIndex()

  init() { names.append(.empty) }

  /// The symbol of a text, made if it is new.
  mutating func intern(_ text: String, in arena: inout TextArena) -> UInt32 {
    guard !text.isEmpty else { return 0 }
    if let known = find(text, in: arena) { return known }
    let symbol = names.append(arena.append(text))
    index.insert(withUTF8(text) { keyHash($0) }, row: symbol)
    return symbol
  }

  func find(_ text: String, in arena: TextArena) -> UInt32? {
    withUTF8(text) { bytes in
      index.find(keyHash(bytes)) { arena.equals(names[$0], bytes) }
    }
  }

  /// With the empty text.
  public var count: Int { names.count }
  /// A symbol's text, by its number.
  public subscript(symbol: UInt32) -> TextReference { names[symbol] }

  func encode<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    try names.encode(to: &sink)
    try index.encode(to: &sink)
  }

  init<Source: BookSource>(from source: inout Source, in arena: TextArena) throws(BookDecodingError)
  {
    var links = BookLinks(textPages: arena.pageCount, symbols: 0)
    names = try Column(from: &source) { links.note(names: $0, from: $1) }
    var found = BookLinks.Sum()
    index = try HashIndex(from: &source, of: names.count, naming: &found)
    // All but the empty text, which is not looked for.
    for symbol in 1..<UInt32(max(names.count, 1)) { found.count(symbol) }
    guard !links.isFlawed, names.count > 0, found.isEven else { throw .rows("the symbols") }
  }
}

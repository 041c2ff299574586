/// The few texts that many rows share (collectors, portfolios, clients, users): each stored once
/// and named by a small number. Number 0 is the empty text.
public struct Symbols: Sendable {
  var names = Column<TextReference>()
  var index = HashIndex()
  /// The symbol that was asked for last: most entries are of the same user as the one before.
  private var last: UInt32 = 0
  private let hashKey: HashKey

  init(hashedWith key: HashKey = .stable) {
    hashKey = key
    names.append(.empty)
  }

  /// The symbol of a text. It is added if the text is new.
  mutating func intern(_ text: String, in arena: inout TextArena) -> UInt32 {
    if withUTF8(text, { arena.equals(names[last], $0) }) { return last }
    if text.isEmpty { return 0 }
    last = find(text, in: arena) ?? add(text, to: &arena)
    return last
  }

  private mutating func add(_ text: String, to arena: inout TextArena) -> UInt32 {
    let symbol = names.append(arena.append(text))
    index.insert(withUTF8(text) { hashKey.hash($0) }, row: symbol)
    return symbol
  }

  func find(_ text: String, in arena: TextArena) -> UInt32? {
    withUTF8(text) { bytes in
      index.find(hashKey.hash(bytes)) { arena.equals(names[$0], bytes) }
    }
  }

  /// How many symbols there are, the empty text included.
  public var count: Int { names.count }
  /// A symbol's text, by its number.
  public subscript(symbol: UInt32) -> TextReference { names[symbol] }
}

/// The texts of symbols.
enum SymbolTable: BookTable {
  typealias Row = TextReference
  static var section: Section { Section(2, "symbols") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, name, _ in links.text(name) }
    links.symbols = first + rows.count
  }

  static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }

  /// Checks that symbol 0 is the empty text, and that every other symbol is found by its text.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for symbol in 0..<UInt32(book.symbols.count) {
      let text = book.text(symbol: symbol)
      let found = symbol == 0 ? nil : book.symbols.find(text, in: book.arena)
      demand(symbol == 0 ? text.isEmpty : found == symbol, "symbol \(symbol): its text")
    }
  }
}

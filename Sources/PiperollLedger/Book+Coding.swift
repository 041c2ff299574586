extension Book {
  /// The layout of a book's bytes; raised whenever a row, a table or a hash changes.
  public static let layout: UInt64 = 7

  /// Writes the whole state: the same bytes for the same state, however it was reached.
  public func encode<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    try sink.write(integer: Self.layout)
    try arena.encode(to: &sink)
    try symbols.encode(to: &sink)
    try accounts.encode(to: &sink)
    try contacts.encode(to: &sink)
    try phones.encode(to: &sink)
    try items.encode(to: &sink)
    try itemAccount.encode(to: &sink)
    try itemDue.encode(to: &sink)
    try itemRemaining.encode(to: &sink)
    try credits.encode(to: &sink)
    try applications.encode(to: &sink)
    try entries.encode(to: &sink)
    try legs.encode(to: &sink)
    try memos.encode(to: &sink)
    try particulars.encode(to: &sink)
    try calls.encode(to: &sink)
    try references.encode(to: &sink)
    try users.encode(to: &sink)
    try controls.encode(to: &sink)
    try accountIndex.encode(to: &sink)
    try invoiceIndex.encode(to: &sink)
    try accountInvoiceIndex.encode(to: &sink)
    try phoneIndex.encode(to: &sink)
    try referenceIndex.encode(to: &sink)
    try sink.write(integer: UInt64(bitPattern: Int64(latestEffective.number)))
  }

  /// Reads what `encode` wrote.
  public init<Source: BookSource>(from source: inout Source) throws(BookDecodingError) {
    self.init()
    let layout = try source.readInteger()
    guard layout == Self.layout else { throw .layout(stored: layout) }
    arena = try TextArena(from: &source)
    symbols = try Symbols(from: &source)
    accounts = try Column(from: &source)
    contacts = try Column(from: &source)
    phones = try Column(from: &source)
    items = try Column(from: &source)
    itemAccount = try Column(from: &source)
    itemDue = try Column(from: &source)
    itemRemaining = try Column(from: &source)
    credits = try Column(from: &source)
    applications = try Column(from: &source)
    entries = try Column(from: &source)
    legs = try Column(from: &source)
    memos = try Column(from: &source)
    particulars = try Column(from: &source)
    calls = try Column(from: &source)
    references = try Column(from: &source)
    users = try Column(from: &source)
    controls = try Column(from: &source)
    accountIndex = try HashIndex(from: &source)
    invoiceIndex = try HashIndex(from: &source)
    accountInvoiceIndex = try HashIndex(from: &source)
    phoneIndex = try HashIndex(from: &source)
    referenceIndex = try HashIndex(from: &source)
    latestEffective = Day(number: Int32(truncatingIfNeeded: try source.readInteger()))
  }

  /// The hash of the whole state (see `StateHash`).
  public func stateHash() -> String {
    var hash = StateHash()
    encode(to: &hash)
    return hash.hexadecimal()
  }
}

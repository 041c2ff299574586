extension Book {
  /// The format of a book's sections. It is raised only if the sections' own format changes, never
  /// because a table does.
  public static let format: UInt64 = 11
  /// The format before it, whose books have their indices behind everything else. They are passed
  /// over: their hashes are those of `HashKey.stable`.
  public static let formatWithIndices: UInt64 = 10

  /// Writes the whole state. The same state gives the same bytes, however it was reached.
  public func encode<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    try sink.write(integer: Self.format)
    var writer = SectionWriter(sink)
    defer { sink = writer.sink }
    var none = Book()
    try writer.write(arena)
    try Self.forEachTable(of: self, &none, &writer)
    try writer.write(BookDates(latestEffective, closedThrough: closedThrough))
    try writer.end()
  }

  /// Reads what `encode` wrote. Bytes that are not a sound book are refused, so that all rows of
  /// the result can be followed safely. Whether its sums are right is for `violations` to say.
  /// - Parameter key: the secret that the indices are made with.
  public init<Source: BookSource>(
    from source: inout Source, hashedWith key: HashKey = .stable
  ) throws(BookDecodingError) {
    self.init(hashedWith: key)
    var reader = try SectionReader(source)
    let none = Book()
    arena = try reader.readTexts()
    try Self.forEachTable(of: none, &self, &reader)
    if reader.links.isFlawed { throw .rows("a field holds an impossible value") }
    let dates = try reader.readDates()
    (latestEffective, closedThrough) = (dates.latestEffective, dates.closedThrough)
    if reader.format == Self.formatWithIndices {
      try Self.forEachIndex(of: none, &self, &reader)
    }
    try reader.end()
    source = reader.source
    try demandLinks(reader.links)
    try indexPolicies()
    try fillIndices()
  }

  private mutating func demandLinks(_ links: BookLinks) throws(BookDecodingError) {
    if !symbols[0].isEmpty { throw .rows("the symbols") }
    if let flaw = links.flaw(in: self) { throw .rows(flaw) }
    var check = TableLinks(links: links, sequence: sequence)
    var other = Book()
    Self.forEachTable(of: self, &other, &check)
    if let flaw = check.flaw { throw .rows(flaw) }
  }

  private mutating func indexPolicies() throws(BookDecodingError) {
    for row in 0..<UInt32(policies.count) {
      policyRows[Int(policies[row].policyByte)].append(row)
      guard policies[row].isSetByte == 0 || value(ofPolicy: row) != nil else {
        throw .rows("the value of a policy")
      }
    }
  }

  /// The hash of the whole state (see `StateHash`). It leaves out the indices, which are derived.
  public func stateHash() -> String {
    var hasher = TableHasher()
    var none = Book()
    arena.add(to: &hasher.hash)
    Self.forEachTable(of: self, &none, &hasher)
    BookDates(latestEffective, closedThrough: closedThrough).add(to: &hasher.hash)
    return hasher.hash.hexadecimal()
  }

  /// How much memory the rows of each table take, with a line for each empty table too.
  public func tableSizes() -> [TableSize] {
    var measurer = TableMeasurer()
    var none = Book()
    Self.forEachTable(of: self, &none, &measurer)
    return measurer.sizes
  }
}

/// The dates that a book keeps beside its tables, as they stand in its bytes.
struct BookDates: Equatable {
  static var section: Section { Section(200, "dates") }
  static let byteCount = 16

  var latestEffective: Day
  var closedThrough: Day?

  init(_ latestEffective: Day, closedThrough: Day?) {
    (self.latestEffective, self.closedThrough) = (latestEffective, closedThrough)
  }

  func write<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    for word in words { try sink.write(integer: word) }
  }

  func add(to hash: inout StateHash) { for word in words { hash.write(integer: word) } }

  private var words: [UInt64] {
    [latestEffective, closedThrough ?? never].map { UInt64(bitPattern: Int64($0.number)) }
  }

  init<Source: BookSource>(from source: inout Source) throws(BookDecodingError) {
    guard let latest = try source.readDay(), latest != never else { throw .rows("the latest date") }
    guard let closed = try source.readDay() else { throw .rows("the closed period") }
    (latestEffective, closedThrough) = (latest, closed == never ? nil : closed)
  }
}

extension BookSource {
  /// A day of the calendar, or `never`; nil for anything else.
  fileprivate mutating func readDay() throws(BookDecodingError) -> Day? {
    let number = Int64(bitPattern: try readInteger())
    let isDay = (Int64(Day.first.number)...Int64(Day.last.number)).contains(number)
    guard isDay || number == Int64(never.number) else { return nil }
    return Day(number: Int32(number))
  }
}

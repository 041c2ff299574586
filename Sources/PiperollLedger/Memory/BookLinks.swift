/// Checks that the references between a snapshot's rows lead somewhere, while the rows are read.
///
/// A snapshot's checksums show damage on the disk. They do not show that the writer wrote a sound
/// book. Unsound rows must be refused before anybody follows them, because they could lead out of a
/// table, or around in a circle.
///
/// Each page is looked at once, while it is still in the cache, so a row cannot look at another
/// one. Chains are checked as sums instead: every row of a chain is named exactly once, by the next
/// newer row or by the head of the chain. So the sum of all names must equal the sum of all rows;
/// then no walk from a head comes to a row twice. This finds accidents only: sums can be forged,
/// and so can the state hash.
struct BookLinks {
  /// A sum of row numbers in which the order does not matter: names are added, rows are subtracted.
  struct Sum {
    private var word: UInt64 = 0
    var isEven: Bool { word == 0 }

    /// What a row adds to the sum: a number as good as random, and 0 for `none`. The formula is one
    /// that a processor can compute for several rows at once.
    private static func share(_ row: UInt32) -> UInt64 {
      let place = row &+ 1
      return UInt64(place ^ left) &* UInt64(place ^ right) &- UInt64(left) &* UInt64(right)
    }
    private static var left: UInt32 { 0x9E37_79B9 }
    private static var right: UInt32 { 0x7F4A_7C15 }

    @inline(__always) mutating func name(_ row: UInt32) { word &+= Self.share(row) }
    /// Adds the row of an entry by the entry's number; 0 stands for no entry.
    @inline(__always) mutating func name(entry: UInt32) { name(entry &- 1) }
    @inline(__always) mutating func count(_ row: UInt32) { word &-= Self.share(row) }
    /// Subtracts a row and adds the row that it names. It is one step because each change of `word`
    /// waits for the one before.
    @inline(__always) mutating func count(_ row: UInt32, naming other: UInt32) {
      word &+= Self.share(other) &- Self.share(row)
    }
  }

  /// How many rows a table must have so that all rows that are named exist.
  struct Extent {
    private var end: UInt64 = 0
    @inline(__always) mutating func mayName(_ row: UInt32) { end = max(end, UInt64(row &+ 1)) }
    @inline(__always) mutating func mustName(_ row: UInt32) { end = max(end, UInt64(row) + 1) }
    func fits(_ count: Int) -> Bool { end <= UInt64(count) }
  }

  /// One value for each table, found by its section's number.
  struct BySection<Value> {
    private var values: [Value]

    init(_ value: Value) {
      values = Array(repeating: value, count: Int(Section.tablesEnd))
    }

    subscript(section: Section) -> Value {
      get { values[Int(section.number)] }
      _modify { yield &values[Int(section.number)] }
    }
  }

  /// Whether a field had a value that no row of its table can have.
  var isFlawed = false
  /// How many pages of texts, and how many symbols there are. They are read before the rows that
  /// name them.
  var textPages = 0
  var symbols = 1
  /// A copy, because reading a global takes a check each time.
  private let days = Day.first.number...Day.last.number

  // MARK: By table

  /// For each table that few others name: the rows of it that are named.
  var extents = BySection(Extent())
  /// For each table with a chain on accounts, or with a ring: the sum of that chain.
  var chains = BySection(Sum())
  /// For each table: how many rows the entries made in it.
  var made = BySection(UInt32(0))
  /// For each table with a row for some entries: the sum of the entries that say that they have a
  /// row, less those of the rows; and the entry of the last row.
  var flagged = BySection(Sum())
  var lastEntries = BySection(EntryNumber(0))

  // MARK: What rows name by the million

  var accounts = Extent()
  var items = Extent()
  var credits = Extent()
  var entries = Extent()
  /// The chains of tables that have several chains, each from its heads on.
  var openItems = Sum()
  var openItemsBackwards = Sum()
  var openCredits = Sum()
  var openCreditsBackwards = Sum()
  var itemsOfAccounts = Sum()
  var creditsOfAccounts = Sum()
  var entriesOfAccounts = Sum()
  var notesOfAccounts = Sum()
  var applicationsOfCredits = Sum()
  var applicationsOfItems = Sum()
  var itemsMade: UInt32 = 0
  var creditsMade: UInt32 = 0

  var lastRecorded: Int64 = 0
  /// The unapplied credit of all accounts, by currency.
  var unapplied = [Int64](repeating: 0, count: Currency.codes.count)

  // MARK: Fields

  @inline(__always) mutating func demand(_ holds: Bool) { if !holds { isFlawed = true } }

  /// Demands that a text lies within one page that exists.
  @inline(__always) mutating func text(_ text: TextReference) {
    let (page, start) = (text.offset / TextArena.pageBytes, text.offset % TextArena.pageBytes)
    demand(text.isEmpty || (page < textPages && start + text.length <= TextArena.pageBytes))
  }

  @inline(__always) mutating func symbol(_ symbol: UInt32) { demand(Int(symbol) < symbols) }

  @inline(__always) mutating func entry(_ number: EntryNumber) {
    // 0 wraps to a row number that no table has.
    entries.mustName(UInt32(clamping: number &- 1))
  }

  /// Takes the entry of a row from a table that is in the order of its entries, with at most one
  /// row for each.
  mutating func nextEntry(_ number: EntryNumber, of section: Section) {
    demand(number > lastEntries[section] && number <= EntryNumber(UInt32.max))
    lastEntries[section] = number
  }

  /// Does the same for a table whose entries have a flag which says that they have a row.
  mutating func flaggedEntry(_ number: EntryNumber, of section: Section) {
    nextEntry(number, of: section)
    flagged[section].name(entry: UInt32(truncatingIfNeeded: number))
  }

  @inline(__always) mutating func day(_ day: Day) {
    demand(day.number >= days.lowerBound && day.number <= days.upperBound)
  }

  @inline(__always) mutating func voided(_ day: Day) { if day != never { self.day(day) } }

  /// An amount of a document, or an entry's effect: so small that the sum of thousands cannot
  /// overflow.
  @inline(__always) mutating func amount(_ amount: Money) {
    demand(amount.minor.magnitude <= UInt64(Money.largest.minor))
  }

  /// A sum of amounts of documents.
  @inline(__always) mutating func total(_ total: Money) {
    demand(total.minor.magnitude <= UInt64(Book.totalMax))
  }

  @inline(__always) mutating func number(_ digits: UInt64) {
    demand(digits <= PhoneNumber.largest)
  }

  @inline(__always)
  mutating func choice<Number: UnsignedInteger, Choice: RawRepresentable>(
    _ raw: Number, of _: Choice.Type
  ) where Choice.RawValue == UInt8 {
    demand(raw <= 255 && Choice(rawValue: UInt8(truncatingIfNeeded: raw)) != nil)
  }

  /// A choice as `NoteRow.byte(of:)` keeps it: 0 if it was not made.
  @inline(__always)
  mutating func optionalChoice<Choice: RawRepresentable>(_ byte: UInt8, of _: Choice.Type)
  where Choice.RawValue == UInt8 {
    demand(byte == 0 || Choice(rawValue: byte - 1) != nil)
  }

  /// Runs a body for each row of a page, with a local copy of the sums, so that they need not go to
  /// memory and back for each row.
  @inline(__always)
  mutating func forEach<Row>(
    _ rows: UnsafeBufferPointer<Row>, from first: Int,
    _ body: (inout BookLinks, Row, UInt32) -> Void
  ) {
    var links = self
    for offset in rows.indices {
      body(&links, rows[offset], UInt32(truncatingIfNeeded: first + offset))
    }
    self = links
  }

  // MARK: The end

  /// Describes the first check that failed for a table; nil if none did.
  func flaw(
    of section: Section, rows: Int, _ origin: RowOrigin, lastEntry: EntryNumber
  ) -> String? {
    let isThere = extents[section].fits(rows) && lastEntries[section] <= lastEntry
    let isMade =
      switch origin {
      case .madeByEntries: Int(made[section]) == rows
      case .oneOfAnEntry, .other: true
      }
    if !isThere || !isMade { return "rows of \(section.name) are named that are not there" }
    if !chains[section].isEven { return "a chain of \(section.name) is broken" }
    if !flagged[section].isEven { return "\(section.name) and their entries differ" }
    return nil
  }

  /// Describes the first check that failed for the sums with a name of their own; nil if none did.
  func flaw(in book: borrowing Book) -> String? {
    if isFlawed { return "a field holds an impossible value" }
    let sums = [
      ("items", itemsOfAccounts), ("credits", creditsOfAccounts), ("open items", openItems),
      ("open items, backwards", openItemsBackwards), ("open credits", openCredits),
      ("open credits, backwards", openCreditsBackwards),
      ("applications of credits", applicationsOfCredits),
      ("applications to items", applicationsOfItems), ("entries", entriesOfAccounts),
      ("notes", notesOfAccounts),
    ]
    if let broken = sums.first(where: { !$0.1.isEven }) {
      return "a chain of \(broken.0) is broken"
    }
    let isThere =
      accounts.fits(book.accounts.count) && items.fits(book.items.count)
      && credits.fits(book.credits.count) && entries.fits(book.entries.count)
      && Int(itemsMade) == book.items.count && Int(creditsMade) == book.credits.count
      && book.itemAccount.count == book.items.count && book.itemDue.count == book.items.count
      && book.itemRemaining.count == book.items.count
      && book.controls.count <= Currency.codes.count
      && (book.controls.count > 0 || book.items.count + book.credits.count == 0)
    return isThere ? nil : "rows are named that are not there"
  }
}

/// What the rows of a snapshot say of each other, gathered while they are read.
///
/// A snapshot's checksums tell what its disk did to it, not what its writer meant: they may fit
/// what no book of ours ever was. Such rows must be refused before anybody follows them, because
/// they would lead out of a table or around in a circle. Each page is looked at once, while it is
/// still near the processor. So no row can look at another: chains are compared as sums. Every row
/// of a chain is named exactly once, by the row before it or by the head of the chain; so the sum
/// of all names must be the sum of all rows, and then no walk that begins at a head comes to a row
/// twice. It finds what happened by accident: sums can be forged, as the state hash can.
struct BookLinks {
  /// A sum of rows in which each counts once, wherever it comes: names go in, rows come out.
  struct Sum {
    private var word: UInt64 = 0
    var isEven: Bool { word == 0 }

    /// A share that is as good as its own for each row, and nothing for `none`: of the kind that a
    /// processor computes for several rows at once.
    private static func share(_ row: UInt32) -> UInt64 {
      let place = row &+ 1
      return UInt64(place ^ left) &* UInt64(place ^ right) &- UInt64(left) &* UInt64(right)
    }
    private static var left: UInt32 { 0x9E37_79B9 }
    private static var right: UInt32 { 0x7F4A_7C15 }

    @inline(__always) mutating func name(_ row: UInt32) { word &+= Self.share(row) }
    /// An entry's number, 0 if there is none.
    @inline(__always) mutating func name(entry: UInt32) { name(entry &- 1) }
    @inline(__always) mutating func count(_ row: UInt32) { word &-= Self.share(row) }
    /// A row, and the one that it names: in one step, because each waits for the one before.
    @inline(__always) mutating func count(_ row: UInt32, naming other: UInt32) {
      word &+= Self.share(other) &- Self.share(row)
    }
  }

  /// How many rows a table must have for all that are named in it to be there.
  struct Extent {
    private var end: UInt64 = 0
    @inline(__always) mutating func mayName(_ row: UInt32) { end = max(end, UInt64(row &+ 1)) }
    @inline(__always) mutating func mustName(_ row: UInt32) { end = max(end, UInt64(row) + 1) }
    func fits(_ count: Int) -> Bool { end <= UInt64(count) }
  }

  /// One value for each table or index, by its section's number.
  struct BySection<Value> {
    private var values: [Value]
    private let first: UInt32

    init(_ value: Value, from first: UInt32 = 0) {
      values = Array(repeating: value, count: Int(Section.tablesEnd))
      self.first = first
    }

    subscript(section: Section) -> Value {
      get { values[Int(section.number - first)] }
      _modify { yield &values[Int(section.number - first)] }
    }
  }

  /// A field was seen that no row of its table has.
  var isFlawed = false
  /// Pages of texts, and symbols: they are read before the rows that name them.
  var textPages = 0
  var symbols = 1
  /// At hand here, because a global is asked for with a check each time.
  private let days = Day.first.number...Day.last.number

  // MARK: By table

  /// The rows that are named in it, of those tables that few rows name.
  var extents = BySection(Extent())
  /// Of each table that has one, its chain on an account, or the ring.
  var chains = BySection(Sum())
  /// How many rows the entries made in it.
  var made = BySection(UInt32(0))
  /// Of those with a row for some entries: the entries that say so and the rows, and the last of
  /// these.
  var flagged = BySection(Sum())
  var lastEntries = BySection(EntryNumber(0))
  /// What an index finds, and what has the same key.
  var indexed = BySection(Sum(), from: AccountIndex.section.number - 1)

  // MARK: What rows name by the million

  var accounts = Extent()
  var items = Extent()
  var credits = Extent()
  var entries = Extent()
  /// The chains of tables that have several, each from its heads on.
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
  /// The numbers of items, and those that several accounts have.
  var invoices = Sum()
  var repeatedInvoices = Sum()
  var itemsMade: UInt32 = 0
  var creditsMade: UInt32 = 0

  var lastRecorded: Int64 = 0
  /// Unapplied credit of all accounts of each currency.
  var unapplied = [Int64](repeating: 0, count: Currency.codes.count)

  // MARK: Fields

  @inline(__always) mutating func demand(_ holds: Bool) { if !holds { isFlawed = true } }

  /// Within one page that is there.
  @inline(__always) mutating func text(_ text: TextReference) {
    let (page, start) = (text.offset / TextArena.pageBytes, text.offset % TextArena.pageBytes)
    demand(text.isEmpty || (page < textPages && start + text.length <= TextArena.pageBytes))
  }

  @inline(__always) mutating func symbol(_ symbol: UInt32) { demand(Int(symbol) < symbols) }

  @inline(__always) mutating func entry(_ number: EntryNumber) {
    // Wraps to what no table has where it is 0.
    entries.mustName(UInt32(clamping: number &- 1))
  }

  /// The entry of a row of a table that stands in the order of its entries, at most one for each.
  mutating func nextEntry(_ number: EntryNumber, of section: Section) {
    demand(number > lastEntries[section] && number <= EntryNumber(UInt32.max))
    lastEntries[section] = number
  }

  /// The same where the entry says with a flag that it has a row.
  mutating func flaggedEntry(_ number: EntryNumber, of section: Section) {
    nextEntry(number, of: section)
    flagged[section].name(entry: UInt32(truncatingIfNeeded: number))
  }

  @inline(__always) mutating func day(_ day: Day) {
    demand(day.number >= days.lowerBound && day.number <= days.upperBound)
  }

  @inline(__always) mutating func voided(_ day: Day) { if day != never { self.day(day) } }

  /// A document's, or what an entry does: small enough that thousands of rows cannot overflow.
  @inline(__always) mutating func amount(_ amount: Money) {
    demand(amount.minor.magnitude <= UInt64(Money.largest.minor))
  }

  /// A sum of documents.
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

  /// Runs a body for each row of a page. The sums are kept aside meanwhile, so that they need not
  /// go to memory and back for each row.
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

  /// Names what of a table does not hold; nil if all does.
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

  /// The same of what is summed up by name.
  func flaw(in book: borrowing Book) -> String? {
    if isFlawed { return "a field holds what none can" }
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

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

  /// A field was seen that no row of its table has.
  var isFlawed = false
  /// Pages of texts, and symbols: they are read before the rows that name them.
  private let textPages: Int
  private let symbols: Int
  /// At hand here, because a global is asked for with a check each time.
  private let days = Day.first.number...Day.last.number

  var accounts = Extent()
  var contacts = Extent()
  var phones = Extent()
  var items = Extent()
  var credits = Extent()
  var entries = Extent()
  var holds = Extent()
  var services = Extent()
  var users = Extent()
  var approvals = Extent()

  /// The chains, each from its heads on.
  var itemsOfAccounts = Sum()
  var creditsOfAccounts = Sum()
  var openItems = Sum()
  var openItemsBackwards = Sum()
  var openCredits = Sum()
  var openCreditsBackwards = Sum()
  var applicationsOfCredits = Sum()
  var applicationsOfItems = Sum()
  var entriesOfAccounts = Sum()
  var notesOfAccounts = Sum()
  var holdsOfAccounts = Sum()
  var limitsOfAccounts = Sum()
  var servicesOfAccounts = Sum()
  var draftsOfAccounts = Sum()
  var contactRings = Sum()
  var phoneRings = Sum()
  var ratesOfAccounts = Sum()
  var loansOfAccounts = Sum()
  var interestOfAccounts = Sum()
  var lateFeesOfAccounts = Sum()
  /// What the indices find, and what has the same key.
  var invoices = Sum()
  var repeatedInvoices = Sum()
  var numbers = Sum()
  var accruals = Sum()
  /// Entries with a memo, particulars or a reference, and the rows of these.
  /// Entries with a memo, particulars, something held back or a reference, and the rows of these.
  var memos = Sum()
  var particulars = Sum()
  var heldBacks = Sum()
  var references = Sum()

  /// How many rows the entries made in each table.
  var made = Made()
  struct Made {
    var accounts: UInt32 = 0
    var contacts: UInt32 = 0
    var items: UInt32 = 0
    var credits: UInt32 = 0
    var pairs: UInt32 = 0
    var calls: UInt32 = 0
    var policies: UInt32 = 0
    var rates: UInt32 = 0
    var loans: UInt32 = 0
    var interestCharges: UInt32 = 0
    var holds: UInt32 = 0
    var limits: UInt32 = 0
    var approvals: UInt32 = 0
    var services: UInt32 = 0
    var drafts: UInt32 = 0
  }

  var lastRecorded: Int64 = 0
  var lastMemo: EntryNumber = 0
  var lastParticulars: EntryNumber = 0
  var lastLeg: EntryNumber = 0
  var lastLine: EntryNumber = 0
  var lastHeldBack: EntryNumber = 0
  var lastReference: EntryNumber = 0
  var lastCarriedOut: EntryNumber = 0
  /// Unapplied credit of all accounts of each currency.
  var unapplied = [Int64](repeating: 0, count: Currency.codes.count)

  init(textPages: Int, symbols: Int) {
    self.textPages = textPages
    self.symbols = symbols
  }

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
}

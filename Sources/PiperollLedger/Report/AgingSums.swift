/// Adds up an aging, in passes over the pages of the tables.
///
/// A pass takes as long as reading its memory, so each pass reads only what it needs, and in order.
/// Additions check for overflow, as everywhere (`Money`). A sound book never overflows
/// (`Book.totalMax`), and the check costs nothing compared with the memory.
struct AgingSums {
  /// One row for each group, in the order of the groups' first accounts.
  var rows: [Aging.Row] = []
  /// For each account the place of its row in `rows`.
  private var places = Places.one
  /// The past day at whose end the book is looked at; nil for the book as it stands.
  private let past: Day?
  /// The day from which ages are counted back.
  private let day: Day
  private let basis: Aging.Basis
  /// The bucket for each age.
  private let bucketOfDays: [UInt8]

  /// The places are looked up for every item, so the numbers are as narrow as the count of rows
  /// allows: more of them fit into the cache.
  private enum Places {
    case one
    case bytes([UInt8])
    case words([UInt32])

    init(_ places: [UInt32], rows: Int) {
      self =
        rows <= Int(UInt8.max) + 1
        ? .bytes(places.map { UInt8(truncatingIfNeeded: $0) }) : .words(places)
    }

    subscript(account: UInt32) -> Int {
      switch self {
      case .one: 0
      case .bytes(let places): Int(places[Int(account)])
      case .words(let places): Int(places[Int(account)])
      }
    }
  }

  init(past: Day?, day: Day, basis: Aging.Basis, _ buckets: AgingBuckets) {
    bucketOfDays = buckets.table
    self.past = past
    self.day = day
    self.basis = basis
  }

  // MARK: Groups

  /// Makes the rows. If the report is about the present, it also adds the unapplied credit, which
  /// the account's row has. Accounts that are not chosen share one row in each currency.
  mutating func addAccounts(of book: borrowing Book, by grouping: Grouping, _ chosen: Selection?) {
    switch grouping {
    case .kind:
      addAccounts(of: book, chosen, groups: AccountKind.allCases.count) { row, _ in
        UInt32(row.kindByte)
      }
    case .account:
      rows.reserveCapacity(book.accounts.count)
      addAccounts(of: book, chosen, groups: book.accounts.count) { _, number in UInt32(number) }
    case .collector:
      addAccounts(of: book, chosen, groups: book.symbols.count) { row, _ in row.collector }
    case .portfolio:
      addAccounts(of: book, chosen, groups: book.symbols.count) { row, _ in row.portfolio }
    case .client: addAccounts(of: book, chosen, groups: book.symbols.count) { row, _ in row.client }
    case .currency, .total:
      if book.controls.count == 1, chosen == nil { return addAllAccounts(of: book) }
      addAccounts(of: book, chosen, groups: 1) { _, _ in 0 }
    }
  }

  /// Makes one row for all accounts. It is used if everything was posted in one currency: accounts
  /// in other currencies then hold nothing.
  private mutating func addAllAccounts(of book: borrowing Book) {
    var row = Aging.Row(book.controls[0].currency, group: 0)
    if past == nil {
      for page in 0..<book.accounts.pageCount {
        for account in book.accounts.page(page) { row.unapplied += account.unapplied }
      }
    }
    rows = [row]
  }

  /// - Parameter groups: all group numbers are below this one.
  @inline(__always)
  private mutating func addAccounts(
    of book: borrowing Book, _ chosen: Selection?, groups: Int,
    group: (borrowing AccountRow, Int) -> UInt32
  ) {
    // For each currency in turn: the place of each group's row.
    var placeOfGroup: [UInt32] = []
    var start = [Int](repeating: -1, count: Int(UInt8.max) + 1)
    var places: [UInt32] = []
    places.reserveCapacity(book.accounts.count)
    for page in 0..<book.accounts.pageCount {
      for account in book.accounts.page(page) {
        let currency = Int(account.currencyByte)
        if start[currency] < 0 {
          start[currency] = placeOfGroup.count
          placeOfGroup.append(contentsOf: repeatElement(none, count: groups + 1))
        }
        let isChosen = chosen?.isChosen[places.count] ?? true
        let group = isChosen ? group(account, places.count) : Grouping.others
        let slot = start[currency] + (isChosen ? Int(group) : groups)
        if placeOfGroup[slot] == none {
          placeOfGroup[slot] = UInt32(rows.count)
          rows.append(Aging.Row(account.currency, group: group))
        }
        let place = placeOfGroup[slot]
        places.append(place)
        if past == nil { rows[Int(place)].unapplied += account.unapplied }
      }
    }
    self.places = Places(places, rows: rows.count)
  }

  // MARK: Items

  /// Adds the open amount of each item. For a past day, later applications are still subtracted
  /// here; `addLaterApplications` adds them back.
  mutating func addItems(of book: borrowing Book) {
    switch places {
    case .one where past == nil && basis == .due: addOpenItems(of: book)
    case .one: addItems(of: book) { _ in 0 }
    case .bytes(let places):
      places.withUnsafeBufferPointer { places in
        addItems(of: book) { Int(places[Int($0)]) }
      }
    case .words(let places):
      places.withUnsafeBufferPointer { places in
        addItems(of: book) { Int(places[Int($0)]) }
      }
    }
  }

  /// Adds up the open amounts of all accounts, from the two narrowest columns alone. Each bucket
  /// has four sums, so that an addition need not wait for the one before. The sums of one page
  /// cannot overflow (1,024 of the largest amount). They are added to the total with the usual
  /// check.
  private mutating func addOpenItems(of book: borrowing Book) {
    let (day, last) = (day, bucketOfDays.count - 1)
    var sums = InlineArray<32, Int64>(repeating: 0)
    for page in 0..<book.items.pageCount {
      let (dues, lefts) = (book.itemDue.page(page), book.itemRemaining.page(page))
      bucketOfDays.withUnsafeBufferPointer { bucketOfDays in
        for number in lefts.indices {
          let bucket = bucketOfDays[min(max(day - dues[number], 0), last)]
          sums[(number & 3) << 3 | Int(bucket)] &+= lefts[number].minor
        }
      }
      for place in sums.indices where sums[place] != 0 {
        rows[0].buckets[place & 7] += Money(minor: sums[place])
        sums[place] = 0
      }
    }
  }

  @inline(__always)
  private mutating func addItems(of book: borrowing Book, place: (UInt32) -> Int) {
    let (day, past, basis) = (day, past, basis)
    bucketOfDays.withUnsafeBufferPointer { bucketOfDays in
      rows.withUnsafeMutableBufferPointer { rows in
        for page in 0..<book.items.pageCount {
          let (items, dues) = (book.items.page(page), book.itemDue.page(page))
          let (accounts, lefts) = (book.itemAccount.page(page), book.itemRemaining.page(page))
          for number in lefts.indices {
            var left = lefts[number]
            if let past { left = Self.left(left, of: items, number, due: dues[number], past) }
            if left == .zero { continue }
            let from = basis == .due ? dues[number] : items[number].date
            let bucket = bucketOfDays[min(max(day - from, 0), bucketOfDays.count - 1)]
            rows[place(accounts[number])].buckets[Int(bucket)] += left
          }
        }
      }
    }
  }

  /// What was left of an item at the end of a day, without adding back later applications: what is
  /// left now if the item is not void, its whole amount if it became void after the day.
  ///
  /// An item's own row is wide. It is not read if the narrow columns tell enough: an item with
  /// something left is not void, and an item that was due by the day was billed by it
  /// (`decideInvoice`).
  @inline(__always)
  private static func left(
    _ left: Money, of items: UnsafeBufferPointer<ItemRow>, _ number: Int, due: Day, _ day: Day
  ) -> Money {
    if left != .zero, due <= day { return left }
    if day < items[number].date { return .zero }
    let voided = items[number].voided
    return voided == never ? left : day < voided ? items[number].amount : .zero
  }

  // MARK: As of a past day

  /// Adds the unapplied part of each credit. Later applications are still subtracted here;
  /// `addLaterApplications` adds them back.
  mutating func addCredits(of book: borrowing Book, asOf day: Day) {
    for page in 0..<book.credits.pageCount {
      for credit in book.credits.page(page) where credit.date <= day && day < credit.voided {
        let left = credit.voided == never ? credit.unapplied : credit.amount
        if left != .zero { rows[places[credit.account]].unapplied += left }
      }
    }
  }

  /// Adds back, for the item and for the credit, what was applied after the day. If one of the two
  /// is void by the day there is nothing to add back: each of its applications has a correction
  /// beside it.
  mutating func addLaterApplications(of book: borrowing Book, asOf day: Day) {
    for page in 0..<book.applications.pageCount {
      for row in book.applications.page(page) where day < row.effective {
        let (item, credit) = (book.items[row.item], book.credits[row.credit])
        guard day < item.voided, day < credit.voided else { continue }
        let place = places[credit.account]
        if item.date <= day {
          let from = basis == .due ? book.itemDue[row.item] : item.date
          let bucket = bucketOfDays[min(max(day - from, 0), bucketOfDays.count - 1)]
          rows[place].buckets[Int(bucket)] += row.amount
        }
        if credit.date <= day { rows[place].unapplied += row.amount }
      }
    }
  }

  // MARK: Items that were re-aged

  /// Moves what is open of items that are aged from another day than they are due. Few are.
  mutating func moveReaged(of book: borrowing Book, _ asOf: AsOf) {
    var moved: Set<UInt32> = []
    for place in 0..<UInt32(book.reageItems.count) {
      let item = book.reageItems[place].item
      guard moved.insert(item).inserted, let reage = book.reage(of: item, on: day) else { continue }
      let left =
        asOf.isPresent ? book.itemRemaining[item] : book.remaining(ofItem: item, asOf: asOf.last)
      let row = places[book.itemAccount[item]]
      rows[row].buckets[bucket(from: book.itemDue[item])] -= left
      rows[row].buckets[bucket(from: book.reages[reage].due)] += left
    }
  }

  private func bucket(from due: Day) -> Int {
    Int(bucketOfDays[min(max(day - due, 0), bucketOfDays.count - 1)])
  }

  // MARK: As it was known

  /// Adds what was left of every document at the end of a day, from the applications alone. A view
  /// of the past cannot use the remainders in the rows, because later entries changed them.
  mutating func addWhatIsLeft(of book: borrowing Book, asOf day: Day) {
    let (open, unapplied) = (book.remainingOfItems(asOf: day), book.unappliedOfCredits(asOf: day))
    for item in open.indices where open[item] != .zero {
      let from = basis == .due ? book.itemDue[item] : book.items[item].date
      let bucket = bucketOfDays[min(max(self.day - from, 0), bucketOfDays.count - 1)]
      rows[places[book.itemAccount[item]]].buckets[Int(bucket)] += open[item]
    }
    for credit in unapplied.indices where unapplied[credit] != .zero {
      rows[places[book.credits[credit].account]].unapplied += unapplied[credit]
    }
  }
}

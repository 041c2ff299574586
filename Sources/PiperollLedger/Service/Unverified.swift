/// Services that nobody has verified by the end of a day, in groups of accounts, each in one
/// currency.
public struct Unverified: Sendable {
  /// A number of services and the sum of their amounts.
  public struct Sum: Equatable, Sendable {
    /// How many services.
    public internal(set) var services = 0
    /// The sum of their amounts.
    public internal(set) var amount = Turnover.zero

    mutating func add(_ amount: Money, _ times: Int = 1) {
      services += times
      self.amount.minor += Int128(amount.minor) * Int128(times)
    }
  }

  /// A group of accounts in one currency.
  public struct Row: Sendable {
    public let currency: Currency
    /// The group's number, as in `Aging.Row`.
    public let group: UInt32
    /// The services that were on no invoice at the end of that day.
    public internal(set) var unbilled = Sum()
    /// The services that were on an invoice: they were verified too late, or not at all.
    public internal(set) var billed = Sum()
    /// The day on which the oldest of them was rendered.
    public internal(set) var oldest: Day
  }

  /// The proof of the report: the services of a currency, counted in two ways.
  public struct Proof: Sendable {
    public let currency: Currency
    /// The sum of the rows.
    public internal(set) var shown = Sum()
    /// The unverified services of accounts that the report is not about.
    public internal(set) var others = Sum()
    /// The services that were rendered, less those that were reversed or verified, from the entries
    /// alone.
    public internal(set) var control = Sum()
    /// Whether both ways come to the same.
    public var isProved: Bool {
      shown.services + others.services == control.services
        && shown.amount.minor + others.amount.minor == control.amount.minor
    }
  }

  /// The groups with unverified services, in the order of their first services.
  public private(set) var rows: [Row] = []
  /// The rows of the unverified services, in the order of recording.
  public private(set) var services: [UInt32] = []
  /// The proofs, one for each currency in which a service was rendered.
  public private(set) var proofs: [Proof] = []

  private struct Key: Hashable {
    let group: UInt32
    let currency: UInt8
  }

  /// - Parameter selection: the accounts that it is about; nil: all.
  public init(
    _ book: borrowing Book, asOf day: Day, by grouping: Grouping, of selection: Selection?
  ) {
    var places: [Key: Int] = [:]
    let billed = book.billedServices(asOf: day)
    for service in 0..<UInt32(book.services.count) {
      let row = book.knownService(service)
      if !row.stands(on: day) || book.verifiedOn(service: service).map({ $0 <= day }) == true {
        continue
      }
      let currency = book.accounts[row.account].currency
      let proof = place(ofProof: currency)
      guard selection?[row.account] ?? true else {
        proofs[proof].others.add(row.amount)
        continue
      }
      proofs[proof].shown.add(row.amount)
      services.append(service)
      let key = Key(group: grouping.group(of: row.account, book), currency: currency.index)
      let place = places[key] ?? rows.count
      if place == rows.count {
        places[key] = place
        rows.append(Row(currency: currency, group: key.group, oldest: row.date))
      }
      rows[place].oldest = min(rows[place].oldest, row.date)
      if billed[Int(service)] {
        rows[place].billed.add(row.amount)
      } else {
        rows[place].unbilled.add(row.amount)
      }
    }
    addControls(book, day)
  }

  private mutating func place(ofProof currency: Currency) -> Int {
    if let place = proofs.firstIndex(where: { $0.currency == currency }) { return place }
    proofs.append(Proof(currency: currency))
    return proofs.count - 1
  }

  /// Counts from the entries alone: an entry that recorded a service adds it, and the first entry
  /// that reversed or verified it subtracts it.
  private mutating func addControls(_ book: borrowing Book, _ day: Day) {
    var ended = Set<UInt32>()
    for number in 0..<book.entries.count {
      let entry = book.entries[number]
      guard entry.effective <= day else { continue }
      var (service, times) = (entry.subject, 0)
      if entry.kind == .service {
        times = 1
      } else if entry.kind == .verify {
        times = ended.insert(service).inserted ? -1 : 0
      } else if entry.kind == .reverse {
        let original = book.entries[Int(entry.subject) - 1]
        if original.kind != .service { continue }
        service = original.subject
        times = ended.insert(service).inserted ? -1 : 0
      } else {
        continue
      }
      // A verification may be dated before the service itself: then it counts from the service's
      // date.
      if book.knownService(service).date > day { continue }
      let proof = place(ofProof: book.accounts[book.knownService(service).account].currency)
      proofs[proof].control.add(book.knownService(service).amount, times)
    }
  }
}

extension Book {
  /// For each service whether it was on an invoice at the end of a day.
  public func billedServices(asOf day: Day) -> [Bool] {
    var billed = [Bool](repeating: false, count: services.count)
    for place in 0..<lines.count {
      let line = lines[place]
      let entry = entries[Int(line.entry) - 1]
      guard entry.kind == .invoice, let service = line.service else { continue }
      let item = items[entry.subject]
      if item.date <= day, day < end(of: item) { billed[Int(service)] = true }
    }
    return billed
  }
}

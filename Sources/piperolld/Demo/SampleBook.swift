import PiperollLedger

/// The book that `piperolld demo` serves: a year of an invented desk, as command lines.
///
/// A simulation plays one day after the other: invoices and instalments come due, accounts pay
/// or do not, dispute, are called and given up. The lines come out in order of their effective
/// dates, after the policies and all accounts and contacts. The same day, size and seed give the
/// same bytes. Every line is an accepted write, whose entry number is known before (`write`), so
/// that a later line can name what an earlier one did.
struct SampleBook: IteratorProtocol {
  /// What is to happen on a day of the agenda.
  enum Action {
    case bill(account: Int)
    case settle(account: Int, item: Int)
    case bounce(account: Int, entry: UInt64, applied: [SampleDebtor.Applied])
    case useCredit(account: Int, entry: UInt64, restMinor: Int)
    case credit(account: Int, item: Int)
    case call(account: Int, item: Int, attempt: Int)
    case release(account: Int, item: Int, entry: UInt64)
    case resolve(account: Int, item: Int, entry: UInt64)
    case refuseOrders(account: Int)
    case giveUp(account: Int, item: Int)
    case recover(account: Int, minor: Int)
    case lend(account: Int)
    case instalment(account: Int, number: Int)
    case note(account: Int)
    case agree(account: Int)
    case payPart(account: Int, minor: Int)
    case scripted(SampleScript.Line)
  }

  /// One year back, so that the history shows every season and the oldest bucket of an aging.
  static let historyDays = 365
  /// How far ahead an invoice of the last day can fall due, with room.
  static let aheadDays = 120

  let firstDay: Day
  let firstEntry: UInt64
  /// ISO text by day of the book: dates are written far more often than there are days.
  let isoByDay: [String]
  var random: SplitMix64
  /// Draws of what the desk agrees on with people.
  var desk: SplitMix64
  var debtors: [SampleDebtor] = []
  var agenda: [[Action]]
  var invoiceCount = 0
  var contactCount = 0

  /// The entries that scripted lines have names for.
  var named: [String: UInt64] = [:]

  private var pending: [String] = []
  private var pendingCursor = 0
  private var written: UInt64 = 0
  private var roster: SampleRoster
  private var playedDays = 0

  /// - Parameters:
  ///   - today: the last day of the history; nothing is dated later.
  ///   - accounts: how many accounts of all kinds; the well-known ones are always among them.
  ///   - firstEntry: the number that the first write gets.
  init(
    today: Day, accounts: Int = 2_000, seed: UInt64,
    firstEntry: UInt64 = 1
  ) {
    firstDay = today.advanced(days: -Self.historyDays)
    self.firstEntry = firstEntry
    random = SplitMix64(seed: seed)
    desk = SplitMix64(seed: ~seed)
    roster = SampleRoster(accounts: accounts)
    agenda = Array(repeating: [], count: Self.historyDays + 1)
    let start = firstDay
    isoByDay = (0...(Self.historyDays + Self.aheadDays)).map { start.advanced(days: $0).text }
    debtors.reserveCapacity(accounts)
    for policy in SampleScript.policies { write("\(policy) date=\(isoByDay[0])") }
    for line in SampleScript.lines {
      agenda[Self.historyDays - line.daysAgo].append(.scripted(line))
    }
  }

  /// The next command line without its line end, or nil at the end of the book.
  mutating func next() -> String? {
    while pendingCursor == pending.count {
      pending.removeAll(keepingCapacity: true)
      pendingCursor = 0
      if let place = roster.next() {
        open(place)
      } else if playedDays < agenda.count {
        play(day: playedDays)
        playedDays += 1
      } else {
        return nil
      }
    }
    pendingCursor += 1
    return pending[pendingCursor - 1]
  }

  /// Puts an action on a day. What falls on a weekend waits for Monday; what falls after the last
  /// day has not happened yet.
  mutating func plan(_ action: Action, on day: Int) {
    var day = day
    while firstDay.advanced(days: day).isWeekend { day += 1 }
    if day < agenda.count {
      agenda[day].append(action)
    }
  }

  /// Emits one write and returns the entry number it gets. `memo` is free text without a line end.
  /// - Parameter entries: how many it records.
  @discardableResult
  mutating func write(_ head: String, memo: String = "", entries: UInt64 = 1) -> UInt64 {
    let entry = firstEntry + written
    written += entries
    var line = "\(head) ref=demo-\(entry)"
    if !memo.isEmpty {
      line.append(" -- ")
      line.append(memo)
    }
    pending.append(line)
    return entry
  }

  /// The lines that were written and not given out yet.
  mutating func takePending() -> [String] {
    defer { pending.removeAll() }
    return Array(pending[pendingCursor...])
  }

  private mutating func play(day: Int) {
    // By index: an action may put another one on the same day.
    var index = 0
    while index < agenda[day].count {
      perform(agenda[day][index], on: day)
      index += 1
    }
    agenda[day] = []
  }

  private mutating func perform(_ action: Action, on day: Int) {
    switch action {
    case .bill(let account): bill(account, on: day)
    case .settle(let account, let item): settle(account, item: item, on: day)
    case .bounce(let account, let entry, let applied):
      bounce(account, entry: entry, applied: applied, on: day)
    case .useCredit(let account, let entry, let rest):
      useCredit(account, entry: entry, restMinor: rest, on: day)
    case .credit(let account, let item): credit(account, item: item, on: day)
    case .call(let account, let item, let attempt):
      call(account, item: item, attempt: attempt, on: day)
    case .release(let account, let item, let entry):
      release(account, item: item, entry: entry, on: day)
    case .resolve(let account, let item, let entry):
      resolve(account, item: item, entry: entry, on: day)
    case .refuseOrders(let account): refuseOrders(account, on: day)
    case .giveUp(let account, let item): giveUp(account, item: item, on: day)
    case .recover(let account, let minor): recover(account, minor: minor, on: day)
    case .lend(let account): lend(account, on: day)
    case .instalment(let account, let number): instalment(account, number: number, on: day)
    case .note(let account): note(account, on: day)
    case .agree(let account): agree(account, on: day)
    case .payPart(let account, let minor): payInstalment(account, minor, on: day)
    case .scripted(let line): play(line, on: day)
    }
  }
}

/// `1234.50`: the wire's money for a currency of two decimals.
func moneyText(_ minor: Int) -> String {
  precondition(minor >= 0)
  var text = String(minor / 100)
  text.append(".")
  text.append(twoDigits(minor % 100))
  return text
}

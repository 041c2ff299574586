import PiperollLedger
import PiperollWire

/// The head of an account on a screen: who it is, how to reach them, whether one may call, what is
/// owed, how late, what was promised.
struct AccountScreen {
  private let account: UInt32
  private let asOf: AsOf
  private let context: Context
  /// What the rules say of calls; nil: they are asked here, where that is soon done.
  private let calls: MayCallAnswers?

  init(_ account: UInt32, _ asOf: AsOf, _ context: Context, calls: MayCallAnswers? = nil) {
    (self.account, self.asOf, self.context, self.calls) = (account, asOf, context, calls)
  }

  /// Whether it is of now, and not of an earlier day or what was known then.
  private var isOfNow: Bool { asOf.asked == nil && asOf.known == nil }

  /// - Parameter contacts: what stands for each contact that may be shown.
  func write(
    balance: Money, unapplied: Money, contacts: [ContactLine], _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let row = book.account(account, on: asOf.last)
    let name = book.text(row.name)
    reply.beginScreen()
    reply.line("\(book.text(row.id))  \(name)", right: traits(row, book))
    for contact in contacts { reply.line(parts: contact.parts(unless: name)) }
    if isOfNow, calls != nil || book.isSoonKnown(account) {
      reply.line(parts: callWords(book))
    }
    reply.line(parts: money(row, balance, unapplied, book))
    reply.line(parts: standing(row, book))
  }

  /// Whether one may call now, by their clocks.
  func writeCalls(_ book: borrowing Book, _ reply: inout ReplyWriter) {
    reply.line(parts: callWords(book))
  }

  // MARK: Who

  private func traits(_ row: AccountRow, _ book: borrowing Book) -> String {
    var words = [row.kind.word]
    for symbol in [row.client, row.portfolio, row.collector] where symbol != 0 {
      words.append(book.text(symbol: symbol))
    }
    if book.isAmended(account) {
      let assigned = book.assignment(of: account, on: asOf.last)
      if assigned.role != Assignment().role { words.append(assigned.role.word) }
      if let queue = assigned.queue { words.append("queue \(queue.word)") }
    }
    return words.joined(separator: ", ")
  }

  // MARK: Whether one may call

  private func callWords(_ book: borrowing Book) -> [String] {
    let answers =
      calls
      ?? MayCallAnswers.calls(
        to: account, asOf: context.today, at: context.now, for: context.viewer, in: book)
    guard let best = answers.best else { return ["nobody to call: no telephone number"] }
    let zones = best.known.facts.zones.zones
    let clocks = Set(zones.map { $0.clock(at: context.now).minuteOfDay }).sorted()
    var words = ["it is \(clocks.map(TimeOfDay.text(ofMinute:)).joined(separator: " or ")) there"]
    let until = best.answer.until.map { text(of: $0, zones) }
    switch best.answer.verdict {
    case .allow: words.append("may call" + (until.map { " until \($0)" } ?? ""))
    case .warn:
      words.append("call with care: " + reason(best) + (until.map { ", until \($0)" } ?? ""))
    case .block:
      words.append("do not call: " + reason(best) + (until.map { ", again from \($0)" } ?? ""))
    }
    if let used = best.known.callsUsed(at: context.now) {
      words.append("\(used.count) of \(used.limit) calls used")
    }
    if !best.answer.must.isEmpty { words.append("must \(best.answer.mustText)") }
    return words
  }

  private func reason(_ call: MayCallAnswers.One) -> String {
    let verdict = call.answer.verdict
    let reason = call.answer.reasons.first { $0.verdict == verdict }
    return reason.map { "\($0.rule.word) \($0.section)" } ?? ""
  }

  /// A time as their clocks show it, with its day if that is not today; of several zones as the
  /// desk's clock does.
  private func text(of time: Int64, _ zones: [Zone]) -> String {
    guard let zone = zones.first, zones.count == 1 else { return utcText(time) }
    let (clock, now) = (zone.clock(at: time), zone.clock(at: context.now))
    let minute = TimeOfDay.text(ofMinute: clock.minuteOfDay)
    return clock.day == now.day ? minute : "\(clock.day.text) \(minute)"
  }

  // MARK: What is owed

  private func money(
    _ row: AccountRow, _ balance: Money, _ unapplied: Money, _ book: borrowing Book
  ) -> [String] {
    func text(_ amount: Money) -> String { amount.text(decimals: row.currency.decimals) }
    var words = [
      balance < .zero
        ? "has \(text(.zero - balance)) \(row.currency.code) of ours"
        : "owes \(text(balance)) \(row.currency.code)"
    ]
    let late = book.openItems(of: account, asOf: asOf.day).filter {
      book.agedDue(of: $0.item, on: asOf.day) < asOf.day
    }
    if let oldest = late.map({ book.agedDue(of: $0.item, on: asOf.day) }).min() {
      words.append("past due \(text(late.reduce(.zero) { $0 + $1.left })) since \(oldest.text)")
    }
    if unapplied != .zero { words.append("unapplied \(text(unapplied))") }
    if let credit = book.lastPayment(of: account, asOf: asOf.last) {
      let paid = book.credits[credit]
      words.append("last paid \(text(paid.amount)) on \(paid.date.text)")
    }
    if let limit = book.creditLimit(of: account, asOf: asOf.day) {
      words.append("credit limit \(text(limit))")
    }
    return words
  }

  /// What was promised, and what keeps the desk from asking.
  private func standing(_ row: AccountRow, _ book: borrowing Book) -> [String] {
    var words: [String] = []
    if let last = book.promises(of: account, asOf: asOf.day).last {
      let promise = book.promises[last.promise]
      let amount = promise.amount.text(decimals: row.currency.decimals)
      words.append("promised \(amount) by \(promise.due.text): \(last.state.word)")
    }
    var holds: [String] = []
    if book.hasHolds(account) {
      book.forEachHold(of: account) { hold in
        if book.isThere(hold: hold, on: asOf.day) { holds.append(book.holds[hold].kind.word) }
      }
    }
    words.append(holds.isEmpty ? "no hold" : "on hold: \(holds.joined(separator: ", "))")
    if isOfNow, let lease = context.otherLease(of: account) {
      words.append("\(lease.user) works it")
    }
    return words
  }
}

extension ReplyWriter {
  /// On a screen: whose account it is that the reply is about.
  mutating func title(
    of account: UInt32, on day: Day, owing balance: Money? = nil, _ book: borrowing Book
  ) {
    guard format == .screen else { return }
    let row = book.account(account, on: day)
    let owed = balance.map {
      "balance \($0.text(decimals: row.currency.decimals)) \(row.currency.code)"
    }
    beginScreen(
      "\(book.text(row.id))  \(book.text(row.name))", right: owed ?? "",
      instead: ["account", "balance"])
  }
}

/// A contact of an account on a screen: what they are, and the ways to reach them.
struct ContactLine {
  let role: ContactRole
  let name: String
  let ways: [String]

  init(_ contact: UInt32, _ role: ContactRole, on day: Day, _ book: borrowing Book) {
    self.role = role
    let row = book.contact(contact, on: day)
    name = book.text(row.name)
    var ways: [String] = []
    book.forEachPhone(of: contact, on: day) { number, standing in
      if !standing.isTheirs { return }
      var words = [number.spoken]
      if !standing.ext.isEmpty { words.append("x\(standing.ext.text)") }
      if standing.kind != .unspecified { words.append(standing.kind.word) }
      if standing.state != .unsaid { words.append(standing.state.word) }
      ways.append(words.joined(separator: " "))
    }
    book.forEachEmail(of: contact, on: day) { email, standing in
      if standing.state.isTheirs { ways.append(book.text(email)) }
    }
    let address = book.text(row.address)
    if !address.isEmpty { ways.append(address) }
    self.ways = ways
  }

  /// Without a name where it is the account's own.
  func parts(unless accountName: String) -> [String] {
    let isOwn = role == .debtor && name == accountName
    return (isOwn ? [] : ["\(role.word) \(name)"]) + ways
  }
}

extension PhoneNumber {
  /// As people write it: `(212) 555-0147` in North America, with its country's code elsewhere.
  var spoken: String {
    let digits = Array(text.dropFirst())
    guard digits.count == 11, digits[0] == "1" else { return text }
    return "(\(String(digits[1..<4]))) \(String(digits[4..<7]))-\(String(digits[7...]))"
  }
}

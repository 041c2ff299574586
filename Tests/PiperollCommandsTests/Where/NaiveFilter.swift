import PiperollLedger
import TestSupport

/// An account's fields as texts and numbers, from its documents; amounts in thousandths.
struct NaiveAccount {
  enum Value: Equatable {
    case none
    case text(String)
    case number(Int64)
    /// Several at once, or none.
    case kinds([String])

    /// Whether a constant of a filter is it, or one of them.
    func isValue(_ constant: Value) -> Bool {
      guard case .kinds(let kinds) = self else { return self == constant }
      if case .text(let kind) = constant { return kinds.contains(kind) }
      return kinds.isEmpty
    }
  }

  var values: [String: Value] = [:]

  init(_ book: borrowing Book, _ account: UInt32, _ day: Day) {
    let row = book.accounts[account]
    let scale: Int64 = [1000, 100, 10, 1][row.currency.decimals]
    func symbol(_ text: String) -> Value { text.isEmpty ? .none : .text(text) }
    values["account"] = .text(book.text(row.id))
    values["name"] = .text(book.text(row.name))
    values["kind"] = .text("\(row.kind)")
    values["currency"] = .text(row.currency.code)
    values["collector"] = symbol(book.text(symbol: row.collector))
    values["portfolio"] = symbol(book.text(symbol: row.portfolio))
    values["client"] = symbol(book.text(symbol: row.client))
    values["terms"] =
      row.terms.form == .days ? .number(Int64(row.terms.count)) : Value.none
    values["credit-limit"] =
      book.creditLimit(of: account, asOf: day).map { .number($0.minor * scale) } ?? Value.none
    values["opened"] = .number(Int64(row.openedOn.number))
    let held = book.holdRows(of: account).map { book.knownHold($0) }.filter {
      $0.from <= day && day <= $0.until ?? day && day < $0.releasedOn ?? day.advanced(days: 1)
    }
    let isThirdParty = book.collectionRole(of: account, on: day) == .thirdParty
    values["role"] = .text(isThirdParty ? "third-party" : "first-party")
    let work = book.workStanding(of: account, asOf: day, at: book.end(ofDeskDay: day))
    values["queue"] = work.queue.map { .text("\($0)") } ?? Value.none
    values["stage"] = .text(work.stage == .pastDue ? "past-due" : "\(work.stage)")
    values["score"] = .number(Int64(work.score.sum))
    values["hold"] = .kinds(held.map { "\($0.kind)" })
    addMoney(book, account, day, scale)
  }

  private mutating func addMoney(
    _ book: borrowing Book, _ account: UInt32, _ day: Day, _ scale: Int64
  ) {
    var (open, pastDue, unapplied): (Int64, Int64, Int64) = (0, 0, 0)
    var (oldest, last): (Day?, Day?) = (nil, nil)
    var lefts: [(due: Day, left: Int64)] = []
    for item in book.itemRows(of: account) {
      let left = book.remaining(ofItem: item, asOf: day).minor
      if left == 0 { continue }
      let due = book.itemDue[item]
      open += left
      lefts.append((due, left))
    }
    for credit in book.creditRows(of: account) {
      let row = book.credits[credit]
      unapplied += book.unapplied(ofCredit: credit, asOf: day).minor
      let undoing = book.entry(row.entry)!.reversedBy
      let isVoid = undoing != 0 && book.entry(UInt64(undoing))!.effective <= day
      let isMoney = row.kind == .payment || row.kind == .recovery
      if isMoney, row.date <= day, !isVoid { last = max(last ?? row.date, row.date) }
    }
    // Unapplied credit covers what is due first.
    var credit = unapplied
    for (due, left) in lefts.sorted(by: { $0.due < $1.due }) {
      let rest = max(0, left - credit)
      credit -= left - rest
      if due < day { pastDue += rest }
      if rest > 0 { oldest = min(oldest ?? due, due) }
    }
    func date(_ day: Day?) -> Value { day.map { .number(Int64($0.number)) } ?? .none }
    values["balance"] = .number(book.balance(of: account, asOf: day).minor * scale)
    values["unapplied"] = .number(unapplied * scale)
    values["open"] = .number(open * scale)
    values["past-due"] = .number(pastDue * scale)
    values["oldest-due"] = date(oldest)
    values["days-past-due"] = .number(Int64(max(0, day - (oldest ?? day))))
    values["last-payment"] = date(last)
    let aged = book.disputedAging(
      asOf: AsOf(day, today: day, in: book), by: .account, basis: .due,
      in: book.agingBuckets(on: day))
    let own = aged.first { $0.group == account }.map(\.total.minor) ?? 0
    values["disputed"] = .number(own * scale)
  }
}

/// A filter as a tree.
indirect enum NaiveFilter {
  case and(NaiveFilter, NaiveFilter)
  case or(NaiveFilter, NaiveFilter)
  case not(NaiveFilter)
  case compare(String, String, [NaiveAccount.Value])

  func holds(_ account: NaiveAccount) -> Bool {
    switch self {
    case .and(let left, let right): return left.holds(account) && right.holds(account)
    case .or(let left, let right): return left.holds(account) || right.holds(account)
    case .not(let inner): return !inner.holds(account)
    case .compare(let field, let sign, let values):
      let mine = account.values[field]!
      switch (sign, mine, values[0]) {
      case ("=", _, let value): return mine.isValue(value)
      case ("!=", _, let value): return !mine.isValue(value)
      case ("in", _, _): return values.contains { mine.isValue($0) }
      case ("~", .text(let name), .text(let question)) where field == "name":
        let words = question.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "." }
        let folded = name.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }
        return words.allSatisfy { folded.contains($0.filter { $0 != "." }) }
      case ("~", .text(let text), .text(let part)):
        return text.lowercased().contains(part.lowercased())
      case ("<", .number(let left), .number(let right)): return left < right
      case ("<=", .number(let left), .number(let right)): return left <= right
      case (">", .number(let left), .number(let right)): return left > right
      case (">=", .number(let left), .number(let right)): return left >= right
      default: return false
      }
    }
  }
}

// Random trees, and their texts.
extension NaiveFilter {
  private static let amounts: Set = [
    "balance", "unapplied", "open", "past-due", "credit-limit", "disputed",
  ]
  private static let choices: Set = ["kind", "currency", "hold", "role", "queue", "stage"]
  private static let dates: Set = ["opened", "oldest-due", "last-payment"]

  static func random(
    _ random: inout SplitMix64, _ rows: [NaiveAccount], depth: Int
  ) -> NaiveFilter {
    let (part, next) = (random.below(depth > 0 ? 6 : 3), depth - 1)
    switch part {
    case 3: return .and(.random(&random, rows, depth: next), .random(&random, rows, depth: next))
    case 4: return .or(.random(&random, rows, depth: next), .random(&random, rows, depth: next))
    case 5: return .not(.random(&random, rows, depth: next))
    default: break
    }
    let fields = FilterFieldNames.all
    let field = fields[random.below(fields.count)]
    let values = (0...random.below(4)).map { _ in value(of: field, &random, rows) }
    let isNumber = values.contains { if case .number = $0 { true } else { false } }
    var signs = ["=", "!=", "in"]
    if isNumber, values[0] != .none { signs += ["<", "<=", ">", ">="] }
    if case .text = values[0], !choices.contains(field) { signs.append("~") }
    return .compare(field, signs[random.below(signs.count)], values)
  }

  /// One that some account has, or one beside it.
  private static func value(
    of field: String, _ random: inout SplitMix64, _ rows: [NaiveAccount]
  ) -> NaiveAccount.Value {
    switch rows[random.below(rows.count)].values[field]! {
    case .none: return .none
    case .kinds(let kinds):
      let others = ["dispute", "cease", "credit"]
      return random.oneIn(3) ? .none : .text((kinds + others).randomElement(using: &random)!)
    case .text(let text):
      let isWhole = choices.contains(field) || random.oneIn(2)
      return .text(isWhole ? text : String(text.dropFirst(random.below(3)).prefix(3)).uppercased())
    case .number(let number):
      return .number(max(number + Int64(random.below(5)) - 2, amounts.contains(field) ? .min : 0))
    }
  }

  func text(_ random: inout SplitMix64) -> String {
    let blank = random.oneIn(3) ? " " : ""
    switch self {
    case .and(let left, let right): return "(\(left.text(&random)) and \(right.text(&random)))"
    case .or(let left, let right):
      return "(\(blank)\(left.text(&random)) OR \(right.text(&random))\(blank))"
    case .not(let inner): return "Not \(inner.text(&random))"
    case .compare(let field, let sign, let values):
      let texts = values.map { Self.text($0, field) }
      if sign == "in" { return "\(field) in\(blank)(\(texts.joined(separator: "\(blank),")))" }
      return "\(field)\(blank)\(sign)\(blank)\(texts[0])"
    }
  }

  private static func text(_ value: NaiveAccount.Value, _ field: String) -> String {
    switch value {
    case .none, .kinds: return "none"
    case .text(let text): return "'\(text.replacing("'", with: "''"))'"
    case .number(let number):
      if dates.contains(field) { return Day(number: Int32(number)).text }
      return amounts.contains(field) ? Money(minor: number).text(decimals: 3) : "\(number)"
    }
  }
}

enum FilterFieldNames {
  static let all = [
    "account", "name", "kind", "currency", "collector", "portfolio", "client", "terms",
    "credit-limit", "opened", "balance", "unapplied", "open", "past-due", "days-past-due",
    "oldest-due", "last-payment", "hold", "role", "queue", "stage", "score", "disputed",
  ]
}

/// What the clients of a simulation know: a book as naive as can be, kept from what they were told
/// and nothing else. Whatever comes back later is held against it.
struct Model {
  /// A row of LOOKUP HISTORY, but for `reversed-by`, which may come later.
  struct Row: Equatable {
    var entry: Int
    var recorded: String
    var kind: String
    var cents: Int
    var balance: Int
    var ref: String
  }

  /// Every write that was ever sent, by its number.
  private(set) var writes: [Write] = []
  /// Entry numbers of writes, acknowledged or shown.
  private(set) var entries: [Int: Int] = [:]
  /// How many acknowledgements there were when it was first known.
  private var knownSince: [Int: Int] = [:]
  /// Writes that a recovered book did not have, and that were not sent again.
  private var absent: Set<Int> = []
  /// The longest history shown of each account.
  private var histories: [Int: [Row]] = [:]
  /// What interest was shown to have come to.
  private var charged: [Int: Int] = [:]
  /// Accounts that stood in another's way.
  private var inTheWay: Set<Int> = []
  /// Balances shown.
  private var balances: [(account: Int, cents: Int)] = []
  /// State hashes shown, by the sequence they are of.
  private var states: [Int: String] = [:]
  private(set) var violations: [String] = []
  /// Replies that told something was recorded.
  private(set) var acknowledgements = 0
  /// Writes may be refused for want of room.
  var mayBeFull = false
  /// Snapshots may fail.
  var mayFail = false

  /// The commands of what is recorded; `listed` too if anything of a list is.
  var recorded: Set<String> {
    let there = entries.keys.map { writes[$0] }
    let words = there.map { String($0.line.split(separator: " ")[1]) }
    return Set(words + (there.contains(where: \.isListed) ? ["listed"] : []))
  }

  var hasViolations: Bool { !violations.isEmpty }

  mutating func add(_ make: (Int) -> Write) -> Write {
    let write = make(writes.count)
    writes.append(write)
    return write
  }

  mutating func replace(_ write: Write) { writes[write.number] = write }

  mutating func sent(_ request: Request) {
    for write in request.writes { absent.remove(write.number) }
  }

  mutating func fail(_ text: String) { violations.append(text) }

  private mutating func acknowledge(_ write: Write, _ entry: Int?) {
    acknowledgements += 1
    note(write.number, entry, "an acknowledgement")
  }

  private mutating func note(_ number: Int, _ entry: Int?, _ what: String) {
    guard let entry else { return fail("\(what) of r\(number) without an entry") }
    if let known = entries[number], known != entry {
      fail("\(what) of r\(number) with entry \(entry), which was \(known)")
    }
    entries[number] = entry
    if knownSince[number] == nil { knownSince[number] = acknowledgements }
  }

  /// Whether it was known before a request was sent: then whatever comes back has to know it too.
  private func isKnown(_ number: Int, before known: Int) -> Bool {
    knownSince[number].map { $0 <= known } == true
  }

  // MARK: What is received

  mutating func take(_ request: Request, known: Int, _ reply: Talk.Reply) {
    switch request {
    case .write(let write):
      take(write, reply.code, known, Self.entry(of: write, reply), reply.status)
    case .each(let rows): takeBlock(rows, known, reply)
    case .atomic(let rows):
      if reply.code == 210 {
        takeBlock(rows, known, reply)
      } else {
        for row in rows { takeRefusal(row, reply.code, known, reply.status) }
      }
    case .begin: if reply.code != 200 { fail("a list: \(reply.status)") }
    case .queued: if reply.code != 202 { fail("a line of a list: \(reply.status)") }
    case .commit(let rows):
      if reply.code == 210 {
        takeBlock(rows, known, reply)
      } else {
        let code = reply.code == 451 ? reply.number("code") ?? 0 : reply.code
        for row in rows { takeRefusal(row, code, known, reply.status) }
      }
    case .reference(let number): takeReference(number, known, reply)
    case .account(let account):
      guard reply.code == 210, let cents = reply["balance"].flatMap(Request.cents) else {
        return takeMissing(account, known, reply)
      }
      balances.append((account, cents))
    case .history(let account):
      if reply.code == 210 {
        takeHistory(account, reply)
      } else {
        takeMissing(account, known, reply)
      }
    case .opening(let account):
      if reply.code == 550 {
        inTheWay.insert(account)
      } else if reply.code != 200 {
        fail("account \(account): \(reply.status)")
      } else if opening(account).map({ isKnown($0.number, before: known) }) == true {
        fail("account \(account) could be opened again")
      }
    case .verify: takeState(reply)
    case .snapshot:
      let isRefused = reply.code == 431 && mayBeFull || mayFail
      if ![200, 430].contains(reply.code), !isRefused { fail("a snapshot: \(reply.status)") }
    case .health:
      if reply.number("durable") ?? 0 > reply.number("sequence") ?? -1 {
        fail("more is durable than there is: \(reply.status)")
      }
    case .boss: if reply.code != 201 { fail("another administrator: \(reply.status)") }
    case .control: if !reply.end.hasPrefix("200") { fail("control: \(reply.end)") }
    }
  }

  /// Whether the book has a write, by what it says of its reference.
  private static func isThere(_ write: Write, _ reply: Talk.Reply) -> Bool {
    reply.code == 200 || write.kind == .asked && reply.number("approval") != nil
  }

  /// The entry of a write by its reply: of what waits, that of the request.
  private static func entry(of write: Write, _ reply: Talk.Reply) -> Int? {
    reply.number(write.kind == .asked ? "approval" : "entry")
  }

  private mutating func take(
    _ write: Write, _ code: Int, _ known: Int, _ entry: Int?, _ text: String
  ) {
    switch code {
    case 201, 208: acknowledge(write, entry)
    // Also where nobody has decided in time, which is refused and says which request it is.
    case 264 where write.kind == .asked, 550 where write.kind == .asked && entry != nil:
      acknowledge(write, entry)
    // There was no interest; had it been charged before, it would have been 208.
    case 200 where write.kind.mayBeNothing && !isKnown(write.number, before: known): return
    default: takeRefusal(write, code, known, text)
    }
  }

  private mutating func takeRefusal(_ write: Write, _ code: Int, _ known: Int, _ text: String) {
    // Of an account that was never made, or a payment that is gone with what made it.
    // A reversal's day, which the clock gives, may have come to lie before the original's, and
    // what a movement takes may not be there.
    let isExpected =
      switch code {
      case 431: mayBeFull || mayFail
      case 540: true
      case 550: write.kind.mayBeRefused
      // What was asked for would come to something else by now.
      case 544: write.line.hasPrefix("POST APPROVE")
      default: false
      }
    if !isExpected { fail("r\(write.number) was refused: \(text)") }
    if isKnown(write.number, before: known) {
      fail("r\(write.number), which is entry \(entries[write.number]!), was refused: \(text)")
    }
  }

  private mutating func takeBlock(_ rows: [Write], _ known: Int, _ reply: Talk.Reply) {
    guard reply.rows.count == rows.count else {
      return fail("\(rows.count) rows had \(reply.rows.count) answers")
    }
    for (write, cells) in zip(rows, reply.rows) {
      take(write, Int(cells[1]) ?? 0, known, Int(cells[2]), cells.joined(separator: " "))
    }
  }

  private mutating func takeReference(_ number: Int, _ known: Int, _ reply: Talk.Reply) {
    if Self.isThere(writes[number], reply) {
      return note(number, Self.entry(of: writes[number], reply), "a look-up")
    }
    if isKnown(number, before: known) { fail("r\(number), entry \(entries[number]!), is gone") }
  }

  /// The write that opens an account.
  private func opening(_ account: Int) -> Write? {
    writes.first { $0.kind == .account && $0.account == account }
  }

  private mutating func takeMissing(_ account: Int, _ known: Int, _ reply: Talk.Reply) {
    if reply.code != 540 || opening(account).map({ isKnown($0.number, before: known) }) == true {
      fail("account \(account): \(reply.status)")
    }
  }

  private mutating func takeHistory(_ account: Int, _ reply: Talk.Reply) {
    let rows = reply.rows.compactMap(Self.row)
    if rows.count != reply.rows.count { return fail("not a history: \(reply.lines)") }
    let known = histories[account] ?? []
    let (short, long) = known.count < rows.count ? (known, rows) : (rows, known)
    if !long.starts(with: short) {
      fail("account \(account) showed \(known), and now \(rows)")
    }
    histories[account] = long
    var balance = 0
    for row in rows {
      balance += row.cents
      if balance != row.balance { fail("account \(account) does not add up: \(rows)") }
      guard let number = row.ref.dropFirst().isEmpty ? nil : Int(row.ref.dropFirst()) else {
        continue
      }
      note(number, row.entry, "a history")
      let cents = writes[number].kind == .interest ? interest(number, row.cents) : nil
      if (cents ?? writes[number].cents(on: account)) != row.cents {
        fail("r\(number) became \(row.cents) on account \(account)")
      }
    }
    if zip(rows, rows.dropFirst()).contains(where: { $0.recorded > $1.recorded }) {
      fail("time ran backwards: \(rows.map(\.recorded))")
    }
  }

  /// What interest came to, as it was shown first.
  private mutating func interest(_ number: Int, _ cents: Int) -> Int {
    if charged[number] == nil { charged[number] = cents }
    return charged[number] ?? cents
  }

  private static func row(_ cells: [String]) -> Row? {
    guard cells.count >= 10, let entry = Int(cells[0]), let balance = Request.cents(cells[5])
    else { return nil }
    let cents = cells[4] == "\\N" ? 0 : Request.cents(cells[4])
    return cents.map {
      Row(
        entry: entry, recorded: cells[2], kind: cells[3], cents: $0, balance: balance, ref: cells[8]
      )
    }
  }

  private mutating func takeState(_ reply: Talk.Reply) {
    guard reply.number("violations") == 0, let sequence = reply.number("sequence"),
      let state = reply["state"]
    else { return fail("the book does not tie: \(reply.status)") }
    if let known = states[sequence], known != state {
      fail("the state at \(sequence) was \(known) and is \(state)")
    }
    states[sequence] = state
  }

  // MARK: After a recovery

  /// What a recovered book has is known now, and what it has not must not turn up by itself.
  mutating func recovered(_ number: Int, _ reply: Talk.Reply) {
    takeReference(number, acknowledgements, reply)
    let isThere = Self.isThere(writes[number], reply)
    if isThere, absent.contains(number) { fail("r\(number) turned up") }
    if !isThere { absent.insert(number) }
  }

  /// Compares all that was shown with the histories of the recovered book, which were taken.
  mutating func settle(recovered histories: [Int: Talk.Reply]) {
    // Of each entry the accounts in whose histories it stands.
    var found: [Int: Set<Int>] = [:]
    for (account, reply) in histories.sorted(by: { $0.key < $1.key }) {
      let rows = reply.code == 210 ? reply.rows.compactMap(Self.row) : []
      if rows.count < self.histories[account]?.count ?? 0 {
        fail("account \(account) showed more than it has: \(self.histories[account]!)")
      }
      if inTheWay.contains(account), rows.isEmpty { fail("account \(account) was in the way") }
      let sums = Set(rows.map(\.balance))
      for (_, cents) in balances.filter({ $0.account == account }) where !sums.contains(cents) {
        fail("account \(account) showed a balance of \(cents), which it never had")
      }
      for row in rows {
        if !found[row.entry, default: []].insert(account).inserted {
          fail("entry \(row.entry) stands twice on account \(account)")
        }
      }
    }
    (balances, inTheWay) = ([], [])
    for (number, entry) in entries where found[entry] != writes[number].accounts {
      let accounts = found[entry].map { "\($0.sorted())" } ?? "no account"
      fail("r\(number), entry \(entry), stands on \(accounts)")
    }
    for block in Dictionary(grouping: writes.filter { $0.block != nil }, by: { $0.block! }).values {
      let there = block.filter { entries[$0.number] != nil }
      if !there.isEmpty, there.count < block.count {
        fail("of block \(block[0].block!) \(there.count) of \(block.count) rows are there")
      }
    }
  }
}

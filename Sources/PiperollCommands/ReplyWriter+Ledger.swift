public import PiperollLedger
public import PiperollWire

// How the ledger's values stand in replies.

extension ReplyWriter {
  mutating func field(_ name: StaticString, _ money: Money, _ currency: Currency) {
    field(name, room: Money.textRoom) { money.write(to: $0, decimals: currency.decimals) }
  }

  mutating func field(_ name: StaticString, _ day: Day) {
    field(name, room: Day.textBytes) { day.write(to: $0) }
  }

  mutating func field(_ name: StaticString, _ text: TextReference, _ book: borrowing Book) {
    book.arena.withBytes(text) { field(name, bytes: $0) }
  }

  mutating func field(_ name: StaticString, limit: Money?, _ currency: Currency) {
    if let limit { field(name, limit, currency) } else { field(name, "none") }
  }

  mutating func cell(_ money: Money, _ currency: Currency) {
    cell(room: Money.textRoom) { money.write(to: $0, decimals: currency.decimals) }
  }

  mutating func cell(_ day: Day) { cell(room: Day.textBytes) { day.write(to: $0) } }

  mutating func cell(_ text: TextReference, _ book: borrowing Book) {
    if text.isEmpty { return emptyCell() }
    book.arena.withBytes(text) { cell(bytes: $0) }
  }

  /// A text that may be empty, which is none.
  mutating func cell(detail text: String) {
    if text.isEmpty { emptyCell() } else { cell(text) }
  }

  mutating func cell(symbol: UInt32, _ book: borrowing Book) {
    cell(book.symbols[symbol], book)
  }

  /// UTC, to the millisecond: `2026-11-23T16:46:24.120Z`.
  mutating func cell(recorded milliseconds: Int64) {
    let day = Day(milliseconds: milliseconds)
    let time = Int(milliseconds - Int64(day.number) * 86_400_000)
    cell(room: Day.textBytes + 14) { place in
      day.write(to: place)
      var end = place + Day.textBytes
      func put(_ mark: UInt8, _ value: Int, digits: Int) {
        end[0] = mark
        var rest = value
        for offset in stride(from: digits, to: 0, by: -1) {
          end[offset] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        end += digits + 1
      }
      put(UInt8(ascii: "T"), time / 3_600_000, digits: 2)
      put(UInt8(ascii: ":"), time / 60_000 % 60, digits: 2)
      put(UInt8(ascii: ":"), time / 1000 % 60, digits: 2)
      put(UInt8(ascii: "."), time % 1000, digits: 3)
      end[0] = UInt8(ascii: "Z")
      return end + 1 - place
    }
  }

  /// Answers a write that has nothing to record: done, and nothing was changed.
  public mutating func writeNothing() {
    status(.ok)
    field("nothing", "yes")
    human("there is nothing to record")
    endLine()
  }

  /// The keys of a write's result; the same for the write, its dry run and its repetition.
  public mutating func fields(
    of outcome: Outcome, in book: borrowing Book, dry: Bool = false
  ) {
    // What only waits is known as an approval, and is nothing else yet.
    if case .approval(let row) = outcome.detail { return fields(ofApproval: row, in: book) }
    if !dry { field("entry", outcome.entry) }
    if let account = outcome.account { field("account", account, book) }
    if let second = outcome.second { field("to", second.account, book) }
    let currency = outcome.currency ?? .usd
    switch outcome.detail {
    case .none: break
    case .invoice(let number, let amount, let due):
      field("invoice", number, book)
      field("amount", amount, currency)
      field("due", due)
    case .credit(let amount, let applied, let unapplied):
      field("amount", amount, currency)
      field("applied", applied, currency)
      field("unapplied", unapplied, currency)
    case .applied(let credit, let applied, let unapplied):
      field("credit", credit)
      field("applied", applied, currency)
      field("unapplied", unapplied, currency)
    case .reversed(let original):
      field("reversed", original)
      field("effect", outcome.effect, currency)
    case .moved(let item, let amount, let due):
      if let item { field("item", item, book) }
      field("amount", amount, currency)
      if let due { field("due", due) }
      field("effect", outcome.effect, currency)
    case .user(let name, let role):
      field("user", name, book)
      field("role", role.word)
    case .decided, .closed, .policy, .loan, .interest, .rate, .service, .verified, .draft, .hold,
      .released, .limit, .approval:
      fields(ofAgreement: outcome, currency, in: book)
    }
    if outcome.held > .zero { field("held", outcome.held, currency) }
    if outcome.overLimit > .zero { field("over-limit", outcome.overLimit, currency) }
    if let fee = outcome.fee {
      if !dry { field("fee", fee.entry) }
      field("fee-amount", fee.amount, currency)
    }
    if let balance = outcome.fee?.balance ?? outcome.balance { field("balance", balance, currency) }
    if let second = outcome.second {
      if second.overLimit > .zero { field("to-over-limit", second.overLimit, currency) }
      field("to-balance", second.balance, currency)
    }
  }

  /// The keys of what is no money by itself: what was agreed, set or decided.
  private mutating func fields(
    ofAgreement outcome: Outcome, _ currency: Currency, in book: borrowing Book
  ) {
    switch outcome.detail {
    case .decided(let row):
      field("approval", book.approvals[row].entry)
      let entries = book.continuation(of: outcome.entry).count
      if entries > 1 { field("entries", entries) }
      if outcome.balance != nil { field("effect", outcome.effect, currency) }
    case .closed(let day): field("closed", day)
    case .policy(let row): fields(ofPolicy: row, in: book)
    case .loan(let item, let amount, let instalment, let due):
      field("item", item, book)
      field("amount", amount, currency)
      field("instalment", instalment, currency)
      field("due", due)
      field("effect", outcome.effect, currency)
    case .interest(let item, let amount, let through, let due):
      if let item { field("item", item, book) }
      field("amount", amount, currency)
      field("through", through)
      if let due { field("due", due) }
      field("effect", outcome.effect, currency)
    case .rate(let rate): field("rate", rate.text)
    case .service(let code, let amount):
      field("code", code, book)
      field("amount", amount, currency)
    case .verified(let service): field("service", service)
    case .draft(let number, let amount, let due):
      field("draft", number, book)
      field("amount", amount, currency)
      if let due { field("due", due) }
    case .hold(let kind, let item, let from, let until):
      field("hold", kind.word)
      if let item { field("item", item, book) }
      field("from", from)
      if let until { field("until", until) }
    case .released(let hold, let kind):
      field("hold", kind.word)
      field("released", hold)
    case .limit(let limit, let was):
      field("limit", limit: limit, currency)
      field("was", limit: was, currency)
    // What moves money by itself, and what only waits: their keys are written elsewhere.
    case .none, .invoice, .credit, .applied, .reversed, .moved, .user, .approval: break
    }
  }
}

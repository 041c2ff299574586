public import PiperollLedger
public import PiperollWire

// How the ledger's values stand in replies.

extension ReplyWriter {
  mutating func field(_ name: StaticString, _ money: Money, _ currency: Currency) {
    key(name)
    money.write(to: &bytes, decimals: currency.decimals)
  }

  mutating func field(_ name: StaticString, _ day: Day) {
    key(name)
    day.write(to: &bytes)
  }

  mutating func field(_ name: StaticString, _ text: TextReference, _ book: borrowing Book) {
    book.arena.withBytes(text) { field(name, bytes: $0) }
  }

  mutating func cell(_ money: Money, _ currency: Currency) {
    cell(plain: { money.write(to: &$0, decimals: currency.decimals) })
  }

  mutating func cell(_ day: Day) { cell(plain: { day.write(to: &$0) }) }

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
    cell(plain: { bytes in
      Day(milliseconds: milliseconds).write(to: &bytes)
      let time = milliseconds - Int64(Day(milliseconds: milliseconds).number) * 86_400_000
      let parts = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60]
      for (part, before) in zip(parts, ["T", ":", ":"]) {
        bytes.append(contentsOf: before.utf8)
        bytes.append(UInt8(ascii: "0") + UInt8(part / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(part % 10))
      }
      bytes.append(UInt8(ascii: "."))
      bytes.append(contentsOf: String(1000 + time % 1000).utf8.dropFirst())
      bytes.append(UInt8(ascii: "Z"))
    })
  }

  /// The keys of a write's result; the same for the write, its dry run and its repetition.
  public mutating func fields(of outcome: Outcome, dry: Bool = false) {
    if !dry { field("entry", outcome.entry) }
    if let account = outcome.account { field("account", account) }
    let currency = outcome.currency ?? .usd
    switch outcome.detail {
    case .none: break
    case .invoice(let number, let amount, let due):
      field("invoice", number)
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
    case .reversed(let original, let effect):
      field("reversed", original)
      field("effect", effect, currency)
    case .user(let name, let role):
      field("user", name)
      field("role", role.word)
    }
    if let balance = outcome.balance { field("balance", balance, currency) }
  }
}

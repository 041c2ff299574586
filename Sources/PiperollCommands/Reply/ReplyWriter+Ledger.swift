import PiperollLedger
import PiperollWire

// How values of the ledger - money, days, texts, limits - are written in replies.

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

  /// Writes ` account=` of a read, which shows the account.
  mutating func field(shown account: TextReference, _ book: borrowing Book) {
    book.arena.withBytes(account) {
      show(account: $0)
      field("account", bytes: $0)
    }
  }

  /// Writes a cell of an account's id in a read that shows several.
  mutating func cell(shown account: TextReference, _ book: borrowing Book) {
    book.arena.withBytes(account) {
      show(account: $0)
      cell(bytes: $0)
    }
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

  /// Writes a cell of a text; without a value if the text is empty.
  mutating func cell(detail text: String) {
    if text.isEmpty { emptyCell() } else { cell(text) }
  }

  mutating func cell(symbol: UInt32, _ book: borrowing Book) {
    cell(book.symbols[symbol], book)
  }

  /// Writes a cell of a time of UTC, to the millisecond: `2026-11-23T16:46:24.120Z`.
  /// - Parameter milliseconds: since 1970.
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
}

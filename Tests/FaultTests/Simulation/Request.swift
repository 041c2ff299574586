/// A write that the simulation knows everything about.
struct Write {
  enum Kind { case account, invoice, payment, note, reversal }

  /// Its reference is `r` and this number, whatever happens to it.
  let number: Int
  let kind: Kind
  let account: Int
  /// What it does to the account's balance.
  let cents: Int
  /// The request without `ref=`, or a row's cells.
  let line: String
  /// The block that it belongs to: all of its rows, or none.
  var block: Int?

  var ref: String { "r\(number)" }
}

/// What a client asks.
enum Request {
  case write(Write)
  case each([Write])
  case atomic([Write])
  case account(Int)
  case history(Int)
  case reference(Int)
  /// Whether an account could be opened; nothing is written.
  case opening(Int)
  case snapshot, health, verify, control

  var text: String {
    switch self {
    case .write(let write): "\(write.line) ref=\(write.ref)\n"
    case .each(let rows): Self.block("each", rows)
    case .atomic(let rows): Self.block("atomic", rows)
    case .account(let account): "LOOKUP ACCOUNT A-\(account)\n"
    case .history(let account): "LOOKUP HISTORY A-\(account)\n"
    case .reference(let number): "LOOKUP REF r\(number)\n"
    case .opening(let account): "POST ACCOUNT A-\(account) kind=trade name=Other dry=yes\n"
    case .snapshot: "ADMIN SNAPSHOT\n"
    case .health: "ADMIN HEALTH\n"
    case .verify: "REPORT VERIFY\n"
    case .control: "REPORT CONTROL\n"
    }
  }

  /// The writes in it.
  var writes: [Write] {
    switch self {
    case .write(let write): [write]
    case .each(let rows), .atomic(let rows): rows
    default: []
    }
  }

  /// Only payments are sent in blocks.
  private static func block(_ mode: String, _ rows: [Write]) -> String {
    "POST PAYMENT mode=\(mode) <<\naccount\tamount\tref\n"
      + rows.map { "A-\($0.account)\t\(amount(-$0.cents))\t\($0.ref)\n" }.joined() + ".\n"
  }

  /// An amount as the wire has it.
  static func amount(_ cents: Int) -> String {
    let (whole, rest) = abs(cents).quotientAndRemainder(dividingBy: 100)
    return "\(cents < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Of an amount on the wire.
  static func cents(_ amount: String) -> Int? { Int(amount.filter { $0 != "." }) }
}

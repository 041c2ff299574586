/// A write that the simulation knows everything about.
struct Write {
  enum Kind {
    case account, invoice, charge, payment, note, service, hold, contact, amendment, promise
    /// What takes of what is there: how much that is, only the server knows, and it may refuse.
    case movement
    /// Only the server knows what it comes to, or that it comes to nothing.
    case interest
    case reversal
    /// What may be so already.
    case link
    /// What waits for somebody else: its entry is that of the request.
    case asked

    /// Whether the book may refuse it by a rule.
    var mayBeRefused: Bool { [.movement, .reversal, .promise, .link, .asked].contains(self) }
    /// Whether there may be nothing to record.
    var mayBeNothing: Bool { [.interest, .link].contains(self) }
  }

  /// Its reference is `r` and this number, whatever happens to it.
  let number: Int
  let kind: Kind
  let account: Int
  /// What it does to the account's balance; 0 of interest, of which the model learns it.
  let cents: Int
  /// A transfer's other account, whose balance gets what the first one's loses.
  var other: Int?
  /// The request without `ref=`, or a row's cells.
  let line: String
  /// The block or list that it belongs to: all of its writes, or none.
  var block: Int?
  /// It is a list.
  var isListed = false

  var ref: String { "r\(number)" }
  var text: String { "\(line) ref=\(ref)\n" }

  /// Those in whose histories it stands.
  var accounts: Set<Int> { other.map { [account, $0] } ?? [account] }

  /// What it does to an account's balance; nil if it does not stand there.
  func cents(on account: Int) -> Int? {
    account == self.account ? cents : account == other ? -cents : nil
  }
}

/// What a client asks.
enum Request {
  case write(Write)
  case each([Write])
  case atomic([Write])
  /// BEGIN, a line of a list, and COMMIT with all of its lines.
  case begin
  case queued(Write)
  case commit([Write])
  case account(Int)
  case history(Int)
  case reference(Int)
  /// Whether an account could be opened; nothing is written.
  case opening(Int)
  case snapshot, health, verify, control
  /// The machine makes another administrator.
  case boss

  var text: String {
    switch self {
    case .write(let write), .queued(let write): write.text
    case .begin: "BEGIN\n"
    case .commit: "COMMIT\n"
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
    case .boss: "ADMIN USER boss role=admin\n"
    }
  }

  /// The writes that it runs.
  var writes: [Write] {
    switch self {
    case .write(let write): [write]
    case .each(let rows), .atomic(let rows), .commit(let rows): rows
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

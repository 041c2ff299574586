import PiperollLedger
import PiperollWire

extension ApprovalNeed: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension ApprovalState: WireWord { static let words = PiperollCommands.words(of: Self.self) }

extension ApprovalNeed {
  /// Why a write waits, for people, behind "it".
  fileprivate var predicate: String {
    switch self {
    case .closedPeriod: "is dated into a closed period"
    case .reopening: "opens a closed period"
    default: "is more than your \(word)"
    }
  }
}

extension ApprovalNeeds {
  /// Their words, with commas between them.
  var words: String { all.map(\.word).joined(separator: ",") }

  /// Why a write waits, for people.
  var sentence: String { "it " + all.map(\.predicate).joined(separator: " and ") }
}

extension ReplyWriter {
  /// The keys of what waits for an approval, or waited.
  mutating func fields(ofApproval row: UInt32, in book: borrowing Book) {
    let approval = book.approvals[row]
    field("approval", approval.entry)
    if let account = approval.accountRow { field("account", book.accounts[account].id, book) }
    field("need", approval.needs.words)
    if let currency = approval.currency, approval.amount > .zero {
      field("amount", approval.amount, currency)
    }
    field("expires", approval.expires)
    if let decided = approval.decided { field("decided", decided) }
  }
}

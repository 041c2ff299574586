import PiperollLedger

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

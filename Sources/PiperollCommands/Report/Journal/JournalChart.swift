import PiperollLedger

/// What an export calls the accounts of the general ledger: by the policies, as REPORT TRIAL of the
/// export's last day does. Each has one name in the whole file, whatever it was called on the days
/// before: so what stands on a name balances on every day.
///
/// In front stands one of the top accounts that hledger and beancount know. `:` in a name makes
/// accounts beneath one another; one that begins with a top account says where it belongs itself.
struct JournalChart {
  /// By the number of a ledger account: with `:` between their parts.
  private var names = [String](repeating: "", count: LedgerAccount.count)

  private static let tops: Set = ["assets", "liabilities", "equity", "income", "expenses"]

  /// - Parameter blank: what may stand between words.
  /// - Parameter legal: a part of a name in the signs that the reader takes; may be empty.
  init(
    _ book: borrowing Book, on day: Day, blank: String, legal: (String) -> String
  ) {
    /// Which name of the policies, and where it belongs, was written so.
    var sources: [String: String] = [:]
    let all = LedgerAccount.allCases
    for account in all.filter(\.isPersonal) + all.filter({ !$0.isPersonal }) {
      let text = book.name(of: account, on: day)
      let (top, parts) = Self.place(of: account, text, legal)
      var name = ([top] + parts).joined(separator: ":")
      if !account.isPersonal { name = besideOwners(name, blank) }
      // Two names may have become one: only what the policies call the same is the same.
      let source = "\(top):\(text)"
      while sources[name, default: source] != source { name += "-\(account.word)" }
      sources[name] = source
      names[Int(account.rawValue)] = name
    }
  }

  subscript(account: LedgerAccount) -> String { names[Int(account.rawValue)] }

  /// The accounts of the same name; the first of them may be another.
  func sharing(_ account: LedgerAccount) -> [LedgerAccount] {
    LedgerAccount.allCases.filter { self[$0] == self[account] }
  }

  /// The top account, and what stands beneath it.
  private static func place(
    of account: LedgerAccount, _ text: String, _ legal: (String) -> String
  ) -> (top: String, parts: [String]) {
    var parts = text.split(separator: ":").map { legal(String($0)) }.filter { !$0.isEmpty }
    var top = account.top
    if parts.count > 1, tops.contains(parts[0].lowercased()) {
      top = parts.removeFirst().lowercased()
    }
    if parts.isEmpty { parts = [legal(account.word)] }
    return (legal(top), parts)
  }

  /// What would be beneath an account that is kept by owners, where it may be taken for one of
  /// them, stands beside it.
  private func besideOwners(_ name: String, _ blank: String) -> String {
    for account in LedgerAccount.allCases where account.isPersonal {
      let parent = self[account] + ":"
      if name.hasPrefix(parent) {
        return self[account] + blank + name.dropFirst(parent.count).replacing(":", with: blank)
      }
    }
    return name
  }
}

extension LedgerAccount {
  /// Where it belongs, if its name does not say.
  fileprivate var top: String {
    switch self {
    case .receivables, .cash, .transfers, .loans: "assets"
    case .unapplied, .refunds: "liabilities"
    case .revenue, .fees, .interest, .costs, .recoveries: "income"
    case .creditMemos, .adjustments, .badDebt: "expenses"
    }
  }
}

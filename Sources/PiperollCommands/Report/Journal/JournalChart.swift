import PiperollLedger

/// The names of the general ledger's accounts in an export. They come from the policies, as in
/// REPORT TRIAL of the last day. An account has one name in the whole file, even if the policies
/// called it otherwise on earlier days, so that its balance is right on every day.
///
/// A name begins with one of the top accounts that hledger and beancount know. A `:` in a policy's
/// name makes subaccounts. A policy's name that begins with a top account itself is put under that
/// one.
struct JournalChart {
  /// The names, by the number of the ledger account, with `:` between their parts.
  private var names = [String](repeating: "", count: LedgerAccount.count)

  private static let tops: Set = ["assets", "liabilities", "equity", "income", "expenses"]

  /// - Parameter day: the last day of the export.
  /// - Parameter blank: what may stand between the words of a name.
  /// - Parameter legal: turns a part of a name into characters that the reading program takes. The
  ///   result may be empty.
  init(
    _ book: borrowing Book, on day: Day, blank: String, legal: (String) -> String
  ) {
    /// For each name that was given: the top account and the policy's name that it was made from.
    var sources: [String: String] = [:]
    let all = LedgerAccount.allCases
    for account in all.filter(\.isPersonal) + all.filter({ !$0.isPersonal }) {
      let text = book.name(of: account, on: day)
      let (top, parts) = Self.place(of: account, text, legal)
      var name = ([top] + parts).joined(separator: ":")
      if !account.isPersonal { name = besideOwners(name, blank) }
      // `legal` may make one name of two. Only accounts that the policies call the same share one.
      let source = "\(top):\(text)"
      while sources[name, default: source] != source { name += "-\(account.word)" }
      sources[name] = source
      names[Int(account.rawValue)] = name
    }
  }

  subscript(account: LedgerAccount) -> String { names[Int(account.rawValue)] }

  /// The ledger accounts that have the same name as this one, in order, with this one among them.
  func sharing(_ account: LedgerAccount) -> [LedgerAccount] {
    LedgerAccount.allCases.filter { self[$0] == self[account] }
  }

  /// The top account of a ledger account, and the parts of its name below that.
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

  /// A name that stands beside, and not below, a ledger account that has a subaccount for each
  /// account of the book (a "personal" one). Below it the name could be taken for one of these
  /// subaccounts.
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
  /// The top account under which it is put, if its name does not say.
  fileprivate var top: String {
    switch self {
    case .receivables, .cash, .transfers, .loans: "assets"
    case .unapplied, .refunds: "liabilities"
    case .revenue, .fees, .interest, .costs, .recoveries: "income"
    case .creditMemos, .adjustments, .badDebt: "expenses"
    }
  }
}

import PiperollLedger

// Services and drafts in the model; no money moves in them.

extension Model {
  struct Service {
    var entry: UInt64
    var account: Int
    var amount: Int64
    var date: Int
    var verified: Int?
    /// The entry of the invoice or draft that it is on.
    var billedBy: UInt64?
    /// The day on which the last of the documents that it was on ended.
    var freed = Int.min
    var voided = Int.max

    func isBilled(from day: Int) -> Bool { billedBy != nil || day < freed }
  }

  struct Draft {
    var entry: UInt64
    var account: Int
    var number: String
    var amount: Int64
    var date: Int
    var due: Int?
    var isEnded = false
  }

  /// Whether an item or a draft that has not ended has a number.
  func hasNumber(_ number: String?, _ account: Int) -> Bool {
    invoices.contains { $0.account == account && $0.number == number }
      || drafts.contains { $0.account == account && $0.number == number && !$0.isEnded }
  }

  /// The rule that an invoice with some services breaks; nil if it breaks none.
  func contentsRule(
    _ entries: [UInt64], _ amount: Int64, account: Int, isDraft: Bool, on day: Int
  ) -> String? {
    if entries.isEmpty { return nil }
    var (seen, total) = (Set<UInt64>(), Int64(0))
    for entry in entries {
      let service = services.first { $0.entry == entry }!
      if service.voided != Int.max { return "already_reversed" }
      if !seen.insert(entry).inserted { return "service_repeated" }
      if service.account != account { return "service_on_other_account" }
      if service.billedBy != nil { return "service_billed" }
      if day < service.date { return "before_service" }
      total += service.amount
    }
    if total != amount { return "lines_differ" }
    let isUnverified = services.contains { seen.contains($0.entry) && $0.verified == nil }
    return isUnverified && !isDraft ? "service_unverified" : nil
  }

  /// Notes the day on which an invoice or a draft ends, for the services that are on it.
  mutating func endBilling(by document: UInt64, on day: Int) {
    for place in services.indices where services[place].billedBy == document {
      services[place].freed = Swift.max(services[place].freed, day)
    }
  }

  mutating func bill(_ entries: [UInt64], by document: UInt64?) {
    for place in services.indices where entries.contains(services[place].entry) {
      services[place].billedBy = document
    }
  }

  func services(on document: UInt64) -> [UInt64] {
    services.filter { $0.billedBy == document }.map(\.entry)
  }

  /// How much of a currency's services nobody had verified by the end of a day.
  func unverified(_ currency: String, asOf day: Int) -> Int64 {
    services.filter {
      accounts[$0.account].currency == currency && $0.date <= day && day < $0.voided
        && ($0.verified ?? Int.max) > day
    }.reduce(0) { $0 + $1.amount }
  }
}

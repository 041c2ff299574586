/// What rows came to.
enum RowFate: String, CaseIterable {
  case posted
  case before = "there before"
  case pending = "waits for approval"
  case
    nothing = "nothing to do"
  case refused

  /// As a key of the row that `--tsv` and `--json` print.
  var key: String {
    switch self {
    case .posted: "posted"
    case .before: "before"
    case .pending: "pending"
    case .nothing: "nothing"
    case .refused: "refused"
    }
  }
}

/// How many rows came to what, and their amounts.
struct PostTotals {
  struct Total: Equatable {
    var rows = 0
    var sum = AmountSum()

    mutating func add(_ amount: AmountSum?) {
      rows += 1
      if let amount { sum += amount }
    }
  }

  private(set) var all = Total()
  private(set) var byFate: [RowFate: Total] = [:]
  /// By the value of `--total-by`, in the order in which they came.
  private(set) var byGroup: [(name: String, total: Total)] = []
  /// Rows whose amount cannot be read.
  private(set) var unread = 0

  /// More values than these are no currencies, and would take memory.
  static let groupsMax = 100

  /// Throws a usage error for too many values of `--total-by`.
  mutating func add(_ row: BlockRow, _ fate: RowFate, isGrouped: Bool) throws {
    all.add(row.amount)
    byFate[fate, default: Total()].add(row.amount)
    if row.amount == nil { unread += 1 }
    guard isGrouped else { return }
    let name = row.group.isEmpty ? "(blank)" : row.group
    if let index = byGroup.firstIndex(where: { $0.name == name }) {
      byGroup[index].total.add(row.amount)
      return
    }
    guard byGroup.count < Self.groupsMax else {
      throw ClientError(.usage, "--total-by: the column has more than \(Self.groupsMax) values")
    }
    var total = Total()
    total.add(row.amount)
    byGroup.append((name, total))
  }
}

/// By what the accounts of a report are grouped.
public enum Grouping: UInt8, CaseIterable, Sendable {
  case kind, account, collector, portfolio, client, currency, total

  /// The group number of the accounts that a report is not about. No account's row has this number.
  static let others = UInt32.max
}

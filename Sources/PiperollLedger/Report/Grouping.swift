/// What a report's accounts are grouped by.
public enum Grouping: UInt8, CaseIterable, Sendable {
  case kind, account, collector, portfolio, client, currency, total

  /// The group of the accounts that a report is not about; no account's row has this number.
  static let others = UInt32.max
}

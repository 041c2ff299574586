@testable import PiperollLedger

// Chains as lists, so that tests can compare them as a whole.

extension Book {
  func openItems(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachOpenItem(of: account) { rows.append($0) }
    return rows
  }

  func openCredits(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachOpenCredit(of: account) { rows.append($0) }
    return rows
  }

  func contactRows(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachContact(of: account) { rows.append($0) }
    return rows
  }

  func phoneRows(of contact: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachPhoneRow(of: contact) { rows.append($0) }
    return rows
  }
}

extension Aging.Row {
  var amounts: [Int64] { (0..<AgingBuckets.standard.count).map { buckets[$0].minor } }
}

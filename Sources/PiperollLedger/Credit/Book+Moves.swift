// What credits paid, and what entries set against items or took off them.

/// What has become of a credit.
public struct CreditUse: Equatable, Sendable {
  /// Set against items that the debtor owed.
  public internal(set) var applied = Money.zero
  /// Paid out.
  public internal(set) var refunded = Money.zero
  /// Moved to other accounts.
  public internal(set) var transferred = Money.zero
  /// Set against nothing.
  public internal(set) var unapplied = Money.zero
}

extension Book {
  /// What an entry set against items of an account, or took off them (below zero), in the order in
  /// which it did so. What covers only the item that the same entry made is left out: that of a
  /// refund or a transfer. So is all that covers a recovery.
  public func itemMoves(by number: EntryNumber) -> [(item: UInt32, amount: Money)] {
    var moves: [(item: UInt32, amount: Money)] = []
    for place in applicationRows(by: number) {
      let row = applications[place]
      if items[row.item].entry == number || items[row.item].kind == .recovery { continue }
      if moves.last?.item == row.item {
        moves[moves.count - 1].amount += row.amount
      } else {
        moves.append((row.item, row.amount))
      }
    }
    return moves
  }

  /// What had become of a credit by the end of a day.
  public func use(ofCredit credit: UInt32, asOf day: Day) -> CreditUse {
    var use = CreditUse()
    use.unapplied = unapplied(ofCredit: credit, asOf: day)
    forEachApplication(ofCredit: credit) {
      let row = applications[$0]
      guard isInForce(row, asOf: day) else { return }
      switch items[row.item].kind {
      case .refund: use.refunded += row.amount
      case .transfer: use.transferred += row.amount
      case .invoice, .fee, .late, .court, .repossession, .interest, .nsf, .adjustment, .recovery,
        .principal:
        use.applied += row.amount
      }
    }
    return use
  }

  /// The applications of a credit and their corrections, up to the end of a day, oldest first.
  public func applicationRows(ofCredit credit: UInt32, asOf last: Day) -> [UInt32] {
    var rows: [UInt32] = []
    forEachApplication(ofCredit: credit) {
      if applications[$0].effective <= last { rows.append($0) }
    }
    return rows.reversed()
  }

  /// The account that got the credit of a transfer, by the transfer's item; nil for another item.
  public func target(ofTransfer item: UInt32) -> UInt32? {
    guard items[item].kind == .transfer else { return nil }
    return documents(of: items[item].entry).credit.map { credits[$0].account }
  }

  /// The entries of payments and recoveries whose tender details hold a value under a name, such as
  /// `check=8812`, in their order.
  /// - Parameter account: the only account to look on; nil for all, which reads all tender details.
  public func entries(withTender detail: String, of account: UInt32?) -> [EntryNumber] {
    let wanted = Array(detail.utf8)
    var found: [EntryNumber] = []
    if let account {
      forEachCredit(of: account) {
        let number = credits[$0].entry
        if holds(tenderDetails(of: number), wanted) { found.append(number) }
      }
      return found.reversed()
    }
    for place in 0..<tenderDetails.count where holds(tenderDetails[place].text, wanted) {
      found.append(tenderDetails[place].entry)
    }
    return found
  }

  /// How long a check's number is looked for: a bank need not pay a check that is older than six
  /// months (UCC 4-404). So many credits of that time are looked through at the most, since the
  /// same check twice is mostly typed twice in a row.
  private static var checkMilliseconds: Int64 { 184 * Zone.dayMilliseconds }
  private static var creditsLookedThrough: Int { 1000 }

  /// The last payment or recovery before an entry that has its check's number, on the same account;
  /// nil if there is none, or if that was reversed before the entry.
  public func sameCheck(before number: EntryNumber) -> EntryNumber? {
    let details = tenderDetails(of: number)
    if details.isEmpty { return nil }
    let word = arena.withBytes(details) { Array($0.prefix { $0 != 0x20 }) }
    guard word.starts(with: Array("check=".utf8)) else { return nil }
    let oldest = entries[Int(number) - 1].recorded - Self.checkMilliseconds
    var (row, place) = (documents(of: number).credit ?? none, tenderDetails.count)
    for _ in 0..<Self.creditsLookedThrough where row != none {
      row = credits[row].previousOfAccount
      guard row != none else { return nil }
      let earlier = credits[row].entry
      let entry = entries[Int(earlier) - 1]
      if entry.recorded < oldest { return nil }
      let reversal = EntryNumber(entry.reversedBy)
      guard entry.hasTenderDetails, reversal == 0 || reversal > number else { continue }
      place = tenderDetails.firstRow(from: place) { $0.entry >= earlier }
      if holds(tenderDetails[place].text, word) { return earlier }
    }
    return nil
  }

  /// Whether a text of words with blanks between them has a word.
  private func holds(_ text: TextReference, _ word: [UInt8]) -> Bool {
    arena.withBytes(text) { bytes in
      var start = 0
      while start + word.count <= bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x20 { end += 1 }
        if bytes[start..<end].elementsEqual(word) { return true }
        start = end + 1
      }
      return false
    }
  }
}

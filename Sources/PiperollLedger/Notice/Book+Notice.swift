extension Book {
  mutating func apply(_ fact: NoticeMade, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let notice = UInt32(notices.count)
    let first = UInt32(noticeParts.count)
    for part in fact.parts {
      noticeParts.append(
        NoticePartRow(
          notice: notice, item: item(of: part.item), due: part.due,
          levelWord: UInt32(part.level)))
    }
    row.account = account
    row.subject = notices.append(
      NoticeRow(
        payNow: fact.payNow, fee: fact.fee, token: fact.token, hash: fact.hash,
        entryWord: UInt32(number),
        account: account, contact: entries[Int(fact.contact) - 1].subject, made: row.effective,
        firstPart: first, partCount: UInt32(fact.parts.count),
        previousOfAccount: beginChain(.notices, of: account, with: notices.count),
        channelByte: fact.channel.rawValue, templateByte: fact.template.rawValue,
        level: fact.parts.map(\.level).max() ?? 0))
  }

  /// Whether a notice was ever made for an account.
  public func hasNotices(_ account: UInt32) -> Bool { has(.notices, account) }

  /// The notices of an account that were made by the end of a day, newest first.
  public func notices(of account: UInt32, asOf day: Day) -> [UInt32] {
    var rows: [UInt32] = []
    forEach(notices, of: account) { if notices[$0].made <= day { rows.append($0) } }
    return rows
  }

  /// What came to a level by a notice.
  public func parts(ofNotice notice: UInt32) -> [NoticePartRow] {
    let row = notices[notice]
    return (0..<row.partCount).map { noticeParts[row.firstPart + $0] }
  }

  /// The notices that were recorded behind one entry, up to another, in their order.
  public func notices(after first: EntryNumber, upTo last: EntryNumber) -> [UInt32] {
    let begin = notices.firstRow { $0.entry > first }
    let end = notices.firstRow { $0.entry > last }
    return Array(UInt32(begin)..<UInt32(end))
  }

  /// The row of the email that has a code; nil if none has it.
  public func notice(quoting token: UInt64) -> UInt32? {
    // What goes on paper shows no code.
    (0..<UInt32(notices.count)).last {
      notices[$0].channel == .email && notices[$0].token >> 4 == token >> 4
    }
  }

  /// The row of the notice that an entry made; nil if it made none.
  public func notice(madeBy number: EntryNumber) -> UInt32? {
    guard let entry = entry(number), entry.kind == .notice else { return nil }
    return entry.subject
  }

  /// The email address to which a notice goes; empty for a letter. The note says it that was
  /// recorded with the notice.
  public func address(ofNotice row: NoticeRow) -> String {
    let note = continuation(of: row.entry).first { entries[Int($0) - 1].kind == .note }
    return note.flatMap { noteRow(of: $0) }.map { text($0.point) } ?? ""
  }

  /// The row of the item by which a notice's fee is charged; nil if it has none.
  func fee(ofNotice row: NoticeRow) -> UInt32? {
    let next = Int(row.entry)
    guard row.fee > .zero, next < entries.count, entries[next].isContinuation,
      entries[next].kind == .charge
    else { return nil }
    return entries[next].subject
  }

  /// Whether an item is the fee of a notice. Such a fee begins no dunning of its own, or each
  /// letter would lead to the next.
  func isFeeOfNotice(_ item: UInt32) -> Bool {
    let number = items[item].entry
    guard items[item].kind == .fee, number > 1, entries[Int(number) - 1].isContinuation else {
      return false
    }
    return entries[Int(number) - 2].kind == .notice
  }

  /// To which level each item, or instalment, of an account has come by the end of a day, and by a
  /// notice of which day.
  func dunned(on account: UInt32, asOf day: Day) -> [Late: (level: Int, on: Day)] {
    var dunned: [Late: (level: Int, on: Day)] = [:]
    for notice in notices(of: account, asOf: day) {
      let made = notices[notice].made
      for part in parts(ofNotice: notice) {
        let late = Late(item: part.item, due: part.due)
        let known = dunned[late]
        dunned[late] = (
          max(known?.level ?? 0, Int(part.level)), max(known?.on ?? made, made)
        )
      }
    }
    return dunned
  }
}

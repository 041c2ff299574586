import Testing

@testable import PiperollLedger

// Tasks of the book that is forged, and how its rows are read.

extension ForgedBookTests {
  /// Makes tasks of account 0: one of each kind, of which the first is ended.
  static func tasks(on play: Play) {
    let account = play.book.accounts[0].opened
    let numbers = TaskKind.allCases.map { kind in
      play.record(
        Fact(
          TaskSet(
            account: account, kind: kind, due: 1_800_000_000_000, day: Play.day(20),
            hasMinute: kind == .callback, user: kind == .escalation ? "lena" : "",
            queue: kind == .escalation ? .supervisor : nil)), on: 10)
    }
    play.record(Fact(Ended(entry: numbers[0])), on: 12)
    let contact = play.book.contacts[0].entry
    for matched in [FactorSet(.zip), []] {
      play.record(
        Fact(
          Identified(
            account: account, contact: matched.isEmpty ? nil : contact, matched: matched,
            missed: FactorSet(.born), isVerified: !matched.isEmpty)), on: 13)
    }
    let item = play.book.items[play.book.accounts[0].firstOpenItem]
    for _ in 0..<2 {
      let notice = NoticeMade(
        account: account, contact: contact, channel: .letter, template: .reminder1,
        payNow: item.amount, fee: .zero, token: 1, hash: NoticeHash(),
        parts: [NoticeMade.Part(item: item.entry, due: Play.day(5), level: 1)])
      play.record(Fact(notice), on: 13)
    }
    for text in ["Subject: A\n", ""] {
      play.record(Fact(TemplateSet(.receipt, .english, .text, text: text)), on: 12)
    }
    var note = NoteTaken(account: account, kind: .email, direction: .in)
    note.at = 1_700_000_000_000
    play.record(Fact(NoteTakenAtTime(plain: note)), on: 12)
  }

  func readTasks(of account: UInt32, _ book: borrowing Book, _ day: Day, _ steps: inout Steps) {
    for row in book.tasks(of: account, asOf: day) {
      _ = (row.kind, row.queue, row.hasMinute, row.day.text, book.text(symbol: row.user))
      _ = try? book.decideEnd(of: row.entry, on: day)
      steps.take(Int(row.account))
    }
    for place in 0..<book.noteTimes.count { _ = book.time(ofNote: book.noteTimes[place].entry) }
    for notice in book.notices(of: account, asOf: day) {
      let row = book.notices[notice]
      _ = (row.channel, row.template.word, row.hash.text, book.address(ofNotice: row))
      _ = book.askedFor(by: account, on: day)
      steps.take(book.parts(ofNotice: notice).count)
    }
    _ = book.dunning(of: account, on: day, at: 1_800_000_000_000)
    _ = NoticeReport(book, from: .first, asOf: day) { _ in true }
    if let template = book.template(of: .receipt, .english, .text, on: day) {
      steps.take(book.text(book.templates[template].text).utf8.count)
    }
    let talk = Talk(by: "maria", after: 0, on: account)
    steps.take(book.misses(in: talk) + book.identified(in: talk).count)
    for caller in book.callers(of: account, for: Viewer("maria", .admin), on: day) {
      _ = (caller.factors.text, caller.mayBeTold)
    }
    var told = ToldIdentity()
    (told.zip, told.street, told.born) = ("97201", "12 Main", day)
    _ = try? book.decideIdentification(
      told, account: account, contact: nil, for: Viewer("maria", .admin), in: talk, on: day)
    _ = try? book.decideTask(
      TaskWish(.plain, at: Moment(day: day, minute: 5)), account: account, on: day)
  }
}

import PiperollLedger
import PiperollWire

extension SectionSpec {
  /// Who may be on the line about an account, and what to ask them.
  static let callers = SectionSpec(
    "callers", .rows,
    [
      ColumnSpec("account"), ColumnSpec("contact", .count), ColumnSpec("role"),
      ColumnSpec("name"), ColumnSpec("number"), ColumnSpec("language"), ColumnSpec("ask"),
      ColumnSpec("verdict"), ColumnSpec("rule"), ColumnSpec("until"), ColumnSpec("must"),
    ])
}

extension ContactAnswer {
  /// What has to be seen to, and that they have to show who they are, with commas between.
  func mustText(isGuarded: Bool) -> String {
    let must = isGuarded && !self.must.contains(.identify) ? self.must + [.identify] : self.must
    return must.map(\.word).joined(separator: ",")
  }
}

extension ReplyWriter {
  /// Writes a row for each number of each person of an account, and one for who has none.
  /// - Parameter number: only this number, where it is known.
  mutating func write(
    callersOf account: UInt32, _ number: PhoneNumber?, isGuarded: Bool, _ context: Context,
    _ book: borrowing Book
  ) {
    let calls = MayCallAnswers.calls(
      to: account, asOf: context.today, at: context.now, for: context.viewer, in: book)
    for person in book.callers(of: account, for: context.viewer, on: context.today) {
      if book.isRestricted(person.contact) { showsRestricted = true }
      let answers = calls.all.filter { $0.known.contact == person.contact }
      if number == nil, answers.isEmpty {
        write(person, on: account, nil, isGuarded: isGuarded, context, book)
      }
      for one in answers where number.map({ one.point.point.isSame(.phone($0)) }) ?? true {
        write(person, on: account, one, isGuarded: isGuarded, context, book)
      }
    }
  }

  private mutating func write(
    _ person: Caller, on account: UInt32, _ call: MayCallAnswers.One?, isGuarded: Bool,
    _ context: Context, _ book: borrowing Book
  ) {
    let known = Person(book, contact: person.contact, on: account, asOf: context.today)
    let row = book.contact(person.contact, on: context.today)
    beginRow()
    cell(book.accounts[account].id, book)
    cell(row.entry)
    cell(person.role.word)
    cell(row.name, book)
    cell(detail: call?.point.point.shown ?? "")
    cell(detail: known.language)
    cell(detail: isGuarded && person.mayBeTold ? person.factors.text : "")
    cell(detail: call?.answer.verdict.word ?? "")
    cell(detail: call?.answer.rule?.word ?? "")
    cell(detail: call?.answer.until.map { utcText($0) } ?? "")
    cell(detail: call?.answer.mustText(isGuarded: isGuarded) ?? "")
    endRow()
  }
}

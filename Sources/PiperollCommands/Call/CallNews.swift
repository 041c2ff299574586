public import PiperollLedger
public import PiperollWire

/// What a user's consoles are told of a call to them.
public struct CallNews: Sendable {
  /// Accounts that are named: as many as a person chooses from at a glance.
  fileprivate static let accountsMax = 9

  fileprivate let number: PhoneNumber?
  fileprivate let state: CallState
  fileprivate let name: CallerName
  /// What the call is called: no two calls of a user have the same.
  fileprivate let id: String
  /// How long they talked; nil: they did not, or do still.
  fileprivate let minutes: Int?
  /// What was said, for the audit trail.
  public let line: [UInt8]

  /// What a telephone has said of a call, and the call as it is known now: a person may have told
  /// its number since.
  /// - Parameter id: what consoles are told that the call is called.
  public init(_ said: CallSaid, of call: LiveCall, id: String) {
    (number, minutes, self.id) = (call.number, call.minutes, id)
    (state, name, line) = (said.state, said.name, said.line)
  }
}

extension ReplyWriter {
  /// Writes the line that tells a console of a call:
  /// `* CALL seq=4 state=ringing call=+12125550147 accounts=1 account=C-20417 ...`. It has nothing
  /// of what is owed.
  /// - Parameter seq: how many events there were for the session, with this one.
  /// - Returns: how many accounts it names.
  public mutating func push(
    _ news: CallNews, seq: Int, in book: borrowing Book, _ context: Context
  ) -> Int {
    let found =
      news.number.map { PhoneMatch.all(of: $0, on: .last, context.viewer, book) } ?? []
    var accounts: [UInt32] = []
    for match in found where !accounts.contains(match.account) { accounts.append(match.account) }
    let named = accounts.prefix(CallNews.accountsMax)
    bytes.append(text: "* CALL")
    field("seq", seq)
    field("state", news.state.word)
    field(caller: news.number)
    if !news.name.text.isEmpty { field("name", news.name.text) }
    field("accounts", accounts.count)
    if !named.isEmpty { field(candidates: named, book) }
    if let minutes = news.minutes { field("minutes", minutes) }
    if news.state < .ended, let first = found.first {
      let isGuarded = accounts.contains { context.mustIdentify($0, in: book) }
      field(of: first, news, isGuarded: isGuarded, book, context)
    }
    field("id", news.id)
    endLine()
    return named.count
  }

  private mutating func field(candidates: ArraySlice<UInt32>, _ book: borrowing Book) {
    let ids = candidates.map { book.text(book.accounts[$0].id) }
    for id in ids { Array(id.utf8).withUnsafeBytes { show(account: $0) } }
    field("account", ids.joined(separator: ","))
  }

  /// Who it may be, and what the rules of contact say of a call back to them.
  private mutating func field(
    of match: PhoneMatch, _ news: CallNews, isGuarded: Bool, _ book: borrowing Book,
    _ context: Context
  ) {
    let (account, contact) = (match.account, book.phones[match.phone].contact)
    if book.isRestricted(contact) { showsRestricted = true }
    field("contact", book.contact(contact, on: context.today).entry)
    field("role", match.role(on: .last, book).word)
    field("contact-name", book.contact(contact, on: context.today).name, book)
    let person = Person(book, contact: contact, on: account, asOf: context.today)
    if !person.language.isEmpty { field("language", person.language) }
    let calls = MayCallAnswers.calls(
      to: account, asOf: context.today, at: context.now, for: context.viewer, in: book)
    let answer = calls.all.first { one in
      one.known.contacts.contains(contact)
        && news.number.map { one.point.point.isSame(.phone($0)) } ?? false
    }?.answer
    if let answer {
      field("verdict", answer.verdict.word)
      if let rule = answer.rule { field("rule", rule.word) }
      if let until = answer.until { field("until", utcText(until)) }
    }
    let must =
      answer?.mustText(isGuarded: isGuarded) ?? (isGuarded ? ContactMust.identify.word : "")
    if !must.isEmpty { field("must", must) }
  }
}

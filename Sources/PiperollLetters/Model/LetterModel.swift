public import PiperollLedger

/// All that a template may name, of one letter in one language.
public struct LetterModel: Sendable {
  let record: LetterRecord

  init(record: LetterRecord) { self.record = record }

  /// The model of a letter.
  /// - Parameter book: the book, or a view of it, as it was known at the letter's entry.
  /// - Parameter seal: what makes opt-out tokens.
  public init(
    of letter: LetterCase, in book: borrowing Book, _ language: LetterLanguage, seal: LetterSeal
  ) {
    let maker = ModelMaker(letter, language, in: book)
    var values = maker.people(book)
    values.merge(maker.amounts(book)) { _, new in new }
    values.merge(maker.subject(book)) { _, new in new }
    values["items"] = .records(maker.items(book))
    values["validation"] = maker.validation(book)
    values["by_email"] = .flag(letter.channel != .letter)
    values["must"] = .text(maker.collectorStatement(book))
    values["opt_out"] = .text(maker.optOut(book, seal))
    record = LetterRecord(values)
  }
}

/// Makes the values of one letter.
struct ModelMaker {
  let letter: LetterCase
  let language: LetterLanguage
  let currency: Currency
  var day: Day { letter.date }

  init(_ letter: LetterCase, _ language: LetterLanguage, in book: borrowing Book) {
    (self.letter, self.language) = (letter, language)
    currency = book.accounts[letter.account].currency
  }

  func text(_ amount: Money) -> LetterValue { .text(language.money(amount, currency)) }

  /// An amount that is left out where it is zero.
  func textIfAny(_ amount: Money) -> LetterValue { amount == .zero ? .nothing : text(amount) }

  func text(_ day: Day?) -> LetterValue { day.map { .text(language.date($0)) } ?? .nothing }

  func text(_ number: EntryNumber) -> LetterValue { .text("\(number)") }

  /// A number that is left out where it is zero.
  func textIfAny(_ number: Int) -> LetterValue { number == 0 ? .nothing : .text("\(number)") }

  // MARK: Who writes to whom

  func people(_ book: borrowing Book) -> [String: LetterValue] {
    let account = book.account(letter.account, on: day)
    let contact = letter.contact.map { book.contact($0, on: day) }
    let id = book.text(account.id)
    return [
      "letter": record([
        "date": text(day), "level": textIfAny(letter.level), "entry": text(letter.entry),
      ]),
      "desk": record([
        "name": .text(deskName(book)), "phone": .text(book.words(of: .deskPhone, on: day)),
        "hours": .text(book.words(of: .deskHours, on: day)),
        "email": .text(book.words(of: .deskEmail, on: day)),
        "site": .text(book.words(of: .deskSite, on: day)),
        "address": .texts(AddressLines.lines(of: book.words(of: .deskAddress, on: day))),
      ]),
      "debtor": record([
        "name": .text(book.text(contact?.name ?? account.name)),
        "address": .texts(contact.map { AddressLines.lines(of: book.text($0.address)) } ?? []),
      ]),
      "account": record(["id": .text(id), "masked": .text(Self.masked(id))]),
      "creditor": .text(creditor(on: day, book)),
      "currency": .text(currency.code),
    ]
  }

  func record(_ values: [String: LetterValue]) -> LetterValue { .record(LetterRecord(values)) }

  func deskName(_ book: borrowing Book) -> String {
    let name = book.words(of: .deskName, on: day)
    return name.isEmpty ? language.ourselves : name
  }

  /// Whose debt it was on a day.
  private func creditor(on day: Day, _ book: borrowing Book) -> String {
    let client = book.text(symbol: book.account(letter.account, on: day).client)
    return client.isEmpty ? deskName(book) : client
  }

  /// How many letters or digits of an account's id a letter shows.
  private static var shownMax: Int { 4 }

  /// The end of an account's id behind a star for each other character: what 12 CFR
  /// 1006.34(c)(2)(iv) calls truncated. No more than half of a short one is shown.
  static func masked(_ id: String) -> String {
    let shown = min(shownMax, (id.count + 1) / 2)
    return String(repeating: "*", count: id.count - shown) + id.suffix(shown)
  }

  // MARK: What is asked for

  func amounts(_ book: borrowing Book) -> [String: LetterValue] {
    var (pastDue, notDue) = (Money.zero, Money.zero)
    for open in book.openItems(of: letter.account, asOf: day) {
      if book.agedDue(of: open.item, on: day) < day {
        pastDue += open.left
      } else {
        notDue += open.left
      }
    }
    return [
      "past_due": text(pastDue), "not_due": textIfAny(notDue),
      "unapplied": textIfAny(book.unapplied(of: letter.account, asOf: day)),
      "balance": text(book.balance(of: letter.account, asOf: day)),
      "fee": textIfAny(letter.fee), "pay_now": text(letter.payNow),
    ]
  }

  func items(_ book: borrowing Book) -> [LetterRecord] {
    let asked =
      letter.items.isEmpty
      ? book.openItems(of: letter.account, asOf: day).map { LetterCase.Item(item: $0.item) }
      : letter.items
    let disputed =
      book.hasDisputes(letter.account) ? book.disputedAmounts(of: letter.account, on: day) : [:]
    return asked.map { asked in
      let row = book.items[asked.item]
      let open = book.remaining(ofItem: asked.item, asOf: day)
      let due = book.agedDue(of: asked.item, on: day)
      return LetterRecord([
        "number": .text(book.text(row.number)), "date": text(row.date), "due": text(due),
        "days": textIfAny(max(day - due, 0)), "amount": text(row.amount), "open": text(open),
        "disputed": textIfAny(min(disputed[asked.item] ?? .zero, open)),
        "level": textIfAny(asked.level),
      ])
    }
  }

  /// The itemization and the end of the validation period.
  func validation(_ book: borrowing Book) -> LetterValue {
    guard letter.name == .validation, let sum = Itemization(book, letter.account, on: day) else {
      return .nothing
    }
    return record([
      "itemized": text(sum.date), "then": text(sum.then), "interest": text(sum.interest),
      "fees": text(sum.fees), "payments": text(sum.payments), "credits": text(sum.credits),
      "now": text(sum.now), "end": text(Book.validationEnd(ofNoticeSentOn: day)),
      "creditor_then": .text(creditor(on: sum.date, book)),
    ])
  }

  // MARK: What the law wants

  func collectorStatement(_ book: borrowing Book) -> String {
    guard book.isThirdParty(letter.account, on: day) else { return "" }
    let isFirst = letter.isFirst || letter.name == .validation
    return language.collectorStatement(deskName(book), isFirst: isFirst)
  }

  func optOut(_ book: borrowing Book, _ seal: LetterSeal) -> String {
    guard letter.channel != .letter, let contact = letter.contact else { return "" }
    let entry = book.contacts[contact].entry
    return language.optOut(OptOutToken.token(of: entry, letter.channel, seal))
  }
}

import PiperollLedger
import PiperollWire

// Values that amendments take.

extension Parameter {
  /// A contact, by the entry that added it.
  static let contact = Parameter(
    "contact", .entry, .required, .positional,
    "the number of the entry that added the contact, as LOOKUP ACCOUNT shows it"
  ).namingRecord
}

extension FieldSpec {
  static let changed = FieldSpec("changed", "what it amended, with commas between")
}

extension Arguments {
  /// The row of the contact that a request names. One that is not there for the user is none.
  func contact(
    _ name: StaticString = "contact", in book: borrowing Book, _ context: Context
  ) throws(Failure) -> UInt32 {
    let number = try entry(name)
    do { return try book.contact(number, for: context.viewer) } catch { throw .refused(error) }
  }

  /// A name. Nobody can be without one.
  func newName() throws(Failure) -> String? {
    let name = try newText("name")
    if name == "none" { throw bad("name", "a name: it can be changed, and not taken away") }
    return name
  }

  /// A text that may not be blank; nil if it was not given.
  func newText(_ name: StaticString) throws(Failure) -> String? {
    guard has(name) else { return nil }
    let text = try freeText(name)
    if text.allSatisfy(\.isWhitespace) { throw bad(name, "a text, not only blanks") }
    return text
  }

  /// A text, or an empty one for `none`; nil if it was not given.
  func textOrNone(_ name: StaticString) throws(Failure) -> String? {
    guard let text = try newText(name) else { return nil }
    return text == "none" ? "" : text
  }

  /// A day, or nil inside for `none`; nil if it was not given.
  func dateOrNone(_ name: StaticString) throws(Failure) -> Day?? {
    guard let text = try textOrNone(name) else { return nil }
    if text.isEmpty { return .some(nil) }
    guard let day = Day(parsing: text.utf8, today: today) else {
      throw bad(name, "\(DateHint.sentence(for: text, today: today)); or none")
    }
    return day
  }

  /// Telephone numbers, e-mail addresses and `mail` for the postal address, with commas between
  /// them. A number of the contact may be given as it is shown, whatever rule it was stored by.
  func points(
    _ name: StaticString, of contact: UInt32, in book: borrowing Book
  ) throws(Failure) -> [ContactPoint] {
    guard let text = text(name) else { return [] }
    let country = book.deskCountry(on: today)
    var points: [ContactPoint] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = String(part.drop { $0 == " " })
      if word == "mail" {
        points.append(.mail)
      } else if word.contains("@") {
        points.append(.email(word))
      } else if let number = PhoneNumber(stored: word), book.phones(number).count > 0 {
        points.append(.phone(number))
      } else if let number = PhoneNumber(parsing: word.utf8, in: country) {
        points.append(.phone(number))
      } else {
        throw badPhone(name, word, country)
      }
    }
    return points
  }
}

import PiperollLedger

// Telephone numbers are read as at a desk of the country that the policy `desk-country` names
// today: it tells how people here write, whatever day a request is about.

extension Arguments {
  /// The telephone number that a parameter gives; an extension behind it is passed over.
  func phone(_ name: StaticString, in book: borrowing Book) throws(Failure) -> PhoneNumber {
    let country = book.deskCountry(on: today)
    if let known = withBytes(spec.index(of: name), { PhoneNumber(parsing: $0, in: country) }),
      let number = known
    {
      return number
    }
    let text = required(name)
    if let number = PhoneNumber(parsing: text.utf8, in: country) { return number }
    // Under earlier rules more was stored: what a reply shows is found, whatever it is.
    if let number = PhoneNumber(stored: text), !book.phones(number).isEmpty { return number }
    throw badPhone(name, text, country)
  }

  /// Telephone numbers and their extensions, with commas between them; empty if the parameter was
  /// not given.
  func phones(
    _ name: StaticString, _ kind: PhoneKind, in book: borrowing Book
  ) throws(Failure) -> [ContactAdded.Phone] {
    guard let text = text(name) else { return [] }
    let country = book.deskCountry(on: today)
    var phones: [ContactAdded.Phone] = []
    for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let read = PhoneNumber.withExtension(parsing: part, in: country) else {
        throw badPhone(name, String(decoding: part, as: UTF8.self), country)
      }
      phones.append(ContactAdded.Phone(number: read.number, kind: kind, ext: read.ext))
    }
    return phones
  }

  func badPhone(_ name: StaticString, _ text: String, _ country: Country) -> Failure {
    let national = country.nationalForm
    return bad(
      name,
      "a telephone number: one of \(country.code) \(national), or + and the number with its"
        + " country's code, such as +44 20 7946 0123")
  }
}

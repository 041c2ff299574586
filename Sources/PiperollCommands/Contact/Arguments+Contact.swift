import PiperollLedger
import PiperollWire

// What is told of a contact. POST CONTACT and POST AMEND read it alike.

extension Parameter {
  /// The parameters of what is known of a person.
  static let ofPerson = [
    Parameter("region", .text, help: "where they live: US-OR"),
    Parameter("zone", .text, help: "the time zone where they are known to be: America/New_York"),
    Parameter("language", .text, help: "the language to speak with them: en, es, pt-BR"),
    Parameter("born", .text, help: "their date of birth: 1980-02-03"),
    Parameter("ssn4", .text, help: "the last four digits of their social security number"),
  ]
}

extension Arguments {
  /// Telephone numbers by the parameters of their kinds.
  func allPhones(in book: borrowing Book) throws(Failure) -> [ContactAdded.Phone] {
    try phones("phone", .unspecified, in: book) + phones("mobile", .mobile, in: book)
      + phones("landline", .landline, in: book) + atWork(in: book).phones
  }

  /// Numbers and email addresses of `work=`.
  func atWork(
    in book: borrowing Book
  ) throws(Failure) -> (phones: [ContactAdded.Phone], emails: [ContactDetails.Email]) {
    guard let text = text("work") else { return ([], []) }
    let country = book.deskCountry(on: today)
    var (phones, emails) = ([ContactAdded.Phone](), [ContactDetails.Email]())
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      if part.contains("@") {
        emails.append(ContactDetails.Email(try email("work", part), isWork: true))
      } else if let read = PhoneNumber.withExtension(parsing: part.utf8, in: country) {
        phones.append(ContactAdded.Phone(number: read.number, kind: .work, ext: read.ext))
      } else {
        throw badPhone("work", String(part), country)
      }
    }
    return (phones, emails)
  }

  /// Email addresses with commas between them, then those at work; each once.
  func allEmails(in book: borrowing Book) throws(Failure) -> [ContactDetails.Email] {
    let emails = try listedEmails() + atWork(in: book).emails
    if Set(emails.map { $0.text.lowercased() }).count < emails.count {
      throw bad(has("work") ? "work" : "email", "each e-mail address only once")
    }
    return emails
  }

  /// Email addresses of `email=`.
  func listedEmails() throws(Failure) -> [ContactDetails.Email] {
    guard let text = text("email") else { return [] }
    var emails: [ContactDetails.Email] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      emails.append(ContactDetails.Email(try email("email", part), isWork: false))
    }
    return emails
  }

  private func email(_ name: StaticString, _ part: Substring) throws(Failure) -> String {
    let text = part.drop { $0 == " " }
    let halves = text.split(separator: "@", omittingEmptySubsequences: false)
    guard halves.count == 2, !halves.contains(where: \.isEmpty), !text.contains(" ") else {
      throw bad(name, "e-mail addresses with commas between them: jane@example.com")
    }
    return String(text)
  }

  /// Where somebody lives; empty for `none`, nil if not given.
  func region() throws(Failure) -> String? {
    guard let text = try textOrNone("region"), !text.isEmpty else {
      return try textOrNone("region")
    }
    guard let region = Region(code: text) else {
      throw bad("region", "a country and a part of it by their codes, such as US-OR; or none")
    }
    return region.code
  }

  /// A time zone's name; empty for `none`, nil if not given.
  func zone() throws(Failure) -> String? {
    guard let text = try textOrNone("zone"), !text.isEmpty else { return try textOrNone("zone") }
    return try zone("zone", text).name
  }

  /// The code of a language; empty for `none`, nil if not given.
  func language() throws(Failure) -> String? {
    guard let text = try textOrNone("language"), !text.isEmpty else {
      return try textOrNone("language")
    }
    guard let language = Self.language(text) else {
      throw bad("language", "the code of a language, such as en, es or pt-BR; or none")
    }
    return language
  }

  /// The code of a language in its usual spelling; nil if it is none.
  static func language(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isCode = parts.enumerated().allSatisfy { place, part in
      (place == 0 ? 2...3 : 2...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { isLetter($0) || place > 0 && isDigit($0) }
    }
    guard isCode, parts.count <= 3 else { return nil }
    return ([parts[0].lowercased()] + parts.dropFirst().map(String.init)).joined(separator: "-")
  }

  /// A date of birth; nil inside if `none` was given, nil if nothing was.
  func born() throws(Failure) -> Day?? {
    guard let text = try textOrNone("born") else { return nil }
    if text.isEmpty { return .some(nil) }
    guard let day = Day(iso: text.utf8), day <= today else {
      throw bad("born", "a day that is past, such as 1980-02-03; or none")
    }
    return day
  }

  /// The last digits of a social security number; nil inside if `none` was given.
  func ssn4() throws(Failure) -> LastFour?? {
    guard let text = try textOrNone("ssn4") else { return nil }
    if text.isEmpty { return .some(nil) }
    guard let digits = LastFour(parsing: text) else {
      throw bad("ssn4", "the last four digits, such as 6789; or none")
    }
    return digits
  }
}

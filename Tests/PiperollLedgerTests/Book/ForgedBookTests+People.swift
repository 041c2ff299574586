import Testing

@testable import PiperollLedger

// People of the book that is forged, and how their rows are read.

extension ForgedBookTests {
  /// Adds two contacts to account 0 of whom more is known, and amends them.
  static func people(on play: Play) {
    var details = ContactDetails()
    (details.region, details.zone, details.language) = ("US-OR", "America/New_York", "es")
    (details.born, details.ssn4) = (Play.day(-9_000), LastFour(parsing: "6789"))
    details.emails = [ContactDetails.Email("w@example.com", isWork: true)]
    for isRestricted in [false, true] {
      details.isRestricted = isRestricted
      play.record(
        play.book.decide(
          ContactAdded(
            account: play.book.accounts[0].opened, role: .parent, name: "Kim",
            email: "kim@example.com", details: details)), on: 3)
    }
    let contact = UInt32(play.book.contacts.count) - 1
    let wishes: [ContactChange] = [
      .zone("UTC"), .region(""), .language("en"), .born(nil), .ssn4(LastFour(parsing: "0000")),
      .addEmail(ContactDetails.Email("b@example.com", isWork: false)),
      .mark(.email("W@example.com"), .good), .mark(.email("kim@example.com"), .dropped),
    ]
    for (day, wish) in wishes.enumerated() {
      let fact = try? play.book.decideAmendment(ofContact: contact, [wish], on: Play.day(20 - day))
      play.record(fact!, on: 20 - day)
    }
  }

  func readPeople(of account: UInt32, _ book: borrowing Book, _ day: Day, _ steps: inout Steps) {
    book.forEachContact(of: account) { contact in
      if let person = book.person(of: contact, on: day) {
        for symbol in [person.region, person.zone, person.language] {
          _ = book.text(symbol: symbol)
        }
        _ = (person.born?.text, person.ssn4?.text, person.isRestricted)
      }
      book.forEachEmail(of: contact, on: day) { email, standing in
        _ = (book.text(email), standing.state)
        steps.take(1)
      }
      _ = try? book.decideAmendment(
        ofContact: contact,
        [.addEmail(ContactDetails.Email("w@example.com", isWork: false)), .born(day)], on: day)
    }
  }
}

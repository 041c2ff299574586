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
    link(contact, on: play)
    prefer(contact, on: play)
  }

  /// Links a contact to another account, and makes it one person with others.
  private static func link(_ contact: UInt32, on play: Play) {
    for (day, role) in [(10, ContactRole.spouse), (12, nil), (11, .guarantor)] {
      play.record(play.book.decideLink(of: contact, to: 1, as: role, on: Play.day(day))!, on: day)
    }
    for (day, other) in [(10, UInt32(0)), (11, 1), (12, nil), (13, contact - 1)] {
      let fact = try? play.book.decideTie(of: contact, to: other, on: Play.day(day))
      play.record(fact!, on: day)
    }
  }

  private static func prefer(_ contact: UInt32, on play: Play) {
    let entry = play.book.contacts[contact].entry
    var said = PreferenceTold(contact: entry, .never, .call)
    (said.when, said.place) = (WeekWindows(parsing: "mon-fri 15:00-17:00"), .home)
    (said.point, said.until) = (.email("b@example.com"), Play.day(90))
    (said.account, said.via) = (play.book.accounts[0].opened, .call)
    var shared = PreferenceTold(contact: entry, .allow, .share)
    shared.with = play.book.contacts[0].entry
    for fact in [said, shared, PreferenceTold(contact: entry, .stop)] {
      play.record(Fact(fact), on: 14)
    }
    play.record(Fact(Ended(entry: play.book.sequence)), on: 15)
  }

  func readPeople(of account: UInt32, _ book: borrowing Book, _ day: Day, _ steps: inout Steps) {
    book.forEachRole(on: account, asOf: day) { _, _ in steps.take(1) }
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
      for link in book.links(of: contact, on: day) { steps.take(Int(link.account)) }
      for other in book.contacts(ofPerson: contact, on: day) { steps.take(Int(other)) }
      let person = Person(book, contact: contact, on: account, asOf: day)
      _ = (person.roles, person.mayBeTold(0, about: account))
      for said in person.preferences { _ = said.when?.text }
      for row in book.preferences(of: person.contacts, on: .last) {
        _ = (row.preference.point?.text, row.state)
        _ = try? book.decideEnd(of: row.preference.entry, on: day)
      }
      _ = book.isHidden(contact, from: Viewer("olga", .operator))
      _ = book.decideLink(of: contact, to: 0, as: nil, on: day)
      _ = try? book.decideTie(of: contact, to: 0, on: day)
      _ = try? book.decideAmendment(
        ofContact: contact,
        [.addEmail(ContactDetails.Email("w@example.com", isWork: false)), .born(day)], on: day)
    }
  }
}

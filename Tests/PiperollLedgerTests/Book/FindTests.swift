import Testing

@testable import PiperollLedger

@Suite struct FindTests {
  private let play = Play()

  init() {
    for number in 0..<3 {
      play.open(
        Model.Account(
          id: "A-\(number)", kind: "trade", currency: "USD", collector: "", portfolio: "",
          client: ""))
    }
  }

  private func contact(_ account: UInt64, _ name: String, _ numbers: String...) {
    let phones = numbers.map {
      ContactAdded.Phone(number: PhoneNumber(parsing: $0.utf8, in: .us)!, kind: .mobile)
    }
    play.record(
      Fact(ContactAdded(account: account, role: .debtor, name: name, phones: phones)),
      on: 0)
  }

  @Test func `an invoice's number may stand on several accounts`() throws {
    for account in [2, 0, 1] { play.bill(account, "77", 100, on: 0, due: 0) }
    #expect(play.book.invoices("77", max: 9) == [0, 1, 2])
    #expect(play.book.findInvoice("77", of: 0) == 1)
    #expect(play.book.findInvoice("77", of: 2) == 0)
    #expect(play.book.findInvoice("7", of: 0) == nil && play.book.invoices("", max: 9).isEmpty)
  }

  @Test func `a telephone number finds every contact that has it, once a row`() {
    contact(1, "Ann Lee", "212-555-0147", "212-555-0148")
    contact(3, "Bob Lee", "(212) 555-0147")
    contact(1, "Ann Lee", "+1 212 555 0147")
    let rows = play.book.phones(PhoneNumber(parsing: "2125550147".utf8, in: .us)!)
    #expect(rows == [0, 2, 3])
    #expect(rows.map { play.book.contacts[play.book.phones[$0].contact].account } == [0, 2, 0])
    #expect(play.book.phoneRows(of: 0) == [0, 1] && play.book.contactRows(of: 0) == [0, 2])
    #expect(play.book.phones(PhoneNumber(parsing: "2125550149".utf8, in: .us)!).isEmpty)
  }

  @Test func `a name is found by its parts, in any case, also a contact's`() {
    contact(2, "Søren O'Neil-Smith")
    #expect(play.book.search("NAME of a-1", max: 9).map(\.account) == [1])
    #expect(play.book.search("name", max: 2).map(\.account) == [0, 1])
    #expect(play.book.search("smith o'ne", max: 9).map(\.account) == [1])
    #expect(play.book.search("Søren", max: 9).map(\.contact) == [0])
    #expect(play.book.search(" \t ", max: 9).isEmpty && play.book.search("zz", max: 9).isEmpty)
    #expect(play.book.search(String(repeating: "x", count: 9000), max: 9).isEmpty)
  }

  @Test func `references and users are found by their names`() {
    play.record(.noted(Noted(account: 1)), on: 0, reference: "r-1")
    play.record(Fact(UserSet(user: "ann", role: .viewer, passwordRecord: "p")), on: 0)
    play.record(Fact(UserSet(user: "ann", role: .admin, passwordRecord: "q")), on: 0)
    #expect(play.book.reference("r-1")?.entry == 4 && play.book.reference("r-2") == nil)
    #expect(play.book.users.count == 1 && play.book.user("ann")?.role == .admin)
    #expect(play.book.user("an") == nil)
  }

  @Test func `the last notes come newest first, of their day`() {
    for day in [3, 1, 2] { play.record(.noted(Noted(account: 1)), on: day, memo: "day \(day)") }
    for (day, max) in [(Day.last, 2), (Play.day(2), 5)] {
      let last = play.book.lastNotes(of: 0, asOf: day, max: max, for: Viewer("", .viewer))
      #expect(last == [6, 5])
    }
    #expect(play.book.entryNumbers(of: 0) == [1, 4, 5, 6])
  }
}

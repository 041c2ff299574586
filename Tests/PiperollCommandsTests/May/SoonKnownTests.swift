import PiperollLedger
import Testing

/// LOOKUP MAYCALL is answered at once where there is little to read, and else beside what others
/// ask: an account of many notes keeps nobody waiting.
struct SoonKnownTests {
  private let desk = Desk()

  private func isSoonKnown(_ account: String) throws -> Bool {
    let row = desk.book.findAccount(account)
    return desk.book.isSoonKnown(try #require(row))
  }

  init() {
    desk.run("POST ACCOUNT A-1 kind=consumer name=\"One\"")
    desk.run("POST CONTACT A-1 role=debtor name=\"Jane\" phone=2125550147")
  }

  @Test func `an account with some hundred notes is, one with more is not`() throws {
    for _ in 0..<500 { desk.run("NOTE GENERAL A-1 -- a word") }
    #expect(try isSoonKnown("A-1"))
    desk.run("NOTE GENERAL A-1 -- a word")
    #expect(try !isSoonKnown("A-1"))
  }

  @Test func `one with some tens of contacts is, one with more is not`() throws {
    for number in 2...50 { desk.run("POST CONTACT A-1 role=employer name=\"E \(number)\"") }
    #expect(try isSoonKnown("A-1"))
    desk.run("POST CONTACT A-1 role=employer name=\"One more\"")
    #expect(try !isSoonKnown("A-1"))
  }

  @Test func `other accounts of a person count, and their notes`() throws {
    for number in 2...20 {
      desk.run("POST ACCOUNT A-\(number) kind=consumer name=\"More\"")
      desk.run("POST LINK 2 A-\(number) role=guarantor")
    }
    #expect(try isSoonKnown("A-1"))
    for _ in 0..<501 { desk.run("NOTE GENERAL A-7 -- a word") }
    #expect(try !isSoonKnown("A-1"))
    #expect(try !isSoonKnown("A-20"))
  }

  @Test func `a person with very many accounts is not`() throws {
    for number in 2...21 {
      desk.run("POST ACCOUNT A-\(number) kind=consumer name=\"More\"")
      desk.run("POST LINK 2 A-\(number) role=guarantor")
    }
    #expect(try !isSoonKnown("A-1"))
  }
}

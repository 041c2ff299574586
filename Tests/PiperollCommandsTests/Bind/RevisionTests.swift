import PiperollLedger
import PiperollWire
import Testing

@testable import PiperollCommands

/// `if=` and `dry=` are of every write, by the registry.
@Suite struct RevisionTests {
  private static let writes = Registry.standard.commands.filter { $0.table.ref != nil }

  /// What changes nothing that is there already, and what decides on an approval once.
  private static let withoutRevision: Set = ["POST ACCOUNT", "POST APPROVE", "POST REJECT"]

  @Test func `every POST and NOTE can be repeated, tried and sent as one of many`() {
    // A run of dunning is many requests by itself, and each is sent once whatever runs.
    for spec in Registry.standard.commands
    where ["POST", "NOTE"].contains(spec.verb) && spec !== PostDun.spec {
      guard spec.effect.isWrite else {
        Issue.record("\(spec.words) is no write")
        continue
      }
      let names = Set(spec.parameters.map { "\($0.name)" })
      #expect(names.isSuperset(of: ["ref", "dry", "mode", "control-count"]), "\(spec.words)")
    }
  }

  @Test func `every write that names an account or an entry takes a revision`() {
    for spec in Self.writes {
      let names = spec.parameters.filter { parameter in
        switch parameter.type {
        case .entry: parameter.isRequired
        case .identifier: "\(parameter.name)" == "account" && parameter.isRequired
        default: false
        }
      }
      let expected = !names.isEmpty && !Self.withoutRevision.contains(spec.words)
      #expect((spec.table.revision != nil) == expected, "\(spec.words)")
    }
  }

  /// Writes whose example names what the desk has, each with its account.
  private static let examples = [
    ("T-1042", "POST INVOICE T-1042 N-1 5.00"), ("T-1042", "POST PAYMENT T-1042 5.00"),
    ("T-1042", "POST APPLY 9 apply=INV-3390"), ("T-1042", "POST REVERSE 8 reason=nsf"),
    ("C-20417", "NOTE GENERAL C-20417 -- n"), ("C-20417", "POST CHARGE C-20417 5.00 kind=fee"),
    ("J-1", "POST WRITEOFF J-1 reason=uncollectible"),
    ("T-1042", "POST UNAPPLY T-1042 credit=8"),
  ]

  @Test(arguments: examples)
  func `a write is refused once the account has moved on, and tells its revision`(
    account: String, line: String
  ) throws {
    let desk = Desk.open()
    let memo = line.contains(" -- ") ? " -- n" : ""
    func withRevision(_ revision: UInt64) -> String {
      line.replacing(" -- n", with: "") + " if=rev:\(revision)" + memo
    }
    let found = desk.book.findAccount(account)
    let row = try #require(found)
    let revision = desk.book.accounts[row].lastEntry
    let shown = desk.run("LOOKUP ACCOUNT \(account)")[0]
    #expect(shown.hasSuffix(" rev=\(revision)"))
    #expect(code(desk.run(withRevision(revision) + "\(memo.isEmpty ? " dry=yes" : "")")) != "544")
    desk.run("NOTE GENERAL \(account) -- somebody else was here")
    let before = desk.book.stateHash()
    let present = desk.book.sequence
    let reply = desk.run(withRevision(revision))[0]
    #expect(reply.hasPrefix("544 CONFLICT rev=\(present) ;"), "\(reply)")
    #expect(desk.book.stateHash() == before)
    #expect(code(desk.run(withRevision(present))) == "201")
  }

  @Test func `a revision is not the payload`() {
    let desk = Desk.open()
    let first = desk.run("POST PAYMENT C-20417 1.00 if=rev:16 ref=once")[0]
    #expect(first.hasPrefix("201 "))
    #expect(desk.run("POST PAYMENT C-20417 1.00 if=rev:16 ref=once")[0].hasPrefix("208 "))
    #expect(desk.run("POST PAYMENT C-20417 1.00 ref=once")[0].hasPrefix("208 "))
  }
}

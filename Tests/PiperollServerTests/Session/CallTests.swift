import Foundation
import PiperollServer
import TestSupport
import Testing

/// Who is on the line, and what is on the screen before they are known.
@Suite struct CallTests {
  /// A Monday, 17:00 UTC, behind the time at which the book was made: none is recorded earlier.
  private static let start: Int64 = 1_826_902_800_000

  /// What no reply may have before somebody is known: all sums are odd numbers of seven digits, and
  /// the creditor, the items and the notes have names of their own.
  private static let secrets = [
    "7654321", "1234567", "Owed-To-Clinic", "ITEM-", "whispered", "patient",
  ]

  private static func opening(_ account: Int) -> [String] {
    let (id, kind) = ("A-\(account)", account % 2 == 0 ? "patient" : "consumer")
    return [
      "POST ACCOUNT \(id) kind=\(kind) name=\"Jo Doe\" client=Owed-To-Clinic terms=0"
        + " date=2026-01-01",
      "POST CONTACT \(id) role=debtor name=\"Jo Doe\" mobile=2125550147 born=1980-02-03 ssn4=6789",
      "POST INVOICE \(id) ITEM-\(account) 76543.21 date=2026-10-01",
      "POST INVOICE \(id) ITEM-X\(account) 12345.67 date=2026-11-01",
      "POST PAYMENT \(id) 12345.67 apply=none", "NOTE GENERAL \(id) -- whispered",
      "POST PROMISE \(id) 12345.67@+7d",
      "POST HOLD \(id) dispute item=ITEM-X\(account) -- whispered",
      "POST ASSIGN \(id) role=third-party",
    ]
  }

  /// What an operator has on the screen, in some order and with whatever they add.
  private static func looks(_ account: Int, _ random: inout SplitMix64) -> [String] {
    let id = "A-\(account)"
    let added = ["", " known=9", " as-of=2026-11-20", " as-of=2026-06-01", " fmt=json"]
    return [
      "LOOKUP ACCOUNT \(id)", "LOOKUP PHONE 2125550147", "LOOKUP NAME jo",
    ].map { $0 + added[random.below(added.count)] } + [
      "LOOKUP NEXT account=\(id)", "CALL 2125550147", "CALL unknown",
    ]
  }

  @Test(arguments: UInt64(0)..<8)
  func `nothing of what is owed is on the screen before the caller is known`(
    seed: UInt64
  ) async throws {
    try await Places.servers.run {
      var random = SplitMix64(seed: seed)
      let clock = Ticking(Self.start)
      let desk = try Desk()
      try await desk.start { $0.clock = clock.read }
      let wire = try await desk.connect()
      for account in 0..<2 { _ = try await wire.ask(Self.opening(account)) }
      _ = try await wire.ask("CALL 2125550147")
      for _ in 0..<20 {
        let account = random.below(2)
        for line in Self.looks(account, &random) {
          let reply = try await wire.ask([line])[0]
          let text = ([reply.status] + reply.block).joined(separator: "\n")
            .replacing(".", with: "")
          for secret in Self.secrets {
            #expect(!text.contains(secret), "\(line): \(text)")
          }
        }
        // What does not fit, and what is not enough, opens nothing.
        let said = ["born=1980-02-03", "born=1980-02-04 ssn4=0000"][random.below(2)]
        _ = try await wire.ask("CALL 2125550147", "NOTE IDENTIFIED A-\(account) \(said)")
      }
      let known = try await wire.ask(
        "CALL 2125550147", "NOTE IDENTIFIED A-0 born=1980-02-03 ssn4=6789", "LOOKUP ACCOUNT A-0")
      #expect(known[1].status.contains("verified=yes"))
      #expect(known[2].block.joined().contains("76543.21"))
      try await desk.stop()
    }
  }

  @Test func `a call is its user's, in each session, and is over by time`() async throws {
    let clock = Ticking(Self.start)
    let desk = try Desk()
    try await desk.start { $0.clock = clock.read }
    for name in ["ann", "bob"] {
      try await desk.make(name, "operator")
      try desk.issue(name)
    }
    let (ann, again) = (try await desk.connect("ann"), try await desk.connect("ann"))
    let bob = try await desk.connect("bob")
    _ = try await ann.ask(Self.opening(0))
    func isOpen(_ wire: Wire) async throws -> Bool {
      let reply = try await wire.ask("LOOKUP ACCOUNT A-0")[0]
      return !reply.status.contains("must=identify")
    }
    _ = try await ann.ask("CALL unknown")
    #expect(try await [isOpen(ann), isOpen(again), isOpen(bob)] == [false, false, true])
    // What bob hears is of bob's talk.
    _ = try await bob.ask("NOTE IDENTIFIED A-0 born=1980-02-03 ssn4=6789")
    #expect(try await isOpen(ann) == false)
    _ = try await again.ask("NOTE IDENTIFIED A-0 born=1980-02-03 ssn4=6789")
    #expect(try await isOpen(ann))
    _ = try await ann.ask("CALL unknown")
    // A call that was noted for an earlier hour, one that went out and another user's are others.
    _ = try await ann.ask("NOTE CALL A-0 2125550147 rp direction=in at=today/09:00")
    _ = try await ann.ask("NOTE CALL A-0 2125550147 na direction=out")
    _ = try await bob.ask("NOTE CALL A-0 2125550147 rp direction=in")
    #expect(try await isOpen(ann) == false)
    let noted = try await ann.ask("NOTE CALL A-0 2125550147 rp direction=in")
    #expect(noted[0].status.hasPrefix("201"), "\(noted)")
    #expect(try await isOpen(ann))
    _ = try await ann.ask("CALL unknown")
    clock.pass(minutes: 239)
    #expect(try await isOpen(ann) == false)
    clock.pass(minutes: 1)
    #expect(try await isOpen(ann))
    try await desk.stop()
  }

  @Test func `what a caller says is not in the journal`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    _ = try await wire.ask(Self.opening(0))
    let reply = try await wire.ask(
      "NOTE IDENTIFIED A-0 zip=55442 street=\"4711 Elm St\" born=1999-09-09 ssn4=5544")
    #expect(reply[0].status.contains("550 INVALID") == false, "\(reply[0].status)")
    try await desk.stop()
    let journal = try FileManager.default.subpathsOfDirectory(atPath: desk.path)
    #expect(!journal.isEmpty)
    for file in journal {
      guard let bytes = FileManager.default.contents(atPath: "\(desk.path)/\(file)") else {
        continue
      }
      for said in ["55442", "4711 Elm"] {
        #expect(bytes.range(of: Data(said.utf8)) == nil, "\(file): \(said)")
      }
    }
  }
}

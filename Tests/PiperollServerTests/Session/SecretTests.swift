import Foundation
import PiperollServer
import Testing

/// What must never be on the disk or in the log.
@Suite(.onOneLoopAndThree) struct SecretTests {
  @Test func `no password is in the journal, a snapshot or the log`() async throws {
    let secret = "Zebra-Quartz-71-Violin"
    let desk = try Desk()
    try await desk.start { $0.loginsFile = desk.path + "/book/logins" }
    let wire = try await desk.connect()
    let replies = try await wire.ask(
      "ADMIN USER maria role=operator password=\"\(secret)\"", "AUTH maria password=\"\(secret)\"",
      "AUTH maria password=\"\(secret)x\"", "AUTH maria \"\(secret)\" password=\"\(secret)\"",
      "AUTHX maria password=\"\(secret)\"", "AUTH \(secret) password=\"no password at all\"",
      "PASSWORD old-password=\"\(secret)x\" password=\"\(secret)y\"",
      "PASSWORD old-password=\"\(secret)\" password=\"\(secret)z\"", "PASSWORD \(secret)")
    #expect(replies.map(\.code) == [201, 200, 531, 502, 500, 531, 531, 201, 502])
    let admin = try await desk.connect()
    #expect(try await admin.ask("ADMIN SNAPSHOT")[0].code == 200)
    try await desk.stop()
    let bytes = try desk.bytes { _ in true }
    #expect(bytes.range(of: Data("maria".utf8)) != nil)
    #expect(bytes.range(of: Data(secret.utf8)) == nil)
    #expect(!desk.log.text.contains(secret))
    #expect(!replies.contains { $0.status.contains(secret) })
  }

  /// A published test number, right check digit and all; spelled as people spell it.
  private static let cards = [
    "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "x4111111111111111y",
    "4111.1111.1111.1111", "4111_1111_1111_1111", "4111\u{2011}1111\u{2011}1111\u{2011}1111",
    "４１１１１１１１１１１１１１１１", "0004111111111111111",
  ]

  @Test func `no payment card number is in the journal, a snapshot or the log`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    #expect(try await wire.ask("POST ACCOUNT A-1 kind=trade name=N")[0].code == 201)
    #expect(try await wire.ask("POST INVOICE A-1 I-1 10.00")[0].code == 201)
    for card in Self.cards {
      let bare = card.replacing(" ", with: "")
      let lines = [
        "NOTE GENERAL A-1 -- read me \(card) on the phone",
        "NOTE CALL A-1 212-555-0147 direction=in result=promise -- \(card)",
        "POST ACCOUNT A-2 kind=trade name=\"\(card)\"",
        "POST ACCOUNT A-2 kind=trade name=N collector=\"\(card)\"",
        "POST ACCOUNT \(bare) kind=trade name=N", "POST INVOICE A-1 \(bare) 10.00",
        "POST INVOICE A-1 I-2 10.00 -- \(card)", "POST PAYMENT A-1 1.00 -- \(card)",
        "POST PAYMENT A-1 1.00 ref=\(bare)", "POST CREDIT A-1 1.00 -- \(card)",
        "POST CONTACT A-1 role=debtor name=N address=\"\(card)\"",
        "POST CONTACT A-1 role=debtor name=N email=\"\(card)@example.com\"",
        "POST CONTACT A-1 role=debtor name=\"\(card)\" mobile=\"\(card)\"",
        "POST PAYMENT A-1 1.00 check=\(bare)", "POST PAYMENT A-1 1.00 trace=\(bare)",
        "POST PAYMENT A-1 1.00 auth=\(bare)", "POST PAYMENT A-1 1.00 token=\(bare)",
        "POST ACCOUNT A-2 kind=trade name=N client=\"\(card)\"",
        "POST ACCOUNT A-2 kind=trade name=N portfolio=\"\(card)\"",
        "POST SERVICE A-1 \(bare) 1.00", "POST INVOICE A-1 I-2 1.00 lines=\(bare):1.00",
        "POST POLICY gl-cash \"\(card)\"", "POST HOLD A-1 dispute source=\"\(card)\" -- x",
        "POST CONTACT A-1 role=debtor name=N phone=\"+\(card)\"",
        "POST CONTACT A-1 role=debtor name=N phone=+378282246310005",
        "NOTE CALL A-1 \"+378 282246310005\" direction=in result=promise",
        "ADMIN USER \(bare) role=viewer",
      ]
      for (line, reply) in zip(lines, try await wire.ask(lines)) {
        #expect(reply.code >= 500, "\(line): \(reply.status)")
      }
    }
    // A number that no issuer gave out, and one with a wrong check digit, are anybody's.
    let others = try await wire.ask(
      "NOTE GENERAL A-1 -- trace 9111111111111111", "NOTE GENERAL A-1 -- 4111111111111112")
    #expect(others.map(\.code) == [201, 201])
    #expect(try await wire.ask("ADMIN SNAPSHOT")[0].code == 200)
    try await desk.stop()
    let bytes = try desk.bytes { _ in true }
    #expect(bytes.range(of: Data("9111111111111111".utf8)) != nil)
    for card in Self.cards {
      #expect(bytes.range(of: Data(card.utf8)) == nil)
      #expect(!desk.log.text.contains(card))
    }
  }
}

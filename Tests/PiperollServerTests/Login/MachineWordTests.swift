import PiperollLedger
import PiperollServer
import Testing

/// What `piperolld user` says on the server's machine, which is nobody's hand.
@Suite struct MachineWordTests {
  private static let role = "ADMIN USER olga role=supervisor"

  @Test func `a sole administrator gets a second one, and from then on it takes both`() async throws
  {
    let desk = try Desk()
    try await desk.start()
    let alone = try await desk.connect()
    #expect(try await alone.ask("ADMIN USER olga role=operator")[0].code == 201)
    #expect(throws: (any Error).self) {
      try BookStore.vouch(desk.book, for: "bob", role: .admin)
    }
    try await desk.stop()
    let made = try BookStore.vouch(desk.book, for: "bob", role: .admin)
    #expect(made.isNew && made.role == .admin)
    #expect(throws: (any Error).self, "a name like another") {
      try BookStore.vouch(desk.book, for: "BOB", role: .viewer)
    }
    #expect(throws: (any Error).self, "nobody to confirm") {
      try BookStore.vouch(desk.book, for: "nobody", role: nil)
    }
    try desk.issue("bob")
    try await desk.start()
    let (ann, bob) = (try await desk.connect(), try await desk.connect("bob"))
    let asked = try await ann.ask(Self.role)[0]
    #expect(asked.code == 264 && asked["need"] == "role")
    #expect(try await bob.ask("POST APPROVE \(asked["approval"] ?? "")")[0].code == 201)
    try await desk.stop()
  }

  @Test func `whom the machine confirms is a person of their own`() async throws {
    let desk = try Desk()
    try await desk.start()
    #expect(try await desk.connect().ask("ADMIN USER maria role=admin")[0].code == 201)
    try desk.issue("maria")
    for (isConfirmed, code) in [(false, 550), (true, 201)] {
      if isConfirmed {
        try await desk.stop()
        let said = try BookStore.vouch(desk.book, for: "maria", role: nil)
        #expect(!said.isNew && said.role == .admin)
        try await desk.start()
      }
      let (ann, maria) = (try await desk.connect(), try await desk.connect("maria"))
      let lines = ["ADMIN USER olga role=operator", "ADMIN CONFIRM olga"]
      #expect(try await ann.ask(lines[0])[0].code == 201)
      #expect(try await maria.ask(lines[1])[0].code == code)
    }
    try await desk.stop()
  }
}

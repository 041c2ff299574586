import PiperollServer
import Testing

@Suite struct FloodTests {
  @Test func `a flood from an address makes room for itself`() async throws {
    let desk = try Desk()
    try await desk.start { $0.bounds.strangers = 3 }
    // The one that has waited longest is alone at its address.
    let alone = try await Wire(port: desk.port)
    let first = try await Wire(port: desk.port, from: 2)
    var others: [Wire] = []
    for _ in 0..<4 { others.append(try await Wire(port: desk.port, from: 2)) }
    #expect(try await first.reply().code == 430)
    #expect(try await alone.ask("PING")[0].code == 530)
    try await desk.stop()
  }
}

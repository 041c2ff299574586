import Foundation
import PiperollLedger
import Testing

/// The server below the socket, by chance: whatever happens to the process and to the disk, what
/// was told stays true. `SEED` and `SEEDS` choose others; a failure prints its seed and what
/// happened.
struct SimulationTests {
  /// A seed's length: some lives of the server.
  private static let steps = 1_000
  /// Seeds of a usual run.
  private static let seedsByDefault: UInt64 = 8

  private static let seeds: [UInt64] = {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["SEED"].flatMap { UInt64($0) } ?? 1
    let count = environment["SEEDS"].flatMap { UInt64($0) } ?? seedsByDefault
    return (0..<count).map { first + $0 }
  }()

  @Test func `nothing that was told is taken back, whatever happens to the disk`() throws {
    var total = World.Tally()
    var acknowledgements = 0
    var recorded: Set<String> = []
    for seed in Self.seeds {
      let world = try World(seed: seed)
      try world.run(steps: Self.steps)
      for violation in world.model.violations {
        Issue.record("SEED=\(seed): \(violation)\n\(world.trace.end)")
        break
      }
      total += world.tally
      acknowledgements += world.model.acknowledgements
      recorded.formUnion(world.model.recorded)
    }
    print(
      "simulation: \(Self.seeds.count) seeds, \(acknowledgements) acknowledgements, \(total.text)")
    #expect(acknowledgements > 0)
    if Self.seeds.count >= Self.seedsByDefault { #expect(Self.kinds.subtracting(recorded).isEmpty) }
  }

  /// What is recorded in a usual run: the command of each kind, and a line of a list.
  private static let kinds = Set(EntryKind.allCases.compactMap(command(of:))).union([
    "listed", "SETTLEMENT", "REVIEW", "LETTER", "EMAIL", "TEXT", "CEASE", "DECEASED",
    "HARDSHIP", "COMPLAINT", "FOLLOWUP", "ESCALATE", "SOURCE", "ATTORNEY", "APPROVE",
  ])

  /// The command that records a kind of entry in a usual run; nil for kinds that no client of it
  /// records.
  private static func command(of kind: EntryKind) -> String? {
    switch kind {
    case .account, .invoice, .payment, .reverse, .charge, .adjust, .service, .hold, .releaseHold,
      .loan, .interest, .writeoff, .recovery, .refund, .transfer, .unapply, .contact, .amend,
      .assign, .promise, .end, .prefer, .plan, .task, .dispute,
      .resolve, .call, .link, .reage:
      kind.word.uppercased()
    case .note: "GENERAL"
    case .identify: "IDENTIFIED"
    case .credit, .apply, .user, .policy, .approval, .reject, .close, .verify, .draft, .limit,
      .notice, .rate, .template:
      nil
    }
  }

  @Test func `a seed plays the same again`() throws {
    let digests = try (0..<2).map { _ in
      let world = try World(seed: 77)
      try world.run(steps: Self.steps)
      return world.trace.digest
    }
    #expect(digests[0] == digests[1])
  }
}

import Foundation
import PiperollLedger
import PiperollStore
import Testing

@testable import PiperollServer

/// A copy that is taken while a server runs comes back to exactly its sequence.
@Suite struct BackupTests {
  /// The hash that the journal comes to at a sequence, from its very beginning.
  private func replayed(_ desk: Desk, to sequence: UInt64) throws -> String {
    let reader = try StoreReader(desk.book)
    #expect(reader.segments[0] == 1)
    var reading = BookReading()
    _ = try reader.read(from: 1) { found, time, payload in
      if found <= sequence { try reading.add(found, time, payload) }
    }
    return reading.stateHash()
  }

  private func post(_ wire: Wire, _ round: Int) async throws {
    let lines = (0..<40).map { number in
      number % 3 == 0
        ? "POST PAYMENT A-1 1.00 ref=p-\(round)-\(number)"
        : "POST INVOICE A-1 I-\(round)-\(number) 2.00 ref=i-\(round)-\(number)"
    }
    for reply in try await wire.ask(lines) { #expect(reply.code == 201, "\(reply.status)") }
  }

  @Test func `a backup beside writes comes back to its sequence, with the state of then`()
    async throws
  {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    #expect(try await wire.ask("POST ACCOUNT A-1 kind=trade name=N")[0].code == 201)
    var made: [(path: String, Backup)] = []
    for round in 0..<6 {
      async let written: Void = post(wire, round)
      let target = "\(desk.path)/backup-\(round)"
      made.append((target, try BookStore.backup(desk.book, at: target)))
      try await written
      if round % 2 == 1 {
        #expect(try await desk.connect().ask("ADMIN SNAPSHOT")[0].code == 200)
      }
    }
    try await desk.stop()
    for (path, backup) in made {
      #expect(try replayed(desk, to: backup.copy.sequence) == backup.state)
      let back = try BookStore.restore(path, to: "\(path)-restored")
      #expect(back.copy.sequence == backup.copy.sequence && back.copy.chain == backup.copy.chain)
      #expect(back.state == backup.state)
      let opened = try BookStore.open("\(path)-restored")
      #expect(opened.book.sequence == backup.copy.sequence)
      #expect(opened.book.stateHash() == backup.state)
      try opened.store.close()
    }
    #expect(Set(made.map(\.1.copy.sequence)).count > 3, "they were of different moments")
    #expect(made.last!.1.copy.snapshots.count == 2)
  }

  @Test func `what was restored serves, goes on, and is there after a restart`() async throws {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    #expect(try await wire.ask("POST ACCOUNT A-1 kind=trade name=N")[0].code == 201)
    try await post(wire, 0)
    let before = try await wire.ask("REPORT VERIFY")[0]
    #expect(try await wire.ask("ADMIN SNAPSHOT")[0].code == 200)
    let made = try BookStore.backup(desk.book, at: "\(desk.path)/backup")
    #expect("\(made.copy.sequence)" == before["sequence"] && made.state == before["state"])
    try await post(wire, 1)
    try await desk.stop()
    // A disaster: the book is gone, its keys are there.
    try FileManager.default.removeItem(atPath: desk.book)
    _ = try BookStore.restore("\(desk.path)/backup", to: desk.book)
    try await desk.start()
    var again = try await desk.connect()
    #expect(try await again.ask("REPORT VERIFY")[0]["state"] == before["state"])
    // The lost round is sent once more; what came back is known by its references.
    #expect(try await again.ask("POST PAYMENT A-1 1.00 ref=p-0-0")[0].code == 208)
    try await post(again, 1)
    let after = try await again.ask("REPORT VERIFY")[0]
    #expect(after["violations"] == "0")
    try await desk.stop()
    try await desk.start()
    again = try await desk.connect()
    #expect(try await again.ask("REPORT VERIFY")[0]["state"] == after["state"])
    try await desk.stop()
    #expect(try BookStore.verify(desk.book).isSound)
  }
}

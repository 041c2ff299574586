import PiperollLedger
import PiperollStore
import TestSupport
import Testing

@testable import PiperollServer

struct RestTests {
  /// A backup takes only what something behind it vouches for.
  @Test func `a server that rests says in its journal that all of it is durable`() throws {
    let disk = SimulatedDisk(seed: 1)
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""), storage: disk)
    let server = try Incarnation(
      disk, directory: "/book", sizes: JournalSizes(), snapshotBytes: 1 << 20,
      clock: SimulatedClock())
    let write = Write(
      number: 0, kind: .account, account: 1, cents: 0,
      line: "POST ACCOUNT A-1 kind=trade name=Account")
    #expect(server.ask(.write(write))?.code == 201)
    let before = try StoreReader("/book", storage: disk)
    #expect(before.files.unvouchedBytes > 0)
    #expect(try before.read(from: 1) { _, _, _ in }.lastSequence == 1)
    server.engine.watch()
    server.settle()
    let after = try StoreReader("/book", storage: disk)
    #expect(after.files.unvouchedBytes == 0)
    #expect(try after.read(from: 1) { _, _, _ in }.lastSequence == 2)
    server.end()
  }
}

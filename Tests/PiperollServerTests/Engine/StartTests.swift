import PiperollLedger
import PiperollStore
import TestSupport
import Testing

@testable import PiperollServer

/// What a start makes anew.
@Suite struct StartTests {
  @Test func `the keys of a book's indices are hashed with a secret of the start`() throws {
    let disk = SimulatedDisk(seed: 1)
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""), storage: disk)
    let key = Array("inv-4711".utf8)
    var hashes: Set<UInt64> = [key.withUnsafeBytes { HashKey.stable.hash($0) }]
    for _ in 0..<2 {
      let opened = try BookStore.open("/book", storage: disk)
      let hash = opened.book.hashKey
      hashes.insert(key.withUnsafeBytes { hash.hash($0) })
      try opened.store.close()
    }
    #expect(hashes.count == 3)
  }
}

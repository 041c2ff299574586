import PiperollLedger
import PiperollStore
import TestSupport

@testable import PiperollServer

/// The bytes of an entry: what can be read is written again as the same bytes.
final class EntryTarget: FuzzTarget {
  static let name = "entry"

  init() {}

  /// The entries of each conversation.
  func seeds() throws -> [[UInt8]] {
    let desk = try Desk()
    var found: Set<[UInt8]> = []
    for conversation in try Seeds.conversations() {
      let disk = desk.disk.fork(seed: 1)
      let server = try Desk.start(disk)
      let client = Client(server, as: .admin)
      client.send(conversation.map { $0 + "\n" }.joined())
      client.end()
      server.end()
      let recovery = try StoreReader(Desk.directory, storage: disk.kill())
      _ = try recovery.read(from: 1) { _, _, payload in found.insert(Array(payload)) }
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
  }

  func run(_ bytes: [UInt8]) -> Bool {
    guard let read = try? entry(decoding: bytes) else { return true }
    let written = Fuzz.bytes(of: read)
    guard let again = try? entry(decoding: written) else { fail("it cannot be read again") }
    if Fuzz.bytes(of: again) != written { fail("it is written differently") }
    return true
  }
}

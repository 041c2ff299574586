import PiperollLedger
import PiperollStore
import TestSupport

@testable import PiperollServer

/// A segment of the journal or a snapshot with other bytes: a start and a verification end, and a
/// start that succeeds comes to a state that was once recorded.
final class StoreTarget: FuzzTarget {
  static let name = "store"

  private let desk: Desk
  private let segment: String
  private let snapshot: String
  /// What the book came to after each entry.
  private var states: Set<String> = []

  init() throws {
    desk = try Desk()
    let names = desk.disk.names(in: Desk.directory)
    guard let segment = names.first(where: { $0.hasSuffix(".log") }),
      let snapshot = names.last(where: { $0.hasSuffix(".snap") })
    else { fail("no files in \(names)") }
    self.segment = "\(Desk.directory)/\(segment)"
    self.snapshot = "\(Desk.directory)/\(snapshot)"
    var reading = BookReading()
    try reading.start(nil)
    states.insert(reading.stateHash())
    let reader = try StoreReader(Desk.directory, storage: desk.disk)
    _ = try reader.read(from: 1) {
      try reading.add($0, $1, $2)
      states.insert(reading.stateHash())
    }
  }

  func seeds() throws -> [[UInt8]] {
    var log = desk.disk[segment] ?? []
    while log.last == 0 { log.removeLast() }
    return [[0] + log, [1] + (desk.disk[snapshot] ?? [])]
  }

  /// The first byte says which file has the others.
  func run(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let disk = desk.disk.fork(seed: 1)
    disk[first % 2 == 0 ? segment : snapshot] = Array(bytes.dropFirst())
    let check = try? BookStore.verify(Desk.directory, storage: disk)
    if let check, check.isSound, !states.contains(check.state) { fail("sound: \(check.state)") }
    if let server = try? Desk.start(disk) {
      let state = server.engine.book.stateHash()
      if !states.contains(state) { fail("it started with state \(state)") }
      server.end()
    }
    return true
  }
}

import Glibc
import PiperollStore

/// All that a simulated disk holds.
struct DiskState: Sendable {
  static let root = 0

  var random: SplitMix64
  var capacity: UInt64?
  var files: [Int: SimulatedFile] = [:]
  var directories = [root: SimulatedDirectory()]
  var locks: Set<Int> = []
  var processID: Int32 = 1
  var luck = Luck()
  private var nodesMade = 0

  init(seed: UInt64, capacity: UInt64?) {
    random = SplitMix64(seed: seed)
    self.capacity = capacity
  }

  // MARK: - Names

  /// A path's directory and its last part. Relative paths begin at the root, too.
  func locate(_ path: String) -> (directory: Int, name: String)? {
    let parts = path.split(separator: "/").filter { $0 != "." }
    var directory = Self.root
    for part in parts.dropLast() {
      guard let next = directories[directory]!.seen[String(part)], directories[next] != nil else {
        return nil
      }
      directory = next
    }
    return (directory, parts.last.map(String.init) ?? "")
  }

  /// What a path names.
  func node(_ path: String) -> Int? {
    guard let (directory, name) = locate(path) else { return nil }
    return name.isEmpty ? directory : directories[directory]!.seen[name]
  }

  func file(_ path: String) -> Int? { node(path).flatMap { files[$0] == nil ? nil : $0 } }

  func directory(_ path: String) -> Int? {
    node(path).flatMap { directories[$0] == nil ? nil : $0 }
  }

  mutating func makeFile(_ name: String, in directory: Int) -> Int {
    nodesMade += 1
    files[nodesMade] = SimulatedFile()
    directories[directory]!.make(.link(name, nodesMade))
    return nodesMade
  }

  mutating func makeDirectory(_ name: String, in parent: Int) {
    nodesMade += 1
    directories[nodesMade] = SimulatedDirectory()
    directories[parent]!.make(.link(name, nodesMade))
  }

  // MARK: - Room

  /// Bytes of all files that have a name or are open.
  var usedBytes: UInt64 {
    let named = directories.values.reduce(into: Set<Int>()) { $0.formUnion($1.seen.values) }
    return files.reduce(0) { sum, file in
      let isThere = file.value.openCount > 0 || named.contains(file.key)
      return isThere ? sum + UInt64(file.value.seen.count) : sum
    }
  }

  var freeBytes: UInt64 {
    guard let capacity else { return .max }
    let used = usedBytes
    return used < capacity ? capacity - used : 0
  }

  /// How far a file may grow, if it is to reach `end`.
  func reachable(_ node: Int, _ end: Int) -> Int {
    let length = files[node]!.seen.count
    guard end > length, capacity != nil else { return end }
    return length + Int(min(UInt64(end - length), freeBytes))
  }

  /// Forgets files that nothing can bring back.
  mutating func sweep() {
    let named = directories.values.reduce(into: Set<Int>()) { $0.formUnion($1.nodes) }
    files = files.filter { $0.value.openCount > 0 || named.contains($0.key) }
  }

  // MARK: - Ends

  /// The process is gone.
  mutating func kill() {
    locks = []
    processID += 1
    luck = Luck()
    for node in files.keys { files[node]!.openCount = 0 }
  }

  /// The power is gone, too.
  mutating func crash(_ fate: CrashFate) {
    kill()
    for node in directories.keys.sorted() { directories[node]!.crash(fate, &random) }
    for node in files.keys.sorted() { files[node]!.crash(fate, &random) }
    sweep()
  }
}

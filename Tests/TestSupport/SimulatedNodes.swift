/// A file of a simulated disk: what a reader sees, and what a power cut would leave.
struct SimulatedFile: Sendable {
  private(set) var seen: [UInt8] = []
  private(set) var durable: [UInt8] = []
  private(set) var pending: [FileChange] = []
  /// Changes were lost in a failed sync: `seen` shows them, the disk never will.
  private var hasLosses = false
  var openCount = 0

  mutating func make(_ change: FileChange) {
    change.apply(to: &seen)
    pending.append(change)
  }

  mutating func sync() {
    for change in pending { change.apply(to: &durable) }
    pending.removeAll()
  }

  /// A sync that failed: each change reached the disk or is lost for good, and the system has
  /// forgotten that there was anything to write.
  mutating func failSync(_ random: inout SplitMix64) {
    for change in pending {
      if random.oneIn(2) { change.apply(to: &durable) } else { hasLosses = true }
    }
    pending.removeAll()
  }

  /// What is read next comes from the disk, but for what is yet to be written there.
  mutating func dropCache() {
    guard hasLosses else { return }
    seen = durable
    for change in pending { change.apply(to: &seen) }
    hasLosses = false
  }

  mutating func crash(_ fate: CrashFate, _ random: inout SplitMix64) {
    for change in pending { change.apply(to: &durable, after: fate, &random) }
    self = SimulatedFile(durable)
  }

  /// A file with this content, all of it durable.
  init(_ bytes: [UInt8] = []) {
    seen = bytes
    durable = bytes
  }
}

/// A directory of a simulated disk.
struct SimulatedDirectory: Sendable {
  enum Change: Sendable {
    case link(String, Int)
    case unlink(String, Int)
    /// One change: a power cut leaves both names as they were, or neither.
    case rename(String, String, Int)

    func apply(to names: inout [String: Int]) {
      switch self {
      case .link(let name, let node): names[name] = node
      case .unlink(let name, let node): if names[name] == node { names[name] = nil }
      case .rename(let old, let new, let node):
        if names[old] == node { names[old] = nil }
        names[new] = node
      }
    }
  }

  private(set) var seen: [String: Int] = [:]
  private(set) var durable: [String: Int] = [:]
  private var pending: [Change] = []

  /// All nodes that a name stands for, or may after a power cut.
  var nodes: Set<Int> {
    var nodes = Set(seen.values).union(durable.values)
    for case .link(_, let node) in pending { nodes.insert(node) }
    for case .rename(_, _, let node) in pending { nodes.insert(node) }
    return nodes
  }

  mutating func make(_ change: Change) {
    change.apply(to: &seen)
    pending.append(change)
  }

  mutating func sync() {
    for change in pending { change.apply(to: &durable) }
    pending.removeAll()
  }

  mutating func crash(_ fate: CrashFate, _ random: inout SplitMix64) {
    for change in pending {
      let isKept =
        switch fate {
        case .everythingKept: true
        case .everythingDropped: false
        case .random, .randomWithoutGarbage: random.oneIn(2)
        }
      if isKept { change.apply(to: &durable) }
    }
    pending.removeAll()
    seen = durable
  }
}

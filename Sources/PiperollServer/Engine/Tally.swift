/// How many there are of each name.
struct Tally {
  private var counts: [String: Int] = [:]

  subscript(name: String) -> Int { counts[name] ?? 0 }

  mutating func add(_ name: String) { counts[name, default: 0] += 1 }

  mutating func remove(_ name: String) {
    let left = self[name] - 1
    counts[name] = left > 0 ? left : nil
  }
}

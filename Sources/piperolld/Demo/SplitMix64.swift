/// A small seeded generator: the sample book has to be the same bytes for the same date and seed.
///
/// The system generator cannot be seeded, so this is SplitMix64 (Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014). Not for secrets.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number from `low` through `high`. The bias of the remainder is below 2^-40 here.
  mutating func pick(_ low: Int, _ high: Int) -> Int {
    precondition(low <= high)
    return low + Int(next() % UInt64(high - low + 1))
  }

  /// True in `permille` of a thousand draws.
  mutating func chance(permille: Int) -> Bool {
    pick(1, 1_000) <= permille
  }

  mutating func choice<Element>(_ list: [Element]) -> Element {
    list[pick(0, list.count - 1)]
  }
}

/// Random keys of a book, every one as likely as any other; the same for the same seed.
struct RandomKeys {
  /// Keys go from 0 to one less.
  let keys: UInt64
  private var state: UInt64

  init(keys: Int, seed: UInt64) {
    self.keys = UInt64(max(keys, 1))
    state = 0x9E37_79B9_7F4A_7C15 ^ seed
  }

  mutating func next() -> UInt64 { next(below: keys) }

  /// SplitMix64 (Steele, Lea, Flood 2014), reduced without a bias that would matter.
  mutating func next(below bound: UInt64) -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return (mixed ^ mixed >> 31).multipliedFullWidth(by: bound).high
  }
}

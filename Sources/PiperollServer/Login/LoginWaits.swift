/// From when on those are looked at who were told to wait for what others had typed wrong. What is
/// typed meanwhile makes them wait no longer, so that nobody who goes on guessing keeps them out.
///
/// It is bounded for each address and in all. Who finds no room waits for as long as the counts say
/// each time; so nobody loses their time to those who come later.
struct LoginWaits: Sendable {
  /// Users of one address: an office whose people all come for the first time.
  static let ofAddressMax = 16
  /// Addresses: with the most of each, three megabytes.
  static let addressesMax = 4_096
  /// For so long a time that has come is kept for who was told it. In milliseconds.
  static let keptFor = LoginGuard.delayMax

  private struct Wait {
    var pair: LoginGuard.Key
    /// UTC, milliseconds since 1970.
    var due: Int64
  }

  /// By the addresses' keys.
  private var waits: [LoginGuard.Key: [Wait]] = [:]

  /// For how many milliseconds a pair of an address still waits, where whoever comes now is told to
  /// wait for so many.
  mutating func rest(
    of pair: LoginGuard.Key, from address: LoginGuard.Key, told: Int64, at now: Int64
  ) -> Int64 {
    let there = (waits[address] ?? []).filter { now - $0.due < Self.keptFor }
    if let wait = there.first(where: { $0.pair == pair }) {
      // A clock that was set back makes nobody wait for longer.
      return min(max(0, wait.due - now), told)
    }
    if waits[address] == nil, waits.count >= Self.addressesMax {
      waits = waits.filter { $0.value.contains { now - $0.due < Self.keptFor } }
      if waits.count >= Self.addressesMax { return told }
    }
    if there.count < Self.ofAddressMax {
      waits[address] = there + [Wait(pair: pair, due: now + told)]
    }
    return told
  }

  /// The pair is looked at; it waits anew before it is the next time.
  mutating func end(of pair: LoginGuard.Key, from address: LoginGuard.Key) {
    guard var left = waits[address] else { return }
    left.removeAll { $0.pair == pair }
    waits[address] = left.isEmpty ? nil : left
  }
}

import PiperollTLS

/// Who has to wait before the next try at a password. It knows no clock, no file and no session.
///
/// Wrong passwords are counted for each pair of a user and an address, for each user and for each
/// address. Behind the first few, each makes the next try wait for longer. Where a user has logged
/// in from an address before, only that pair's own count is looked at: a stranger elsewhere cannot
/// make them wait. Elsewhere a stranger can, but no longer than was said the first time.
///
/// Names that are typed are kept only as keyed hashes: one that is no user's may be a password,
/// typed in the wrong place.
struct LoginGuard: Sendable {
  /// Wrong passwords without any delay: who has forgotten which of a few it was gets in.
  static let freeTries = 5
  /// The delay behind the last free try, in milliseconds; each further failure doubles it.
  static let delayFirst: Int64 = 2_000
  /// The longest delay: 15 minutes, in which nobody can be locked out for good.
  static let delayMax: Int64 = 900_000
  /// A day without a wrong password, and those before are forgotten. In milliseconds.
  static let forgetAfter: Int64 = 86_400_000
  /// Counts that are kept: some 300 KiB of file. Each costs whoever makes it half a second of a
  /// core, so old small ones can go.
  static let recordsMax = 4_096
  /// Addresses that are kept of a user: home, office, telephone, and then some.
  static let addressesMax = 16

  struct Key: Hashable, Sendable {
    var high: UInt64
    var low: UInt64
  }

  /// The wrong passwords of a pair, a user or an address.
  struct Record: Equatable, Sendable {
    var failures: Int
    /// When the last one came: UTC, milliseconds since 1970.
    var last: Int64
    /// The user of a pair, so that all of a user's pairs can be forgotten.
    var user: Key?
  }

  /// A login that succeeded: from where, and when last.
  struct Visit: Equatable, Sendable {
    var address: String
    var last: Int64
    /// The serial number of the certificate; empty: it was a password.
    var certificate: String
  }

  /// What is known of a try before its password is looked at.
  enum Standing: Sendable {
    /// Wrong passwords came from there or for that user.
    case suspected
    /// Nothing is known.
    case unknown
    /// The user has logged in from there before.
    case known
  }

  /// A password check that was let through. Its end must be told: `failed`, `succeeded` or
  /// `cancelled`.
  struct Ticket: Sendable {
    let user: String
    let address: String
    let standing: Standing
    fileprivate let pair: Key
    /// The counts that a failure is added to, besides the pair's.
    fileprivate let wider: [Key]
  }

  enum Admission: Sendable {
    case check(Ticket)
    /// It has to wait for so many seconds.
    case wait(seconds: Int)
  }

  /// Makes the hashes of this file its own.
  let secret: [UInt8]
  private(set) var records: [Key: Record]
  /// By the users' names; the newest is first.
  private(set) var visits: [String: [Visit]]
  /// The checks of a pair that are under way: each counts as a failure until it ends.
  private var pending: [Key: Int] = [:]
  /// Who waits for the counts of users and addresses, which others can raise.
  private var told = LoginWaits()

  init(secret: [UInt8], records: [Key: Record] = [:], visits: [String: [Visit]] = [:]) {
    self.secret = secret
    self.records = records
    self.visits = visits
  }

  // MARK: Tries

  /// Whether a password may be looked at now.
  /// - Parameter now: UTC, milliseconds since 1970.
  mutating func admit(_ user: String, from address: String, at now: Int64) -> Admission {
    let pair = key(of: user, from: address)
    let isKnown = hasVisited(user, from: address)
    let addressKey = key(from: address)
    let wider = isKnown ? [] : [key(of: user), addressKey]
    let underWay = pending[pair] ?? 0
    var others = wider.map { wait($0, at: now) }.max() ?? 0
    if others > 0 { others = told.rest(of: pair, from: addressKey, told: others, at: now) }
    let longest = max(wait(pair, underWay: underWay, at: now), others)
    if longest > 0 { return .wait(seconds: Int((longest + 999) / 1_000)) }
    told.end(of: pair, from: addressKey)
    let failures = ([pair] + wider).map { live($0, at: now)?.failures ?? 0 }
    let isSuspected = underWay > 0 || failures.contains { $0 > 0 }
    pending[pair] = underWay + 1
    return .check(
      Ticket(
        user: user, address: address,
        standing: isKnown ? .known : isSuspected ? .suspected : .unknown, pair: pair, wider: wider))
  }

  /// The password was wrong. Returns for how many seconds the pair waits now; 0: not yet.
  mutating func failed(_ ticket: Ticket, at now: Int64) -> Int {
    cancelled(ticket)
    count(ticket.pair, user: key(of: ticket.user), at: now)
    for key in ticket.wider { count(key, user: nil, at: now) }
    return Int(wait(ticket.pair, at: now) / 1_000)
  }

  /// The password was right: those of the pair that were wrong no longer count.
  mutating func succeeded(_ ticket: Ticket, at now: Int64) {
    cancelled(ticket)
    let failures = records.removeValue(forKey: ticket.pair)?.failures ?? 0
    for key in ticket.wider {
      guard var record = records[key] else { continue }
      record.failures -= failures
      records[key] = record.failures > 0 ? record : nil
    }
    visited(ticket.user, from: ticket.address, certificate: "", at: now)
  }

  /// The password was not looked at.
  mutating func cancelled(_ ticket: Ticket) {
    let left = (pending[ticket.pair] ?? 1) - 1
    pending[ticket.pair] = left > 0 ? left : nil
  }

  /// Notes a login. Returns whether that is news, which should be kept.
  @discardableResult
  mutating func visited(
    _ user: String, from address: String, certificate: String, at now: Int64
  ) -> Bool {
    var all = visits[user] ?? []
    let before = all.firstIndex { $0.address == address }.map { all.remove(at: $0) }
    let kept = certificate.isEmpty ? before?.certificate ?? "" : certificate
    let visit = Visit(address: address, last: now, certificate: kept)
    visits[user] = [visit] + all.prefix(Self.addressesMax - 1)
    guard let before else { return true }
    return before.certificate != kept || now - before.last > Self.visitMilliseconds
  }

  /// Within a minute a second login from the same address is no news: scripts log in often.
  private static let visitMilliseconds: Int64 = 60_000

  // MARK: Unlocking

  /// Forgets the wrong passwords of a user, and of an address where one is given. Returns how many
  /// those of the user were.
  mutating func unlock(_ user: String, address: String?) -> Int {
    let name = key(of: user)
    let pairs = records.filter { $0.value.user == name }
    let failures = pairs.values.map(\.failures).reduce(0, +)
    for key in pairs.keys { records[key] = nil }
    let wide = records.removeValue(forKey: name)?.failures ?? 0
    if let address { records[key(from: address)] = nil }
    return max(failures, wide)
  }

  /// The wrong passwords that count for a user, from addresses which are new for them.
  func failures(of user: String, at now: Int64) -> Int {
    live(key(of: user), at: now)?.failures ?? 0
  }

  // MARK: Counts

  private func hasVisited(_ user: String, from address: String) -> Bool {
    visits[user]?.contains { $0.address == address } ?? false
  }

  private func live(_ key: Key, at now: Int64) -> Record? {
    guard let record = records[key], now - record.last < Self.forgetAfter else { return nil }
    return record
  }

  /// For how many milliseconds the next try waits.
  /// - Parameter underWay: checks that have not ended; while there are any, the next one waits for
  ///   them.
  private func wait(_ key: Key, underWay: Int = 0, at now: Int64) -> Int64 {
    let record = live(key, at: now)
    let failures = record?.failures ?? 0
    if failures + underWay < Self.freeTries { return 0 }
    if underWay > 0 { return Self.delay(behind: failures + underWay) }
    // A clock that was set back makes nobody wait for longer.
    let last = min(record?.last ?? now, now)
    return max(0, last + Self.delay(behind: failures) - now)
  }

  /// How long the next try waits behind so many failures.
  static func delay(behind failures: Int) -> Int64 {
    guard failures >= freeTries else { return 0 }
    return min(delayFirst << min(Int64(failures - freeTries), 30), delayMax)
  }

  private mutating func count(_ key: Key, user: Key?, at now: Int64) {
    var record = live(key, at: now) ?? Record(failures: 0, last: now, user: user)
    record.failures += 1
    record.last = now
    if records[key] == nil, records.count >= Self.recordsMax { makeRoom(at: now) }
    records[key] = record
  }

  /// Drops what is forgotten, or an eighth: of the smallest counts the oldest. So a flood of them
  /// looks through all but now and then.
  private mutating func makeRoom(at now: Int64) {
    records = records.filter { now - $0.value.last < Self.forgetAfter }
    guard records.count >= Self.recordsMax else { return }
    let least = records.sorted { one, other in
      (one.value.failures, one.value.last) < (other.value.failures, other.value.last)
    }
    for (key, _) in least.prefix(Self.recordsMax / 8) { records[key] = nil }
  }

  // MARK: Keys

  private func key(of user: String, from address: String) -> Key { hash("p", [user, address]) }
  private func key(of user: String) -> Key { hash("u", [user]) }
  private func key(from address: String) -> Key { hash("a", [address]) }

  private func hash(_ kind: String, _ parts: [String]) -> Key {
    var bytes = secret + Array(kind.utf8)
    for part in parts {
      bytes += withUnsafeBytes(of: UInt32(part.utf8.count).littleEndian, Array.init)
      bytes += part.utf8
    }
    let digest = bytes.withUnsafeBytes { Digest.sha256(of: $0) }
    let words = [0, 8].map { start in
      digest[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    return Key(high: words[0], low: words[1])
  }
}

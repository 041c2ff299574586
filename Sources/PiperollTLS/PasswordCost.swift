/// What one scrypt hash costs, within bounds: a value out of them cannot be made, so that a
/// tampered record can take neither memory nor time.
public struct PasswordCost: Equatable, Sendable {
  /// Twice the work of ``standard``: room for one raise of the standard, at most 256 MiB.
  static let workMax = 1 << 21

  /// Binary logarithm of N, the number of blocks of memory.
  public let logN: Int
  /// Size of a block, in units of 128 bytes.
  public let r: Int
  /// Rounds one after the other.
  public let p: Int

  /// N = 2^17, r = 8, p = 1: 128 MiB and about half a second of one core. Source: OWASP Password
  /// Storage Cheat Sheet, its minimum for scrypt.
  public static let standard = PasswordCost(checkedLogN: 17, r: 8, p: 1)

  private init(checkedLogN logN: Int, r: Int, p: Int) {
    self.logN = logN
    self.r = r
    self.p = p
  }

  /// Nil unless logN is 10...20, r 1...32, p 1...16 and N * r * p at most twice the standard's.
  public init?(logN: Int, r: Int, p: Int) {
    guard
      (10...20).contains(logN), (1...32).contains(r), (1...16).contains(p),
      (1 << logN) * r * p <= Self.workMax
    else { return nil }
    self.init(checkedLogN: logN, r: r, p: p)
  }

  /// N itself.
  var blocks: Int { 1 << logN }

  /// What libcrypto allocates for these parameters (crypto/evp/pbe_scrypt.c: B, V, X and T). It
  /// must be told: its default bound of 32 MiB refuses N = 2^17.
  var memoryBytes: Int { 128 * r * (blocks + 2 + p) }
}

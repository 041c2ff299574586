import COpenSSL

/// Passwords as they are stored: scrypt (RFC 7914) with a random salt for each, as one line of
/// text, `scrypt$17$8$1$<salt>$<hash>`: log2 N, r, p, and in base64 16 bytes of salt and 32 of
/// hash.
///
/// NULs at a password's end do not count (HMAC pads its key with them); the protocol has none.
///
/// A hash takes 128 MiB and a large part of a second: call these on a bounded pool of threads.
public enum PasswordHash {
  static let saltBytes = 16
  static let hashBytes = 32

  /// A record for names that do not exist, so that they take as long as those that do. No password
  /// fits it: its hash is all zeros.
  public static let unknownUser = PasswordRecord(
    cost: .standard,
    salt: [UInt8](repeating: 0, count: saltBytes),
    hash: [UInt8](repeating: 0, count: hashBytes)
  ).text

  /// A new record for `password`, with a new salt.
  /// - Throws: `.library` without memory or entropy.
  public static func make(
    _ password: Secret, cost: PasswordCost = .standard
  ) throws(TLSFault) -> String {
    let salt = try Randomness.bytes(saltBytes)
    let hash = try derive(password, salt: salt, cost: cost, count: hashBytes)
    return PasswordRecord(cost: cost, salt: salt, hash: hash).text
  }

  /// Whether `password` is the one of `record`. Takes the same time wherever the hashes differ.
  /// - Throws: `.record` for a record that is malformed or costs too much, `.library` without
  ///   memory: neither is the user's mistake.
  public static func verify(_ password: Secret, against record: String) throws(TLSFault) -> Bool {
    guard let stored = PasswordRecord(record) else { throw .record("not a password record") }
    let hash = try derive(password, salt: stored.salt, cost: stored.cost, count: hashBytes)
    return unsafe CRYPTO_memcmp(hash, stored.hash, hashBytes) == 0
  }

  /// Whether a record should be made anew at the next login because `cost` is another now.
  public static func needsRehash(_ record: String, cost: PasswordCost = .standard) -> Bool {
    PasswordRecord(record)?.cost != cost
  }

  static func derive(
    _ password: Secret, salt: [UInt8], cost: PasswordCost, count: Int
  ) throws(TLSFault) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: count)
    let result = unsafe password.withUnsafeBytes { bytes in
      unsafe EVP_PBE_scrypt(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, salt, salt.count,
        UInt64(cost.blocks), UInt64(cost.r), UInt64(cost.p), UInt64(cost.memoryBytes),
        &hash, count)
    }
    guard result == 1 else { throw LibraryError.takeFault() }
    return hash
  }
}

/// The parts of a stored password.
struct PasswordRecord: Equatable {
  let cost: PasswordCost
  let salt: [UInt8]
  let hash: [UInt8]

  var text: String {
    "scrypt$\(cost.logN)$\(cost.r)$\(cost.p)$\(Base64.encode(salt))$\(Base64.encode(hash))"
  }
}

extension PasswordRecord {
  /// Nil for anything that `text` would not give back byte by byte.
  init?(_ text: String) {
    let fields = text.split(separator: "$", omittingEmptySubsequences: false)
    guard
      fields.count == 6, fields[0] == "scrypt",
      let logN = Int(fields[1]), let r = Int(fields[2]), let p = Int(fields[3]),
      let cost = PasswordCost(logN: logN, r: r, p: p),
      let salt = Base64.decode(fields[4], count: PasswordHash.saltBytes),
      let hash = Base64.decode(fields[5], count: PasswordHash.hashBytes)
    else { return nil }
    self.init(cost: cost, salt: salt, hash: hash)
    guard self.text == text else { return nil }
  }
}

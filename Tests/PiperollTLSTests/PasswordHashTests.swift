import Testing

@testable import PiperollTLS

/// Cheap enough to be made often: 1 MiB and a few milliseconds.
private let cheap = PasswordCost(logN: 10, r: 8, p: 1)!

private func secret(_ text: String) -> Secret {
  var bytes = Array(text.utf8)
  return Secret(moving: &bytes)
}

private func hex(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in
    let digits = String(byte, radix: 16)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }.joined()
}

@Test func `scrypt gives the vector of RFC 7914`() throws {
  let cost = try #require(PasswordCost(logN: 14, r: 8, p: 1))
  let hash = try PasswordHash.derive(
    secret("pleaseletmein"), salt: Array("SodiumChloride".utf8), cost: cost, count: 64)
  #expect(
    hex(hash) == """
      7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2\
      d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
      """)
}

@Test func `a record of the standard cost is what Python's scrypt gives`() throws {
  let record = try PasswordHash.make(secret("correct horse"))
  #expect(record.hasPrefix("scrypt$17$8$1$"))
  let script = """
    import hashlib, base64, sys
    _, n, r, p, salt, stored = sys.argv[1].split("$")
    made = hashlib.scrypt(b"correct horse", salt=base64.b64decode(salt), n=2**int(n), r=int(r),
      p=int(p), dklen=32, maxmem=2**28)
    print(made == base64.b64decode(stored))
    """
  #expect(try outcome(of: "python3", "-c", script, record).text == "True\n")
}

@Test func `a password fits its own record and no other does`() throws {
  let record = try PasswordHash.make(secret("correct horse"), cost: cheap)
  #expect(try PasswordHash.verify(secret("correct horse"), against: record))
  for wrong in ["", "correct hors", "correct horse ", "Correct horse", "correct horse\0x"] {
    #expect(try !PasswordHash.verify(secret(wrong), against: record))
  }
}

@Test func `two records of one password differ`() throws {
  let records = try (0..<2).map { _ in try PasswordHash.make(secret("same"), cost: cheap) }
  #expect(records[0] != records[1])
}

@Test func `an empty password is a password`() throws {
  let record = try PasswordHash.make(secret(""), cost: cheap)
  #expect(try PasswordHash.verify(secret(""), against: record))
  #expect(try !PasswordHash.verify(secret("x"), against: record))
}

@Test func `a record of another cost is to be made anew`() throws {
  let record = try PasswordHash.make(secret("x"), cost: cheap)
  #expect(PasswordHash.needsRehash(record))
  #expect(!PasswordHash.needsRehash(record, cost: cheap))
  #expect(PasswordHash.needsRehash("nonsense"))
}

@Test func `nobody's password fits the unknown user, at the standard cost`() throws {
  #expect(!PasswordHash.needsRehash(PasswordHash.unknownUser))
  #expect(try !PasswordHash.verify(secret(""), against: PasswordHash.unknownUser))
}

@Test(arguments: [
  (9, 8, 1), (21, 1, 1), (20, 8, 1), (18, 8, 2), (17, 33, 1), (17, 0, 1), (17, 8, 0), (10, 8, 17),
  (63, 8, 1), (-1, 8, 1), (17, Int.max, 1),
])
func `a cost out of bounds cannot be made`(logN: Int, r: Int, p: Int) {
  #expect(PasswordCost(logN: logN, r: r, p: p) == nil)
}

@Test func `the cost may be doubled once`() {
  #expect(PasswordCost(logN: 18, r: 8, p: 1) != nil)
  #expect(PasswordCost(logN: 16, r: 8, p: 2) != nil)
}

@Test func `a record that was tampered with is refused before any work`() throws {
  let salt = "AAAAAAAAAAAAAAAAAAAAAA=="
  let hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  #expect(PasswordRecord("scrypt$10$8$1$\(salt)$\(hash)") != nil)
  for record in [
    "", "scrypt", "scrypt$10$8$1$\(salt)", "scrypt$10$8$1$\(salt)$\(hash)$",
    "scrypt$30$8$1$\(salt)$\(hash)", "scrypt$+10$8$1$\(salt)$\(hash)",
    "scrypt$010$8$1$\(salt)$\(hash)", "bcrypt$10$8$1$\(salt)$\(hash)",
    "scrypt$10$8$1$\(hash)$\(salt)", "scrypt$10$8$1$\(salt)$\(hash)\n",
    "scrypt$10$8$1$AAAAAAAAAAAAAAAAAAAAAB==$\(hash)", "scrypt$10$8$1$\(salt)$!\(hash.dropFirst())",
    "scrypt$10$8$1$ AAAAAAAAAAAAAAAAAAAAA==$\(hash)",
  ] {
    #expect(PasswordRecord(record) == nil, "\(record)")
    #expect(throws: TLSFault.record("not a password record")) {
      try PasswordHash.verify(secret("x"), against: record)
    }
  }
}

@Test func `a secret empties the array it is moved from and keeps the bytes`() {
  var bytes = Array("hunter2".utf8)
  let moved = Secret(moving: &bytes)
  #expect(bytes.isEmpty)
  #expect(moved.count == 7)
  #expect(moved.withUnsafeBytes { Array($0) } == Array("hunter2".utf8))
}

@Test func `cleansing overwrites`() {
  var bytes: [UInt8] = [1, 2, 3]
  bytes.withUnsafeMutableBytes { Secret.cleanse($0) }
  #expect(bytes == [0, 0, 0])
}

@Test func `SHA-256 gives the vectors of FIPS 180-4`() {
  let abc = Array("abc".utf8).withUnsafeBytes { Digest.sha256(of: $0) }
  #expect(hex(abc) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  let empty = Digest.sha256(of: UnsafeRawBufferPointer(start: nil, count: 0))
  #expect(hex(empty) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
}

@Test func `a made password is five groups of four unmistakable characters`() throws {
  let passwords = try (0..<50).map { _ in try Randomness.password() }
  #expect(Set(passwords).count == 50)
  for password in passwords {
    let groups = password.split(separator: "-", omittingEmptySubsequences: false)
    #expect(groups.count == 5 && groups.allSatisfy { $0.count == 4 })
    #expect(!password.contains { "ilouIO".contains($0) })
  }
  // All 32 characters occur among 1,000; that one of them is missing has a chance of 1e-12.
  #expect(Set(passwords.joined()).count == 33)
}

@Test func `random bytes are as many as asked for`() throws {
  #expect(try Randomness.bytes(0) == [])
  let bytes = try Randomness.bytes(32)
  #expect(bytes.count == 32)
  #expect(try Randomness.bytes(32) != bytes)
}

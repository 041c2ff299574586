import Foundation
import PiperollLedger
import PiperollTLS
import Testing

@testable import PiperollLetters

@Suite struct `An opt-out token` {
  /// The expected one is of Python: `base64.b32encode(hmac.digest(bytes(range(32)), b"opt-out 7 3",
  /// "sha256")[:10])`.
  @Test func `is the beginning of an HMAC of the contact and the channel`() throws {
    let file = NSTemporaryDirectory() + "piperoll-letters-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let digits = (0..<32).map { String(format: "%02x", $0) }.joined() + "\n"
    _ = FileManager.default.createFile(
      atPath: file, contents: Data(digits.utf8), attributes: [.posixPermissions: 0o600])
    let key = try SealKey(file: file)
    let seal: LetterSeal = { bytes in bytes.withUnsafeBytes { key.seal($0) } }
    #expect(OptOutToken.token(of: 7, .email, seal) == "2HCF7XTHFP7HN2W2")
    let all = [
      OptOutToken.token(of: 7, .email, seal), OptOutToken.token(of: 8, .email, seal),
      OptOutToken.token(of: 7, .letter, seal),
    ]
    #expect(Set(all).count == 3 && all.allSatisfy { $0.count == 16 })
  }
}

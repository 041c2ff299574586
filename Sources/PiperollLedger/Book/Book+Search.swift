extension Book {
  /// An account found by its own name, or by a contact's.
  public struct NameMatch: Sendable {
    public let account: UInt32
    public let contact: UInt32?
    /// The earlier name that was found; nil: the name is of today.
    public var formerly: TextReference?
  }

  /// Finds the names that contain every word of the question, in any case of ASCII letters. It
  /// reads all names once, so its time depends on their length and not on the question.
  /// - Parameter selection: the accounts to look at; nil for all.
  public func search(
    _ question: String, max: Int, of selection: Selection? = nil
  ) -> [NameMatch] {
    let words = question.split(whereSeparator: { $0 == " " || $0 == "\t" })
      .map { $0.utf8.map(folded) }
    guard !words.isEmpty else { return [] }
    var found: [NameMatch] = []
    for account in 0..<UInt32(accounts.count)
    where found.count < max && selection?[account] ?? true {
      if occur(words, in: accounts[account].name) {
        found.append(NameMatch(account: account, contact: nil))
        continue
      }
      if isAmended(account), let name = formerName(of: account, none, words) {
        found.append(NameMatch(account: account, contact: nil, formerly: name))
        continue
      }
      var match: NameMatch?
      forEachContact(of: account) {
        if match != nil { return }
        if occur(words, in: contacts[$0].name) {
          match = NameMatch(account: account, contact: $0)
        } else if isAmended(account), let name = formerName(of: account, $0, words) {
          match = NameMatch(account: account, contact: $0, formerly: name)
        }
      }
      if let match { found.append(match) }
    }
    return found
  }

  /// A name that an account or its contact had before, with every word in it.
  private func formerName(
    of account: UInt32, _ contact: UInt32, _ words: [[UInt8]]
  ) -> TextReference? {
    var name: TextReference?
    forEachName(of: account, contact) { if name == nil, occur(words, in: $0) { name = $0 } }
    return name
  }

  private func occur(_ words: [[UInt8]], in name: TextReference) -> Bool {
    arena.withBytes(name) { bytes in words.allSatisfy { occurs($0, in: bytes) } }
  }
}

private func folded(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

private func occurs(_ word: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
  guard word.count <= bytes.count else { return false }
  for start in 0...bytes.count - word.count where folded(bytes[start]) == word[0] {
    if word.indices.allSatisfy({ folded(bytes[start + $0]) == word[$0] }) { return true }
  }
  return false
}

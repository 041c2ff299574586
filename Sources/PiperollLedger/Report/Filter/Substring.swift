/// A search for a part in texts, in any case of ASCII letters, by the algorithm of D. Knuth, J.
/// Morris and V. Pratt, "Fast pattern matching in strings". Its time depends on the text's length
/// only.
struct SubstringTable: Sendable {
  private let part: [UInt8]
  /// For each place in the part: the length of the longest proper prefix of the part that also ends
  /// there.
  private let prefixes: [Int32]

  init(_ text: [UInt8]) {
    let part = text.map(folded)
    var prefixes = [Int32](repeating: 0, count: part.count)
    var length = 0
    for place in part.indices.dropFirst() {
      while length > 0, part[length] != part[place] { length = Int(prefixes[length - 1]) }
      if part[length] == part[place] { length += 1 }
      prefixes[place] = Int32(length)
    }
    self.part = part
    self.prefixes = prefixes
  }

  /// Whether a text contains the part. Every text contains an empty part.
  func occurs(in text: UnsafeRawBufferPointer) -> Bool {
    guard part.count <= text.count else { return false }
    var length = 0
    for byte in text {
      if length == part.count { return true }
      let byte = folded(byte)
      while length > 0, part[length] != byte { length = Int(prefixes[length - 1]) }
      if part[length] == byte { length += 1 }
    }
    return length == part.count
  }
}

private func folded(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// An order of texts: by their length, then by their bytes.
func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  if left.count != right.count { return left.count < right.count }
  for (first, second) in zip(left, right) where first != second { return first < second }
  return false
}

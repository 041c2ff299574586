/// A search for a part in texts, in any case and with or without marks (`Folding`), signs and
/// blanks as they are, by the algorithm of D. Knuth, J. Morris and V. Pratt, "Fast pattern matching
/// in strings". Its time depends on the text's length only.
struct SubstringTable: Sendable {
  private let part: [UInt8]
  /// For each place in the part: the length of the longest proper prefix of the part that also ends
  /// there.
  private let prefixes: [Int32]

  init(_ text: [UInt8]) {
    let part = text.withUnsafeBytes { FoldedText($0, .kept).bytes }
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
    var length = 0
    for byte in FoldedText(text, .kept).bytes {
      if length == part.count { return true }
      while length > 0, part[length] != byte { length = Int(prefixes[length - 1]) }
      if part[length] == byte { length += 1 }
    }
    return length == part.count
  }
}

/// An order of texts: by their length, then by their bytes.
func precedes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  if left.count != right.count { return left.count < right.count }
  for (first, second) in zip(left, right) where first != second { return first < second }
  return false
}

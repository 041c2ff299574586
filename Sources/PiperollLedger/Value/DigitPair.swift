/// The two digits of a number below a hundred, as text. Replies hold many amounts and dates: to
/// look a pair up takes half the time of computing it.
enum DigitPair {
  /// The two bytes as they stand in memory.
  /// - Parameter number: below 100.
  @inline(__always)
  static func bytes(_ number: UInt32) -> UInt16 {
    let pairs: StaticString = """
      0001020304050607080910111213141516171819\
      2021222324252627282930313233343536373839\
      4041424344454647484950515253545556575859\
      6061626364656667686970717273747576777879\
      8081828384858687888990919293949596979899
      """
    return UnsafeRawPointer(pairs.utf8Start)
      .loadUnaligned(fromByteOffset: Int(number) &* 2, as: UInt16.self)
  }

  /// Writes the two digits.
  /// - Parameter number: below 100.
  @inline(__always)
  static func write(_ number: UInt32, to place: UnsafeMutablePointer<UInt8>) {
    UnsafeMutableRawPointer(place).storeBytes(of: bytes(number), as: UInt16.self)
  }
}

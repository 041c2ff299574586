// Every number in a store's files is little-endian, and may stand at any offset.

extension UnsafeRawBufferPointer {
  /// The number at an offset, which must lie within the buffer.
  func integer<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type, at offset: Int
  ) -> Number {
    assert(offset >= 0 && offset + MemoryLayout<Number>.size <= count)
    return unsafe Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
  }

  /// A part of the buffer.
  func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: self[range])
  }
}

extension [UInt8] {
  /// Appends a number.
  mutating func append<Number: FixedWidthInteger & BitwiseCopyable>(integer: Number) {
    unsafe Swift.withUnsafeBytes(of: integer.littleEndian) { unsafe append(contentsOf: $0) }
  }

  /// Puts a number over the bytes at an offset.
  mutating func put<Number: FixedWidthInteger & BitwiseCopyable>(_ integer: Number, at offset: Int)
  {
    precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= count)
    unsafe withUnsafeMutableBytes { raw in
      unsafe raw.storeBytes(of: integer.littleEndian, toByteOffset: offset, as: Number.self)
    }
  }
}

extension [UInt8] {
  /// The array's memory during a call that may throw a typed error, which the standard library's
  /// form would erase.
  func withRaw<Value, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let outcome: Result<Value, Failure> = unsafe withUnsafeBytes { raw in
      do throws(Failure) {
        return .success(try unsafe body(raw))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }

  /// As `withRaw`, to be written to.
  mutating func withMutableRaw<Value, Failure>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let outcome: Result<Value, Failure> = unsafe withUnsafeMutableBytes { raw in
      do throws(Failure) {
        return .success(try unsafe body(raw))
      } catch {
        return .failure(error)
      }
    }
    return try outcome.get()
  }
}

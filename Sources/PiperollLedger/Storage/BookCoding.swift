/// Where a book writes its tables: a snapshot file, or a hash over the same bytes.
public protocol BookSink {
  associatedtype Fault: Error
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Fault)
}

/// Where a book reads its tables from; fills the whole buffer or throws.
public protocol BookSource {
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(BookDecodingError)
}

/// Why the bytes of a snapshot are not a book of this version.
public enum BookDecodingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The source ended or failed; its words say how.
  case source(String)
  /// A row of another size than this version's.
  case rowSize(stored: UInt64)
  /// The book was written in a layout that this version does not read.
  case layout(stored: UInt64)
  /// Its rows do not fit together, and following them would lead nowhere; the words say which.
  case rows(String)

  public var description: String {
    switch self {
    case .source(let words): words
    case .rowSize(let stored): "a row of \(stored) bytes is no row of this version"
    case .layout(let stored):
      "its book has layout \(stored); this version reads \(Book.layout)"
    case .rows(let words): "its rows do not fit together: \(words)"
    }
  }
}

extension BookSink {
  mutating func write(integer: UInt64) throws(Fault) {
    var word = integer.littleEndian
    var fault: Fault?
    withUnsafeBytes(of: &word) { bytes in
      do throws(Fault) { try write(bytes) } catch { fault = error }
    }
    if let fault { throw fault }
  }
}

extension BookSource {
  mutating func readInteger() throws(BookDecodingError) -> UInt64 {
    var word: UInt64 = 0
    var fault: BookDecodingError?
    withUnsafeMutableBytes(of: &word) { bytes in
      do throws(BookDecodingError) { try read(into: bytes) } catch { fault = error }
    }
    if let fault { throw fault }
    return UInt64(littleEndian: word)
  }
}

/// A 128-bit hash of a book's tables: equal for equal states, whatever the way they were reached
/// (journal from the start, snapshot and journal, or a backup). It finds differences; it is no
/// defence against somebody who makes them on purpose - the journal's SHA-256 chain is.
public struct StateHash: BookSink {
  private var low: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var high: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private var length: UInt64 = 0

  /// Mixes bytes in; how they are cut into calls is part of the hash.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Never) {
    var offset = 0
    while offset + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < bytes.count {
      tail = tail << 8 | UInt64(bytes[offset])
      offset += 1
    }
    mix(tail ^ UInt64(bytes.count) << 56)
    length &+= UInt64(bytes.count)
  }

  private mutating func mix(_ word: UInt64) {
    let product = (low ^ word).multipliedFullWidth(by: 0xFF51_AFD7_ED55_8CCD)
    low = product.low ^ product.high
    high = (high ^ word) &* 0xC4CE_B9FE_1A85_EC53
    high ^= high >> 29
  }

  /// The hash.
  var words: (low: UInt64, high: UInt64) {
    var end = self
    end.mix(length)
    return (end.low, end.high)
  }

  /// 32 lower-case hexadecimal digits.
  public func hexadecimal() -> String { Self.digits(words.low) + Self.digits(words.high) }

  private static func digits(_ word: UInt64) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}

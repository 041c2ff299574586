/// Where a book writes its tables: to a snapshot file, or into a hash of the same bytes.
public protocol BookSink {
  associatedtype Fault: Error
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Fault)
}

/// Where a book reads its tables from. A read fills the whole buffer or throws.
public protocol BookSource {
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(BookDecodingError)
}

/// Why the bytes of a snapshot are not a book of this version.
public enum BookDecodingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The source ended or failed; the text says how.
  case source(String)
  /// The sections are written in a format that this version does not read.
  case format(stored: UInt64)
  /// The book has a table or an index that this version does not know, so a newer version wrote it.
  case unknownSection(String, number: UInt32)
  /// The rows have a version that this one does not read.
  case rowVersion(section: String, stored: UInt32, known: UInt32)
  /// The rows do not have the size of their version.
  case rowSize(section: String, stored: UInt64)
  /// The rows contradict each other, and could not be followed safely; the text says which.
  case rows(String)

  /// Whether a newer version of the program wrote the book. It is then sound, and skipping it would
  /// lose what it says.
  public var isNewer: Bool {
    switch self {
    case .format(let stored): stored > Book.format
    case .unknownSection: true
    case .rowVersion(_, let stored, let known): stored > known
    case .source, .rowSize, .rows: false
    }
  }

  public var description: String {
    switch self {
    case .source(let words): words
    case .format(let stored):
      "its book has format \(stored); this version reads format \(Book.format)"
    case .unknownSection(let name, let number):
      "its book has a section \"\(name)\" (\(number)), which this version does not know"
    case .rowVersion(let section, let stored, let known):
      "the rows of its section \"\(section)\" have version \(stored), which this version does not"
        + " read; its own is \(known)"
    case .rowSize(let section, let stored):
      "a row of \(stored) bytes is no row of its section \"\(section)\""
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

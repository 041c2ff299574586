import PiperollLedger

/// A book's bytes in an array.
struct ByteSink: BookSink {
  var bytes: [UInt8] = []

  mutating func write(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }
}

/// Reads from an array, and counts how many bytes were asked for.
struct ByteSource: BookSource {
  let bytes: [UInt8]
  var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(BookDecodingError) {
    guard buffer.count <= bytes.count - offset else { throw .source("the bytes have ended") }
    buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
    offset += buffer.count
  }
}

func encoded(_ book: borrowing Book) -> [UInt8] {
  var sink = ByteSink()
  book.encode(to: &sink)
  return sink.bytes
}

func entry(decoding bytes: [UInt8]) throws -> Entry {
  let result = bytes.withUnsafeBytes { raw -> Result<Entry, EntryDecodingError> in
    do throws(EntryDecodingError) { return .success(try Entry(decoding: raw)) } catch {
      return .failure(error)
    }
  }
  return try result.get()
}

func bytes(of entry: Entry) -> [UInt8] {
  var bytes: [UInt8] = []
  entry.encode(to: &bytes)
  return bytes
}

/// Where a text stands in the arena: 40 bits of offset and 24 of length in one word.
public struct TextReference: BitwiseCopyable, Equatable, Sendable {
  let word: UInt64
  /// The text of no bytes, which stands nowhere.
  public static let empty = TextReference(word: 0)

  init(word: UInt64) { self.word = word }
  init(offset: Int, length: Int) { word = UInt64(offset) << 24 | UInt64(length) }

  var offset: Int { Int(word >> 24) }
  /// UTF-8 bytes.
  public var length: Int { Int(word & 0xFF_FFFF) }
  /// Whether it is of no bytes.
  public var isEmpty: Bool { length == 0 }
}

/// All texts of a book, end to end in pages that are only ever added to.
public struct TextArena: Sendable {
  /// A page: no text crosses one, and none is longer than a request line, which is far below it.
  static var pageBytes: Int { 65_536 }
  private var pages: [[UInt8]] = []

  /// Adds a text of at most a page's size.
  mutating func append(_ text: String) -> TextReference {
    guard !text.isEmpty else { return .empty }
    var text = text
    return text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) -> TextReference {
    precondition(bytes.count <= Self.pageBytes, "a text is never longer than a request")
    if pages.isEmpty || pages[pages.count - 1].count + bytes.count > Self.pageBytes {
      pages.append([])
    }
    let page = pages.count - 1
    let offset = pages[page].count
    pages[page].append(contentsOf: bytes)
    return TextReference(offset: page * Self.pageBytes + offset, length: bytes.count)
  }

  /// The text's bytes, for as long as the body runs.
  public func withBytes<Result>(
    _ reference: TextReference, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    guard !reference.isEmpty else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    let start = reference.offset % Self.pageBytes
    return pages[reference.offset / Self.pageBytes].withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[start..<start + reference.length]))
    }
  }

  /// A copy of a reference's text.
  public subscript(reference: TextReference) -> String {
    withBytes(reference) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the text is these bytes.
  func equals(_ reference: TextReference, _ bytes: UnsafeRawBufferPointer) -> Bool {
    reference.length == bytes.count
      && withBytes(reference) { $0.elementsEqual(bytes) }
  }

  func encode<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    try sink.write(integer: UInt64(pages.count))
    for page in pages {
      try sink.write(integer: UInt64(page.count))
      try PiperollLedger.withBytes(of: page, { bytes throws(Sink.Fault) in try sink.write(bytes) })
    }
  }

  init() {}

  init<Source: BookSource>(from source: inout Source) throws(BookDecodingError) {
    for _ in 0..<Int(clamping: try source.readInteger()) {
      let size = Int(clamping: try source.readInteger())
      guard size <= Self.pageBytes else { throw .rowSize(stored: UInt64(size)) }
      var page = [UInt8](repeating: 0, count: size)
      var fault: BookDecodingError?
      page.withUnsafeMutableBytes { bytes in
        do throws(BookDecodingError) { try source.read(into: bytes) } catch { fault = error }
      }
      if let fault { throw fault }
      pages.append(page)
    }
  }
}

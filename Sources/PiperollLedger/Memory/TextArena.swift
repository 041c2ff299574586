/// The place of a text in the arena: 40 bits of offset and 24 bits of length, in one word.
public struct TextReference: BitwiseCopyable, Equatable, Sendable {
  @usableFromInline let word: UInt64
  /// The empty text, which takes no place.
  public static let empty = TextReference(word: 0)

  init(word: UInt64) { self.word = word }
  init(offset: Int, length: Int) { word = UInt64(offset) << 24 | UInt64(length) }

  @inlinable var offset: Int { Int(word >> 24) }
  /// The number of UTF-8 bytes.
  @inlinable public var length: Int { Int(word & 0xFF_FFFF) }
  /// Whether the text is empty.
  @inlinable public var isEmpty: Bool { length == 0 }
}

/// All texts of a book, one after the other, in pages that are only ever added to.
///
/// A page never moves, and bytes in it never change once they are written. So a copy of the arena
/// shares all pages, even the one that is being filled: the copy has no reference to later texts. A
/// copy must be forked before it is written itself. For these reasons the unchecked `Sendable` is
/// safe.
public struct TextArena: @unchecked Sendable {
  /// The bytes of a page. No text crosses a page's end; a text is never longer than a request line,
  /// which is far shorter than a page.
  @usableFromInline static var pageBytes: Int { 65_536 }

  /// Keeps the memory while any copy of the arena exists.
  private final class Page {
    let start = UnsafeMutablePointer<UInt8>.allocate(capacity: TextArena.pageBytes)
    deinit { start.deallocate() }
  }

  private var pages: [Page] = []
  var pageCount: Int { pages.count }
  /// The address of each page. Readers need nothing else, and no reference count changes.
  @usableFromInline var starts: [UnsafeMutablePointer<UInt8>] = []
  /// How many bytes of each page are filled.
  private var filled: [Int] = []

  /// Adds a text, which must not be longer than a page.
  mutating func append(_ text: String) -> TextReference {
    guard !text.isEmpty else { return .empty }
    var text = text
    return text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) -> TextReference {
    precondition(bytes.count <= Self.pageBytes, "a text is never longer than a request")
    if filled.isEmpty || filled[filled.count - 1] + bytes.count > Self.pageBytes { addPage() }
    let page = filled.count - 1
    let offset = filled[page]
    UnsafeMutableRawBufferPointer(start: starts[page] + offset, count: bytes.count)
      .copyMemory(from: bytes)
    filled[page] += bytes.count
    return TextReference(offset: page * Self.pageBytes + offset, length: bytes.count)
  }

  /// Begins a new page, and leaves the one that is being filled to the other copies: only one of
  /// several copies that are written may go on in it.
  mutating func fork() { if !pages.isEmpty { addPage() } }

  private mutating func addPage() {
    let page = Page()
    pages.append(page)
    starts.append(page.start)
    filled.append(0)
  }

  /// Calls the body with the text's bytes, which are valid only while it runs.
  @inlinable
  public func withBytes<Result>(
    _ reference: TextReference, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    guard !reference.isEmpty else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    let start = starts[reference.offset / Self.pageBytes] + reference.offset % Self.pageBytes
    return body(UnsafeRawBufferPointer(start: start, count: reference.length))
  }

  /// A copy of a reference's text.
  public subscript(reference: TextReference) -> String {
    withBytes(reference) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a text has exactly these bytes.
  func equals(_ reference: TextReference, _ bytes: UnsafeRawBufferPointer) -> Bool {
    reference.length == bytes.count && withBytes(reference) { isEqual($0, bytes) }
  }

  /// Whether two texts have the same bytes.
  func areEqual(_ left: TextReference, _ right: TextReference) -> Bool {
    withBytes(left) { equals(right, $0) }
  }

  /// The section of the texts. It comes before all rows, which name the texts.
  static var section: Section { Section(1, "texts") }

  /// Writes each page: the number of its filled bytes, and these bytes.
  func write<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    for (start, count) in zip(starts, filled) {
      try sink.write(integer: UInt64(count))
      try sink.write(UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  /// Adds all texts to a hash.
  func add(to hash: inout StateHash) {
    hash.write(integer: UInt64(pages.count))
    for (start, count) in zip(starts, filled) {
      hash.write(UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  init() {}

  /// Reads some number of pages.
  init<Source: BookSource>(
    pages count: Int, from source: inout Source
  ) throws(BookDecodingError) {
    for _ in 0..<count {
      let size = Int(clamping: try source.readInteger())
      guard size <= Self.pageBytes else { throw .rows("a page of texts") }
      addPage()
      let last = pages.count - 1
      try source.read(into: UnsafeMutableRawBufferPointer(start: starts[last], count: size))
      // A wrong reference can then reach only zeros, not whatever was in memory.
      (starts[last] + size).update(repeating: 0, count: Self.pageBytes - size)
      filled[last] = size
    }
  }
}

/// Whether two runs of bytes with the same length are equal.
private func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  var offset = 0
  while offset + 8 <= left.count {
    let word = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    if word != right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) { return false }
    offset += 8
  }
  while offset < left.count {
    if left[offset] != right[offset] { return false }
    offset += 1
  }
  return true
}

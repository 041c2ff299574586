/// Where a text stands in the arena: 40 bits of offset and 24 of length in one word.
public struct TextReference: BitwiseCopyable, Equatable, Sendable {
  @usableFromInline let word: UInt64
  /// The text of no bytes, which stands nowhere.
  public static let empty = TextReference(word: 0)

  init(word: UInt64) { self.word = word }
  init(offset: Int, length: Int) { word = UInt64(offset) << 24 | UInt64(length) }

  @inlinable var offset: Int { Int(word >> 24) }
  /// UTF-8 bytes.
  @inlinable public var length: Int { Int(word & 0xFF_FFFF) }
  /// Whether it is of no bytes.
  @inlinable public var isEmpty: Bool { length == 0 }
}

/// All texts of a book, end to end in pages that are only ever added to.
///
/// A page never moves and what has been written in it never changes, so a copy of the arena shares
/// the pages, also the one that is being filled: it has no reference to what is written later. A
/// copy that is written itself is forked first. Unchecked `Sendable` for that reason.
public struct TextArena: @unchecked Sendable {
  /// A page: no text crosses one, and none is longer than a request line, which is far below it.
  @usableFromInline static var pageBytes: Int { 65_536 }

  /// Keeps the memory for as long as any copy of the arena is there.
  private final class Page {
    let start = UnsafeMutablePointer<UInt8>.allocate(capacity: TextArena.pageBytes)
    deinit { start.deallocate() }
  }

  private var pages: [Page] = []
  var pageCount: Int { pages.count }
  /// Where each page begins: what a reader needs, without a count to keep.
  @usableFromInline var starts: [UnsafeMutablePointer<UInt8>] = []
  /// How many bytes of each page have been written.
  private var filled: [Int] = []

  /// Adds a text of at most a page's size.
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

  /// Leaves the page that is being filled to the other copies: of several that are written, only
  /// one may go on in it.
  mutating func fork() { if !pages.isEmpty { addPage() } }

  private mutating func addPage() {
    let page = Page()
    pages.append(page)
    starts.append(page.start)
    filled.append(0)
  }

  /// The text's bytes, for as long as the body runs.
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

  /// Whether the text is these bytes.
  func equals(_ reference: TextReference, _ bytes: UnsafeRawBufferPointer) -> Bool {
    reference.length == bytes.count && withBytes(reference) { isEqual($0, bytes) }
  }

  /// Where the texts stand in a book's bytes: before all rows, which name them.
  static var section: Section { Section(1, "texts") }

  /// Writes each page: how many bytes of it are filled, and these.
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

  /// Reads so many pages.
  init<Source: BookSource>(
    pages count: Int, from source: inout Source
  ) throws(BookDecodingError) {
    for _ in 0..<count {
      let size = Int(clamping: try source.readInteger())
      guard size <= Self.pageBytes else { throw .rows("a page of texts") }
      addPage()
      let last = pages.count - 1
      try source.read(into: UnsafeMutableRawBufferPointer(start: starts[last], count: size))
      // What a false reference may reach is zeros, and not what lay in memory.
      (starts[last] + size).update(repeating: 0, count: Self.pageBytes - size)
      filled[last] = size
    }
  }
}

/// Whether two runs of as many bytes are the same.
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

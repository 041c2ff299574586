import Logging
import NIOCore
import PiperollLedger
import PiperollLetters
import PiperollStore
import PiperollTLS

/// The folder of letters and emails, `outbox` beside the book: each notice's text is written there
/// behind its entry, once that is on the disk.
///
/// A file is written whole, made durable, and then renamed to its name, which is the notice's
/// entry. What a crash left is written again at the next start: the text is made of the book, and
/// is the same. Up to which entry all are written stands in the file `written`.
///
/// Unchecked `Sendable`: the loop asks `isBusy` and `wake`, all else is the thread's that writes.
final class Outbox: @unchecked Sendable {
  /// Notices that share a fsync of their folder and a new `written`. With more of them a crash
  /// would have more to write again.
  private static let notices = 64
  /// The length of `written`: an entry's number.
  private static let markBytesMax = 32

  private let storage: any Storage
  private let directory: String
  private let mark: StateFile
  private let queue: any WorkQueue
  private let logger: Logger
  /// The last entry whose notice, and all before it, is written.
  private var written: EntryNumber
  private var folders: Set<String> = []
  private var isBusy = false
  private var isAsked = false

  /// Opens the folder, and makes it where there is none. In a new one nothing is written that was
  /// recorded before: of a book that was restored all letters would go out once more.
  /// - Parameter last: the last entry of the book.
  init(
    _ directory: String, after last: EntryNumber, storage: any Storage, queue: any WorkQueue,
    logger: Logger
  ) throws {
    (self.directory, self.storage, self.queue) = (directory, storage, queue)
    self.logger = logger
    mark = StateFile("\(directory)/written", storage: storage)
    try storage.createDirectory(directory)
    if let bytes = try mark.read(most: Self.markBytesMax) {
      let text = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
      written = EntryNumber(text) ?? last
    } else {
      written = last
      try mark.replace(with: Array("\(last)\n".utf8))
      try storage.syncDirectory(directory)
    }
  }

  /// Writes, beside the loop, what is durable and not yet written.
  func wake(_ engine: Engine) {
    if isBusy {
      isAsked = true
      return
    }
    isBusy = true
    let (view, durable) = (BookView(engine.book), engine.durable)
    queue.submit {
      WorkerPriority.lower()
      self.write(view.book, upTo: durable)
      engine.loop.execute {
        self.isBusy = false
        if self.isAsked {
          self.isAsked = false
          self.wake(engine)
        }
      }
    }
  }

  /// Ends its thread. What is not written yet is written at the next start.
  func shutDown() async throws { try await queue.shutDown() }

  private func write(_ book: borrowing Book, upTo last: EntryNumber) {
    var pending = book.notices(after: written, upTo: last)[...]
    do {
      while !pending.isEmpty {
        try write(Array(pending.prefix(Self.notices)), book)
        pending = pending.dropFirst(Self.notices)
      }
      written = max(written, last)
    } catch {
      logger.error("outbox.failed", metadata: ["reason": "\(error)", "written": "\(written)"])
    }
  }

  /// Writes some notices, and then says that they are written.
  private func write(_ notices: [UInt32], _ book: borrowing Book) throws {
    var places: Set<String> = []
    for notice in notices {
      guard let letter = NoticeWriter.standard.write(notice: notice, in: book) else {
        logger.error("outbox.differs", metadata: ["entry": "\(book.notices[notice].entry)"])
        continue
      }
      for file in letter.files {
        let folder = "\(directory)/\(file.folder)"
        try makeFolder(file.folder)
        let name = "\(folder)/\(file.name)"
        try StateFile(name, storage: storage).replace(with: file.bytes)
        places.insert(folder)
      }
    }
    for place in places.sorted() { try storage.syncDirectory(place) }
    guard let last = notices.last.map({ book.notices[$0].entry }) else { return }
    try mark.replace(with: Array("\(last)\n".utf8))
    try storage.syncDirectory(directory)
    written = last
  }

  private func makeFolder(_ folder: String) throws {
    if folders.contains(folder) { return }
    var path = directory
    for part in folder.split(separator: "/") {
      let parent = path
      path += "/\(part)"
      try storage.createDirectory(path)
      try storage.syncDirectory(parent)
    }
    folders.insert(folder)
  }
}

extension NoticeWriter {
  /// With OpenSSL's SHA-256.
  static let standard = NoticeWriter(digest: sha256)

  static let sha256: @Sendable ([UInt8]) -> [UInt8] = { bytes in
    bytes.withUnsafeBytes { Digest.sha256(of: $0) }
  }
}

import Glibc
import TestSupport
import Testing

@testable import PiperollStore

struct DirectoryTests {
  private let directory = TestDirectory()

  private func beside(_ name: String) -> TestDirectory { TestDirectory(at: directory.path + name) }

  @Test func `a server whose lock file is removed or replaced has the directory all the same`()
    throws
  {
    try directory.create()
    let store = try directory.open(storage: LocalStorage())
    unlink(directory.file("piperoll.lock"))
    #expect(throws: StoreError.locked(directory: directory.path, processID: nil)) {
      try directory.open(storage: LocalStorage())
    }
    #expect(try LocalStorage().holder(of: directory.path) == .process(nil))
    try directory.write("piperoll.lock", Array("12345\n".utf8))
    #expect(throws: StoreError.locked(directory: directory.path, processID: 12_345)) {
      try directory.open(storage: LocalStorage())
    }
    // By another name of the same directory.
    let link = beside("-link")
    symlink(directory.path, link.path)
    defer { unlink(link.path) }
    #expect(throws: StoreError.locked(directory: link.path, processID: 12_345)) {
      try link.open(storage: LocalStorage())
    }
    try store.close()
    try directory.open().close()
  }

  @Test func `a version that locks the file alone keeps this one out`() throws {
    try directory.create()
    let descriptor = open(directory.file("piperoll.lock"), O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    #expect(throws: StoreError.self) { try directory.open() }
    flock(descriptor, LOCK_UN)
    try directory.open().close()
  }

  @Test func `a store whose directory is moved goes on in it, says so, and never writes elsewhere`()
    throws
  {
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes, storage: LocalStorage())
    try store.post(1)
    #expect(store.displacement == nil)
    let moved = beside("-moved")
    #expect(rename(directory.path, moved.path) == 0)
    #expect(store.displacement == .moved(directory: directory.path, to: moved.path))
    try directory.create(sizes: smallSizes)
    let fresh = directory.contents
    for _ in 1...40 { try store.post(1) }
    let ledger = Ledger()
    ledger.fill(41)
    try store.writeSnapshot(sequence: 41, time: 1, body: ledger.write)
    #expect(store.displacement == .moved(directory: directory.path, to: moved.path))
    try store.close()
    #expect(directory.contents == fresh)
    let found = Ledger()
    try moved.open(found, sizes: smallSizes).close()
    #expect(found.payloads == Ledger.expected(41))
  }

  @Test(arguments: [DurableMark.fileName, "journal-0000000000000001.log", "piperoll.lock"])
  func `nothing is written through a link`(name: String) throws {
    try directory.create(sizes: smallSizes)
    try directory.open(sizes: smallSizes).close()
    let other = TestDirectory()
    try other.write("theirs", directory.read(name))
    unlink(directory.file(name))
    symlink(other.file("theirs"), directory.file(name))
    let before = other.contents
    let error = #expect(throws: StoreError.self) {
      try directory.open(sizes: smallSizes, storage: LocalStorage())
    }
    #expect("\(String(describing: error))".contains("it is a symbolic link"))
    #expect(other.contents == before)
  }

  @Test(arguments: ["journal-next.log.new", "snapshot-0000000000000001.snap.new"], [true, false])
  func `what is made anew replaces a link, and leaves alone what it leads to`(
    name: String, isSymbolic: Bool
  ) throws {
    try directory.create(sizes: smallSizes)
    let other = TestDirectory()
    try other.write("theirs", [1, 2, 3])
    func plant() {
      unlink(directory.file(name))
      if isSymbolic {
        symlink(other.file("theirs"), directory.file(name))
      } else {
        link(other.file("theirs"), directory.file(name))
      }
    }
    plant()
    let store = try directory.open(sizes: smallSizes, storage: LocalStorage())
    try store.post(1)
    if name.hasPrefix("snapshot") { plant() }
    let ledger = Ledger()
    ledger.fill(1)
    try store.writeSnapshot(sequence: 1, time: 1, body: ledger.write)
    for _ in 1...40 { try store.post(1) }
    try store.close()
    #expect(other.read("theirs") == [1, 2, 3])
    let found = Ledger()
    try directory.open(found, sizes: smallSizes).close()
    #expect(found.payloads == Ledger.expected(41))
  }

  @Test func `a backup does not go into its own book, by whatever name`() throws {
    try directory.create()
    try directory.open().close()
    let before = directory.contents
    let link = beside("-link")
    symlink(directory.path, link.path)
    let name = directory.path.split(separator: "/").last!
    mkdir(directory.file("inner"), 0o700)
    let targets = [
      directory.file("b"), directory.path + "//b", directory.path + "/../\(name)/b",
      link.file("b"), directory.file("inner/b"), directory.file("inner/../b"),
    ]
    for target in targets {
      #expect(
        throws: StoreError.insideItself(target: target, directory: directory.path), "\(target)"
      ) {
        try Backup.make(of: directory.path, at: target) { _, _ in "" }
      }
    }
    // Nor through a link that has the name under which it would be made.
    symlink(directory.path, directory.path + "-b.unfinished")
    #expect(throws: StoreError.self) {
      try Backup.make(of: directory.path, at: directory.path + "-b") { _, _ in "" }
    }
    unlink(directory.path + "-b.unfinished")
    rmdir(directory.file("inner"))
    unlink(link.path)
    #expect(directory.contents == before)
  }
}

/// Records on their way to the audit trail, in the bytes in which they will be written: a block
/// with room for its head and its seal. Who fills it does nothing but copy.
///
/// Unchecked `Sendable`: it has one owner at a time.
@safe
public final class AuditPage: @unchecked Sendable {
  /// Some five hundred records: few enough that damage spoils little, and enough that the seal
  /// costs a record next to nothing.
  public static let byteCount = 64 << 10
  /// The longest text of a record; what is longer is cut. More than any request line.
  public static let textBytesMax = 16 << 10
  /// The longest text of what was before and after a change.
  public static let changeBytesMax = 255

  /// The seal before the block stands in front of it, so that both are sealed in one piece.
  static let headAt = AuditFormat.sealBytes
  private static let recordsAt = headAt + AuditFormat.blockHeadBytes

  let memory: UnsafeMutableRawBufferPointer
  /// Where the next record begins.
  private(set) var end = recordsAt
  /// How many records there are.
  public private(set) var records = 0

  /// An empty page.
  public init() {
    unsafe memory = .allocate(byteCount: Self.byteCount, alignment: 16)
  }

  deinit { unsafe memory.deallocate() }

  /// Whether there are none.
  public var isEmpty: Bool { records == 0 }

  /// Whether a record has room whose texts have so many bytes.
  public func hasRoom(_ textBytes: Int) -> Bool {
    end + AuditHead.byteCount + textBytes + AuditFormat.sealBytes <= Self.byteCount
  }

  /// Makes it empty, to be filled again.
  public func removeAll() {
    end = Self.recordsAt
    records = 0
  }

  /// Appends a record, which must have room.
  /// - Parameter actor: a user's name and, behind it, their address.
  public func append(
    _ head: AuditHead, actor: UnsafeRawBufferPointer, userBytes: Int,
    target: UnsafeRawBufferPointer, said: UnsafeRawBufferPointer,
    before: UnsafeRawBufferPointer, after: UnsafeRawBufferPointer
  ) {
    let byteCount =
      AuditHead.byteCount + actor.count + target.count + said.count + before.count + after.count
    precondition(end + byteCount + AuditFormat.sealBytes <= Self.byteCount, "a record has room")
    let place = unsafe memory.baseAddress! + end
    unsafe place.storeBytes(of: UInt32(byteCount).littleEndian, as: UInt32.self)
    unsafe place.storeBytes(of: head.what, toByteOffset: 4, as: UInt8.self)
    unsafe place.storeBytes(of: head.data, toByteOffset: 5, as: UInt8.self)
    unsafe place.storeBytes(of: head.code.littleEndian, toByteOffset: 6, as: UInt16.self)
    unsafe place.storeBytes(of: head.time.littleEndian, toByteOffset: 8, as: Int64.self)
    unsafe place.storeBytes(of: head.session.littleEndian, toByteOffset: 16, as: UInt32.self)
    unsafe place.storeBytes(of: head.rows.littleEndian, toByteOffset: 20, as: UInt32.self)
    unsafe place.storeBytes(of: UInt8(userBytes), toByteOffset: 24, as: UInt8.self)
    unsafe place.storeBytes(of: UInt8(actor.count - userBytes), toByteOffset: 25, as: UInt8.self)
    unsafe place.storeBytes(
      of: UInt16(target.count).littleEndian, toByteOffset: 26, as: UInt16.self)
    unsafe place.storeBytes(of: UInt16(said.count).littleEndian, toByteOffset: 28, as: UInt16.self)
    unsafe place.storeBytes(of: UInt8(before.count), toByteOffset: 30, as: UInt8.self)
    unsafe place.storeBytes(of: UInt8(after.count), toByteOffset: 31, as: UInt8.self)
    end += AuditHead.byteCount
    unsafe copy(actor)
    unsafe copy(target)
    unsafe copy(said)
    unsafe copy(before)
    unsafe copy(after)
    records += 1
  }

  /// Lends what was typed in each record, to be changed.
  func forEachSaid(_ body: (UnsafeMutableRawBufferPointer) -> Void) {
    var place = Self.recordsAt
    while place < end {
      let raw = unsafe UnsafeRawBufferPointer(memory)
      let before = unsafe Int(raw[place + 24]) + Int(raw[place + 25])
      let target = unsafe Int(raw.integer(UInt16.self, at: place + 26))
      let count = unsafe Int(raw.integer(UInt16.self, at: place + 28))
      let said = place + AuditHead.byteCount + before + target
      unsafe body(UnsafeMutableRawBufferPointer(rebasing: memory[said..<(said + count)]))
      unsafe place += Int(raw.integer(UInt32.self, at: place))
    }
  }

  @inline(__always)
  private func copy(_ bytes: UnsafeRawBufferPointer) {
    guard let from = bytes.baseAddress else { return }
    unsafe (memory.baseAddress! + end).copyMemory(from: from, byteCount: bytes.count)
    end += bytes.count
  }

  /// Makes a block of it: writes its head, seals it after another seal.
  /// - Returns: the block's place in `memory`, and its seal, which is its end.
  func close(
    first: UInt64, after before: [UInt8], _ key: any AuditSealing
  ) -> (block: Range<Int>, seal: [UInt8]) {
    unsafe memory.copyBytes(from: before)
    let head = unsafe memory.baseAddress! + Self.headAt
    unsafe head.storeBytes(of: AuditFormat.blockMagic.littleEndian, as: UInt32.self)
    let byteCount = UInt32(end - Self.recordsAt)
    unsafe head.storeBytes(of: byteCount.littleEndian, toByteOffset: 4, as: UInt32.self)
    unsafe head.storeBytes(of: first.littleEndian, toByteOffset: 8, as: UInt64.self)
    unsafe head.storeBytes(of: UInt32(records).littleEndian, toByteOffset: 16, as: UInt32.self)
    unsafe head.storeBytes(of: 0, toByteOffset: 20, as: UInt32.self)
    let made = unsafe key.seal(
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<end]))
    unsafe UnsafeMutableRawBufferPointer(rebasing: memory[end...]).copyBytes(from: made)
    return (Self.headAt..<(end + AuditFormat.sealBytes), made)
  }
}

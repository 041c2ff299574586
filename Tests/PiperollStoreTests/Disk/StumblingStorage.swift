import Glibc
import PiperollStore
import TestSupport

/// The local file system with one call, or all from one on, made to fail.
final class StumblingStorage: StillStorage, @unchecked Sendable {
  private let call: Int
  private let isSticky: Bool
  private var calls = 0
  private(set) var hasFailed = false

  /// - Parameter call: counted from 0.
  init(call: Int, isSticky: Bool) {
    self.call = call
    self.isSticky = isSticky
    super.init()
  }

  override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
    defer { calls += 1 }
    guard calls == self.call || isSticky && calls > self.call else { return nil }
    hasFailed = true
    throw call.fault(EIO)
  }
}

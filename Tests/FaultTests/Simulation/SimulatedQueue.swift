import TestSupport

@testable import PiperollServer

/// Work that is done when the simulation says so, first in, first out. One thread.
final class SimulatedQueue: WorkQueue, @unchecked Sendable {
  private var waiting: [@Sendable () -> Void] = []

  var isEmpty: Bool { waiting.isEmpty }

  func submit(_ work: @escaping @Sendable () -> Void) { waiting.append(work) }

  func shutDown() async throws {}

  /// Does the oldest work; false where there is none.
  func step() -> Bool {
    if waiting.isEmpty { return false }
    waiting.removeFirst()()
    return true
  }
}

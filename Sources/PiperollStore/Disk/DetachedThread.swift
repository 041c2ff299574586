import Glibc

/// Threads that nobody waits for: each runs one piece of work and ends.
enum DetachedThread {
  /// Carries the work through the C function's one pointer.
  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs it on a new thread, or at once where the system has no thread to give.
  static func run(_ work: @escaping @Sendable () -> Void) {
    let context = unsafe Unmanaged.passRetained(Work(work)).toOpaque()
    var thread = pthread_t()
    if unsafe pthread_create(&thread, nil, start, context) == 0 {
      pthread_detach(thread)
    } else {
      _ = unsafe start(context)
    }
  }

  private static let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
    {
      unsafe Unmanaged<Work>.fromOpaque($0!).takeRetainedValue().body()
      return nil
    }
}

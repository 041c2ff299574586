import Glibc

/// A value that another thread is making. Unchecked `Sendable`: it is written before `done` is
/// posted, and read after `done` was waited for.
@safe final class PendingValue<Value: Sendable>: @unchecked Sendable {
  private var value: Value?
  // Made in init, freed in deinit; the work holds this object until it has posted.
  private let done: UnsafeMutablePointer<sem_t>

  init(_ storage: any Storage, _ make: @escaping @Sendable () -> Value) {
    unsafe done = .allocate(capacity: 1)
    unsafe sem_init(done, 0, 0)
    storage.runDetached { [self] in
      value = make()
      unsafe sem_post(done)
    }
  }

  deinit {
    unsafe sem_destroy(done)
    unsafe done.deallocate()
  }

  /// The value, when it is there. To be called once.
  func wait() -> Value {
    // It fails only where a signal comes in between.
    while unsafe sem_wait(done) != 0 {}
    return value!
  }
}

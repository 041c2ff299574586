import Glibc

/// A value that another thread is making. Unchecked `Sendable`: it is written before `done` is
/// posted, and read after `done` was waited for.
@safe final class PendingValue<Value: Sendable>: @unchecked Sendable {
  private var value: Value?
  private let done = Gate()

  init(_ storage: any Storage, _ make: @escaping @Sendable () -> Value) {
    storage.runDetached { [self] in
      value = make()
      done.open()
    }
  }

  /// The value, when it is there; by then the other thread is done with what it was made of.
  func wait() -> Value {
    done.wait()
    return value!
  }
}

/// Shut until it is opened, once.
///
/// Unchecked `Sendable`: a semaphore is made for several threads.
@safe final class Gate: @unchecked Sendable {
  // Made in init, freed in deinit; whoever opens it or waits holds this object.
  private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, 0)
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  func open() { unsafe sem_post(semaphore) }

  /// Returns when it is open, and leaves it so.
  func wait() {
    // It fails only where a signal comes in between.
    while unsafe sem_wait(semaphore) != 0 {}
    unsafe sem_post(semaphore)
  }
}

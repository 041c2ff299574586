import NIOCore
import NIOPosix
import Synchronization

/// Where work is done that the engine's loop must not wait for. Threads in a server; one after
/// another, in an order that a test chooses, in a simulation.
protocol WorkQueue: Sendable {
  /// Runs the work at some later time. Work that is submitted after `shutDown` is dropped.
  func submit(_ work: @escaping @Sendable () -> Void)
  /// Runs what was submitted, then ends.
  func shutDown() async throws
}

/// The queues of an engine.
struct WorkQueues: Sendable {
  /// Steps of reports, so many at a time as `Reports` lets run.
  var workers: any WorkQueue
  /// Writes of many entries, one at a time: nobody who writes waits for a report besides.
  var attempts: any WorkQueue
  /// Writes of many entries that are only tried, and the folding of names: no write waits for them.
  var trials: any WorkQueue
  /// Snapshots, so that no report waits for one.
  var snapshots: any WorkQueue
  /// Password checks.
  var passwords: any WorkQueue
  /// Appends and fsyncs, and nothing else.
  var journal: any WorkQueue

  /// Threads of this machine: two for passwords, because each check takes 128 MiB (OWASP's scrypt
  /// parameters); one for snapshots, of which one is written at a time; one for the journal, which
  /// has one writer.
  static func threads() -> WorkQueues {
    WorkQueues(
      workers: Threads(Reports.threads), attempts: Threads(1), trials: Threads(1),
      snapshots: Threads(1), passwords: Threads(2), journal: Threads(1))
  }
}

extension WorkQueues {
  /// A thread of one writer's own.
  static func thread() -> any WorkQueue { Threads(1) }
}

/// Some threads that share a queue, each made when there is work for it: it has three descriptors.
/// Each is an event loop without sockets: who submits writes to its descriptor and goes on. With a
/// condition variable the engine's loop would wait in its signal until the thread that it woke
/// before has run, and that may be one of low priority (seen with glibc 2.36).
private final class Threads: WorkQueue {
  private typealias Work = @Sendable () -> Void

  private struct State {
    /// The threads that were made, by number.
    var made: [MultiThreadedEventLoopGroup?]
    /// The threads without work, by number. The last is taken: one that was made goes first.
    var idle: [Int]
    /// What waits for a thread, the oldest first.
    var waiting = CircularBuffer<Work>()
    var isShut = false

    /// A thread that has nothing to do.
    mutating func takeIdle() -> (number: Int, loop: any EventLoop)? {
      guard let number = idle.popLast() else { return nil }
      let group = made[number] ?? MultiThreadedEventLoopGroup(numberOfThreads: 1)
      made[number] = group
      return (number, group.next())
    }
  }

  private let state: Mutex<State>

  init(_ count: Int) {
    state = Mutex(State(made: Array(repeating: nil, count: count), idle: Array(0..<count)))
  }

  func submit(_ work: @escaping @Sendable () -> Void) {
    let thread = state.withLock { state -> (number: Int, loop: any EventLoop)? in
      if state.isShut { return nil }
      if let thread = state.takeIdle() { return thread }
      state.waiting.append(work)
      return nil
    }
    guard let thread else { return }
    thread.loop.execute {
      work()
      while let next = self.next(for: thread.number) { next() }
    }
  }

  /// What a thread does next; nil: it is idle from now on.
  private func next(for thread: Int) -> Work? {
    state.withLock { state in
      let work = state.waiting.popFirst()
      if work == nil { state.idle.append(thread) }
      return work
    }
  }

  func shutDown() async throws {
    let made = state.withLock { state in
      state.isShut = true
      return state.made.compactMap(\.self)
    }
    // A thread that has work does all that waits before it comes to this.
    for thread in made { try await thread.next().submit {}.get() }
    for thread in made { try await thread.shutdownGracefully() }
  }
}

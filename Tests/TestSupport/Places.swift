/// Places that tests wait for, so that not all of them have at once what a process has little of.
public actor Places {
  /// Tests that have a server: one has several threads and tens of descriptors. Some hundreds of
  /// them together came near the bound on open files.
  public static let servers = Places(16)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  /// Runs the body in a place. A body takes no other place: whoever has one may wait for ever then.
  public nonisolated func run<Result>(
    _ body: () async throws -> Result
  ) async rethrows -> Result {
    await take()
    do {
      let result = try await body()
      await leave()
      return result
    } catch {
      await leave()
      throw error
    }
  }

  private func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}

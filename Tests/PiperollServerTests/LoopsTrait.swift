import Testing

/// Runs each test of a suite on servers with one loop, then on servers with several: what it claims
/// holds whichever loop serves a connection.
struct LoopsTrait: SuiteTrait, TestTrait, TestScoping {
  /// The event loops of the servers that are started now.
  @TaskLocal static var loops = 1

  let counts: [Int]
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
  ) async throws {
    for count in counts {
      let named = IssueHandlingTrait.compactMapIssues { issue in
        var issue = issue
        issue.comments.append("with \(count) loops")
        return issue
      }
      try await named.provideScope(for: test, testCase: testCase) {
        try await Self.$loops.withValue(count) { try await body() }
      }
    }
  }
}

extension Trait where Self == LoopsTrait {
  /// On one loop, and on three: the engine's and two that serve connections.
  static var onOneLoopAndThree: Self { LoopsTrait(counts: [1, 3]) }
}

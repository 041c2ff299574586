import Testing

/// A transcript's run against a server.
final class Replay {
  /// After so many lines that are not as expected, the rest says nothing new.
  private static let mismatchesMax = 3

  private let transcript: Transcript
  private let server: SpecimenServer
  private var clients: [Int: RawClient] = [:]
  private(set) var mismatches: [String] = []

  init(_ transcript: Transcript) async throws {
    self.transcript = transcript
    server = try await SpecimenServer(transcript)
  }

  /// What came otherwise than the transcript says.
  static func mismatches(of transcript: Transcript) async throws -> [String] {
    let replay = try await Replay(transcript)
    do { try await replay.run() } catch { replay.mismatches.append("\(transcript.path): \(error)") }
    replay.clients.removeAll()
    try await replay.server.stop()
    return transcript.faults + replay.mismatches
  }

  private func run() async throws {
    for step in transcript.steps {
      if mismatches.count >= Self.mismatchesMax { return }
      switch step.act {
      case .send(let bytes): try client(step.connection).send(bytes)
      case .endInput: try client(step.connection).endInput()
      case .stop: try await server.stop()
      case .room: try server.makeRoom()
      case .day: server.clock.pass(hours: 24)
      case .hour: server.clock.pass(hours: 1)
      case .expect(let text): try expect(text, step)
      }
    }
    try expectNoMore()
  }

  private func client(_ number: Int) throws -> RawClient {
    if let client = clients[number] { return client }
    let key = number == 1 ? "user" : "user\(number)"
    let user = transcript.setting(key) ?? "admin"
    let client = try server.connect(user == "none" ? nil : user)
    clients[number] = client
    return client
  }

  private func expect(_ text: String, _ step: Transcript.Step) throws {
    for number in 1...step.count {
      let expected = step.count > 1 ? text.replacing("{i}", with: "\(number)") : text
      let line = try client(step.connection).line() ?? "{closed}"
      if Expectation(text: expected).matches(line) { continue }
      mismatches.append(
        "\(transcript.path):\(step.line + 1)\n  expected \(expected)\n  received \(line)")
      if line == "{closed}" { return }
    }
  }

  /// Every request has had its one reply: at the end of input nothing is left but the end.
  private func expectNoMore() throws {
    for (number, client) in clients.sorted(by: { $0.key < $1.key }) where mismatches.isEmpty {
      if !client.hasEndedInput { try? client.endInput() }
      if let line = try client.line() {
        mismatches.append("\(transcript.path): connection \(number) also says\n  \(line)")
      }
    }
  }
}

extension Replay {
  private static let barrier = "@end-of-group"

  /// The transcript's text with the replies that a server gives now, placeholders kept where they
  /// still match. Replies are told apart from silence by a PING behind each group of requests.
  static func recorded(_ transcript: Transcript) async throws -> String {
    let replay = try await Replay(transcript)
    var lines: [String] = transcript.lines.map { $0 }
    var replaced: [Int: [String]] = [:]
    do {
      for group in replay.groups() { try await replay.record(group, into: &replaced) }
    } catch {
      Issue.record("\(transcript.path): \(error)")
    }
    replay.clients.removeAll()
    try await replay.server.stop()
    for (line, text) in replaced.sorted(by: { $0.key > $1.key }) {
      lines.replaceSubrange(line...line, with: text)
    }
    return lines.joined(separator: "\n")
  }

  /// Requests and the replies behind them.
  private func groups() -> [[Transcript.Step]] {
    var groups: [[Transcript.Step]] = []
    var wasReply = true
    for step in transcript.steps {
      let isReply = if case .expect = step.act { true } else { false }
      if wasReply, !isReply { groups.append([]) }
      groups[groups.count - 1].append(step)
      wasReply = isReply
    }
    return groups
  }

  private func record(
    _ group: [Transcript.Step], into replaced: inout [Int: [String]]
  ) async throws {
    var isEnding = false
    for step in group {
      switch step.act {
      case .send(let bytes): try client(step.connection).send(bytes)
      case .endInput:
        isEnding = true
        try client(step.connection).endInput()
      case .stop:
        isEnding = true
        try await server.stop()
      case .room: try server.makeRoom()
      case .day: server.clock.pass(hours: 24)
      case .hour: server.clock.pass(hours: 1)
      case .expect: continue
      }
    }
    guard let last = group.last(where: { if case .expect = $0.act { false } else { true } })?.line
    else { return }
    replaced[last] = [transcript.lines[last]]
    for connection in Set(group.map(\.connection)).sorted() {
      let received = try receive(from: client(connection), isEnding)
      let expected = group.filter { $0.connection == connection && $0.isExpectation }
      for step in expected { replaced[step.line] = [] }
      replaced[last]! += Self.merged(received, expected, transcript.lines, connection)
    }
  }

  private func receive(from client: RawClient, _ isEnding: Bool) throws -> [String] {
    var received: [String] = []
    if !isEnding {
      if client.isAmidLine { return [] }
      try? client.send(Array("\(Self.barrier) PING\n".utf8))
    }
    while true {
      guard let line = try client.line() else { return received + ["{closed}"] }
      if line.hasPrefix(Self.barrier) { return received }
      received.append(line)
    }
  }

  /// The received lines, each as the transcript has it where that still matches.
  private static func merged(
    _ received: [String], _ expected: [Transcript.Step], _ lines: [String], _ connection: Int
  ) -> [String] {
    let prefix = connection == 1 ? "S: " : "S\(connection): "
    var merged: [String] = []
    var rest = received[...]
    var steps = expected[...]
    while let line = rest.first {
      if let step = steps.popFirst(), case .expect(let text) = step.act,
        step.matches(text, rest.prefix(step.count))
      {
        merged.append(lines[step.line])
        rest = rest.dropFirst(step.count)
      } else {
        merged.append(prefix + line)
        rest = rest.dropFirst()
      }
    }
    return merged
  }
}

extension Transcript.Step {
  var isExpectation: Bool { if case .expect = act { true } else { false } }

  fileprivate func matches(_ text: String, _ received: ArraySlice<String>) -> Bool {
    received.count == count
      && zip(1..., received).allSatisfy { number, line in
        let expected = count > 1 ? text.replacing("{i}", with: "\(number)") : text
        return Expectation(text: expected).matches(line)
      }
  }
}

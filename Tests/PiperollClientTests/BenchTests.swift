import PiperollTLS
import Testing

@testable import PiperollClient
@testable import piperoll

private func text(_ write: (inout TextBuffer) throws -> Void) rethrows -> String {
  var buffer = TextBuffer(capacity: 1)
  try write(&buffer)
  return String(decoding: buffer.bytes, as: UTF8.self)
}

@Suite struct `Replies of a load are counted` {
  private static let piperoll =
    "200 OK\r\n210+ DATA\r\n# items\r\n200\t1\r\n..\t. \r\n. 200 OK rows=2\r\n540 NOTFOUND\r\n"
    + "531 AUTHFAIL\r\n201 CREATED entry=7\r\n"
  private static let redis =
    "+OK 1-2\r\n*2\r\n$3\r\n-1\n\r\n$-1\r\n-ERR 99999999999999999999\r\n:-12\r\n*0\r\n"
    + "$4\r\n\r\n\r\n\r\n*2\r\n:1\r\n-E\r\n$0\r\n\r\n"

  private func outcomes(
    _ pieces: [ArraySlice<UInt8>], _ replies: some ReplyCounter
  ) -> [ReplyOutcome] {
    var (replies, outcomes) = (replies, [ReplyOutcome]())
    for piece in pieces {
      piece.withUnsafeBytes {
        var rest = $0
        while let outcome = replies.next(in: &rest) { outcomes.append(outcome) }
        #expect(rest.isEmpty)
      }
    }
    return outcomes
  }

  private func expect(
    _ expected: [ReplyOutcome], _ stream: String, _ replies: some ReplyCounter
  ) {
    let bytes = Array(stream.utf8)
    #expect(outcomes(bytes.indices.map { bytes[$0...$0] }, replies) == expected)
    for cut in 0...bytes.count {
      #expect(outcomes([bytes[..<cut], bytes[cut...]], replies) == expected, "cut at \(cut)")
    }
  }

  @Test func `of Piperoll, wherever the stream is cut`() {
    expect(
      [.accepted, .accepted, .refused, .refused, .accepted], Self.piperoll, PiperollReplies())
  }

  @Test func `of Redis, wherever the stream is cut`() {
    expect(
      [.accepted, .accepted, .refused, .accepted, .accepted, .accepted, .refused, .accepted],
      Self.redis, RedisReplies())
  }
}

@Suite struct `A load's requests` {
  private func lines(_ commands: [String], count: Int, keys: Int = 10) throws -> [Substring] {
    var mix = try CommandMix(commands, keys: keys, seed: 7, first: 41)
    return text { line in for _ in 0..<count { _ = mix.write(to: &line) } }
      .split(separator: "\r\n")
  }

  @Test func `have their places filled in, each number once`() throws {
    let lines = try lines(["A-{key} +1212{phone} {n} {x} {"], count: 2, keys: 1)
    #expect(lines == ["A-0000000 +12122000000 41 {x} {", "A-0000000 +12122000000 42 {x} {"])
  }

  @Test func `come as often as their weights say`() throws {
    let lines = try lines(["9:LOOKUP A:1", "POST"], count: 20_000)
    let lookups = lines.count { $0 == "LOOKUP A:1" }
    #expect(lines.count { $0 == "POST" } == 20_000 - lookups)
    #expect((17_700...18_300).contains(lookups))
  }

  @Test(arguments: [[], ["0:PING"], ["10001:PING"], ["9999:PING", "2:PING"]])
  func `need a command, and weights that are not beyond all bounds`(commands: [String]) {
    #expect(throws: ClientError.self) { try lines(commands, count: 1) }
  }

  @Test func `spread evenly over the keys, and again the same for a seed`() {
    let keys = 64
    func draw(seed: UInt64) -> [UInt64] {
      var random = RandomKeys(keys: keys, seed: seed)
      return (0..<64_000).map { _ in random.next() }
    }
    let drawn = draw(seed: 1)
    var counts = [Int](repeating: 0, count: keys)
    for key in drawn { counts[Int(key)] += 1 }
    // 1,000 are expected of each, with a standard deviation of 31.
    #expect(counts.allSatisfy { (850...1150).contains($0) })
    #expect(draw(seed: 1) == drawn)
    #expect(draw(seed: 2) != drawn)
  }
}

@Suite struct `A book for measuring` {
  @Test func `has an account, a number and the invoices of each key`() {
    let commands = text { BenchBook(accounts: 1, items: 2).write(12, to: &$0) }
    #expect(
      commands == """
        POST ACCOUNT A-0000012 kind=trade name="Account 0000012" collector=c2 portfolio=p5
        POST CONTACT A-0000012 role=debtor name="Debtor 0000012" phone=+12122000012
        POST INVOICE A-0000012 I-0000012-0 382.50 date=-12d
        POST INVOICE A-0000012 I-0000012-1 399.50 date=-109d

        """)
  }

  @Test func `shares telephone numbers only where there are no more`() {
    #expect(BenchBook.phone(of: 7_999_999) == 9_999_999)
    #expect(BenchBook.phone(of: 8_000_000) == BenchBook.phone(of: 0))
  }

  @Test(arguments: [true, false]) func `is paid by refs that a seed makes its own`(inOrder: Bool) {
    let payments = BenchPayments(count: 2, keys: 2, seed: 5, inOrder: inOrder)
    let lines = text { text in
      var random = RandomKeys(keys: 2, seed: 5)
      for number in 0..<UInt64(3) { payments.write(number, &random, to: &text) }
    }.split(separator: "\n")
    #expect(lines.map { $0.suffix(9) } == (0..<3).map { " ref=p5-\($0)" })
    if inOrder { #expect(lines.map { $0.dropFirst(13).prefix(9) }.last == "A-0000000") }
  }

  @Test func `numbers have all their digits`() {
    for number in [0, 9, 10, 99, 100, 9_999_999, 10_000_000, UInt64.max] {
      #expect(text { $0.put(number) } == "\(number)")
    }
    #expect(text { $0.put(12, digits: 7) } == "0000012")
    #expect(text { $0.put(123_456_789, digits: 7) } == "123456789")
  }
}

@Suite(.timeLimit(.minutes(1))) struct `A load` {
  private func run(
    _ commands: [String], requests: Int, rate: Double? = nil
  ) throws -> (BenchTally, [String]) {
    let server = try FakeServer {
      .reply($0.hasPrefix("LOOKUP") ? "210+ DATA\n..\n. 200 OK" : "540 NOTFOUND")
    }
    defer { server.stop() }
    let load = BenchLoad(
      address: try server.address.onLoopback(),
      context: try .client(trust: .fingerprintChecked), connections: 1, depth: 8,
      rate: rate
    ) { PiperollReplies() }
    let mix = try CommandMix(commands, keys: 10, seed: 1, first: 0)
    let tally = try load.run(mix, warmUp: .init(seconds: 0), measured: .init(requests: requests))
    return (tally, server.requests)
  }

  @Test func `sends as many requests as are asked for, and waits for their replies`() throws {
    let (tally, requests) = try run(["LOOKUP {n}"], requests: 100)
    #expect(requests == (0..<100).map { "LOOKUP \($0)" })
    #expect(tally.total.replies == 100)
    #expect(tally.total.refusals == 0)
    #expect(tally.seconds > 0)
  }

  @Test func `sends at a rate, and waits for all replies`() throws {
    let (tally, requests) = try run(["LOOKUP {n}"], requests: 100, rate: 2_000)
    #expect(requests == (0..<100).map { "LOOKUP \($0)" })
    #expect(tally.total.replies == 100)
    #expect(tally.seconds >= 99.0 / 2_000, "the last one is due then")
  }

  @Test func `has a row for each command and one for all`() throws {
    let (tally, requests) = try run(["3:LOOKUP", "POST"], requests: 200)
    let posts = requests.count { $0 == "POST" }
    #expect(tally.commands.map(\.replies) == [200 - posts, posts])
    #expect(tally.commands.map(\.refusals) == [0, posts])
    let rows = tally.table(connections: 1, depth: 8, names: ["LOOKUP", "POST"])
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    let header = "connections depth per-second p50-us p99-us p99.9-us max-us refusals command"
    #expect(rows[0] == header.split(separator: " "))
    #expect(
      rows.dropFirst().map { [$0[0], $0[1], $0[7], $0[8]] } == [
        ["1", "8", "0", "LOOKUP"], ["1", "8", "\(posts)", "POST"], ["1", "8", "\(posts)", "(all)"],
      ])
    #expect(tally.table(connections: 1, depth: 8, names: ["LOOKUP"]).count == 2)
  }

  @Test func `ends when the server does`() throws {
    let server = try FakeServer { _ in .vanish }
    defer { server.stop() }
    let load = BenchLoad(
      address: try server.address.onLoopback(),
      context: try .client(trust: .fingerprintChecked), connections: 1, depth: 2
    ) { PiperollReplies() }
    let mix = try CommandMix(["PING"], keys: 1, seed: 1, first: 0)
    #expect(throws: ClientError.self) {
      try load.run(mix, warmUp: .init(seconds: 0), measured: .init(requests: 10))
    }
  }

  @Test(arguments: ["192.0.2.1", "example.org", "0.0.0.0"])
  func `goes to loopback alone`(host: String) {
    #expect(throws: ClientError.self) { try Address(host: host, port: 7117).onLoopback() }
  }
}

@Suite struct `Times of replies` {
  @Test(arguments: [1, 63, 64, 1_000, 123_456, 1_000_000_000] as [UInt64])
  func `are kept within 2 percent`(nanoseconds: UInt64) {
    var histogram = LatencyHistogram()
    for _ in 0..<99 { histogram.record(nanoseconds: nanoseconds) }
    histogram.record(nanoseconds: nanoseconds * 10)
    let error = histogram.microseconds(quantile: 0.99) * 1000 - Double(nanoseconds)
    #expect((0...max(1, Double(nanoseconds) * 0.02)).contains(error))
    #expect(histogram.microseconds(quantile: 1) * 1000 >= Double(nanoseconds * 10))
  }

  @Test func `of several commands are added up`() {
    var (one, two) = (LatencyHistogram(), LatencyHistogram())
    one.record(nanoseconds: 1_000)
    two.record(nanoseconds: 9_000)
    one.add(two)
    #expect(one.total == 2)
    #expect(one.microseconds(quantile: 1) >= 9)
    #expect(one.microseconds(quantile: 0.5) < 2)
  }
}

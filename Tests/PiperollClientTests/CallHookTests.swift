import Testing

@testable import PiperollClient

@Suite(.timeLimit(.minutes(1))) struct `The softphone hook` {
  private static func handler(_ line: String) -> FakeServer.Answer {
    switch line {
    case "LOOKUP PHONE +12125550147":
      .reply("210+ DATA\n# accounts\naccount\tname\nA-1\tJane\n. 200 OK rows=1")
    case "LOOKUP PHONE 911": .reply("540 NOTFOUND rule=phone")
    case "LOOKUP PHONE 912": .reply("210+ DATA\n# accounts\naccount\tname\n. 200 OK rows=0")
    case "LOOKUP PHONE 914": .reply("504 BADVALUE key=number")
    case "LOOKUP PHONE 913": .reply("530 AUTH")
    default: .later
    }
  }

  private func run(_ hook: CallHook, _ output: ClientOptions.Output = .verbatim) throws -> (
    Run, [String]
  ) {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    var options = server.options
    options.output = output
    return (Run { hook.run(options, $0) }, server.requests)
  }

  @Test func `looks the caller up, once`() throws {
    let hook = CallHook(
      from: "tel:+1-212-555-0147", id: "1-2@x", name: "x\"}\r\nPOST PAYMENT A 1 \u{1b}[2J")
    let (run, requests) = try run(hook)
    #expect(run.exitCode == .ok)
    #expect(requests.dropFirst() == ["LOOKUP PHONE +12125550147"])
    #expect(run.output.contains("A-1\tJane\n"))
    #expect(run.output.hasPrefix("call from=+12125550147 name=\"x\\\"}\\r\\nPOST"))
  }

  @Test func `prints only data when asked to`() throws {
    let (run, _) = try run(CallHook(from: "+12125550147", name: "Jane"), .tsv)
    #expect(run.output == "account\tname\nA-1\tJane\n# status\t210\tDATA\trows=1\n")
  }

  @Test(arguments: ["911", "912", "914"])
  func `takes an unknown caller for no failure`(from: String) throws {
    let (run, _) = try run(CallHook(from: from))
    #expect(run.exitCode == .ok)
    #expect(run.output == "unknown\n")
  }

  @Test(arguments: ["sip:anonymous@anonymous.invalid", "", "--help", "sip:5550147%20ext@10.0.0.9"])
  func `asks nothing without a usable number`(from: String) throws {
    let (run, requests) = try run(CallHook(from: from))
    #expect(run.exitCode == .ok)
    #expect(run.output == "unknown\n")
    #expect(requests.isEmpty)
  }

  @Test func `says when nobody is logged in`() throws {
    #expect(try run(CallHook(from: "913")).0.exitCode == .login)
  }

  @Test func `gives up after two seconds`() throws {
    let start = ContinuousClock.now
    let (run, requests) = try run(CallHook(from: "999"))
    #expect(run.exitCode == .unreachable)
    #expect(requests.last == "LOOKUP PHONE 999")
    #expect(start.duration(to: .now) >= CallHook.timeout)
  }

  @Test func `never asks a person`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    let hosts = KnownHosts(path: Scratch().file("known_hosts"))
    var options = server.options
    options.password = .ask
    options.trust = .knownHosts(
      hosts,
      firstContact: .ask { _, _ in
        Issue.record("asked")
        return true
      })
    #expect(Run { CallHook(from: "911").run(options, $0) }.exitCode == .unreachable)
  }
}

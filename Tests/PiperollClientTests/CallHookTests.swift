import Testing

@testable import PiperollClient

@Suite(.timeLimit(.minutes(1))) struct `The softphone hook` {
  private static let known = "CALL +12125550147 state=ringing"

  private static func handler(_ line: String) -> FakeServer.Answer {
    switch line {
    case "CALL unknown state=ringing":
      .reply("210+ DATA call=unknown accounts=0\n# accounts\naccount\tname\n. 200 OK rows=0")
    case "CALL 911 state=ringing":
      .reply("210+ DATA accounts=0\n# accounts\naccount\tname\n. 200 OK rows=0")
    case "CALL 914 state=ringing": .reply("504 BADVALUE key=from")
    case "CALL 913 state=ringing": .reply("530 AUTH")
    case "CALL 915 state=ended": .reply("200 OK call=+1915 state=ended to=jane told=1")
    case _ where line.hasPrefix(known):
      .reply("210+ DATA accounts=1\n# accounts\naccount\tname\nA-1\tJane\n. 200 OK rows=1")
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

  @Test func `tells of the call, once, and nothing in it becomes a command`() throws {
    let hook = CallHook(
      from: "tel:+1-212-555-0147", id: "1-2@x", name: "x\"}\r\nPOST PAYMENT A 1 \u{1b}[2J\u{202e}")
    let (run, requests) = try run(hook)
    #expect(run.exitCode == .ok)
    let name = #"name="x\"}  POST PAYMENT A 1  [2J ""#
    #expect(requests.dropFirst() == ["\(Self.known) id=\"1-2@x\" \(name)"])
    #expect(run.output.contains("A-1\tJane\n"))
    #expect(run.output.hasPrefix("call from=+12125550147 name=\"x\\\"}\\r\\nPOST"))
  }

  @Test func `a long name and a long id are cut`() {
    let long = String(repeating: "é", count: 300)
    let line = CallHook(from: "", id: long, name: long, to: "ann").command(nil)
    let (id, name) = (long.prefix(128), long.prefix(64))
    #expect(line == "CALL unknown state=ringing to=\"ann\" id=\"\(id)\" name=\"\(name)\"")
  }

  @Test func `tells that a call has ended`() throws {
    var hook = CallHook(from: "915")
    hook.state = "ended"
    #expect(try run(hook).0.output.hasSuffix("200 OK call=+1915 state=ended to=jane told=1\n"))
  }

  @Test func `prints only data when asked to`() throws {
    let (run, _) = try run(CallHook(from: "+12125550147", name: "Jane"), .tsv)
    #expect(run.output == "account\tname\nA-1\tJane\n# status\t210\tDATA\taccounts=1\trows=1\n")
  }

  @Test(arguments: ["911", "914"])
  func `takes an unknown caller for no failure`(from: String) throws {
    let (run, _) = try run(CallHook(from: from))
    #expect(run.exitCode == .ok)
    #expect(run.output == "unknown\n")
  }

  @Test(arguments: ["sip:anonymous@anonymous.invalid", "", "--help", "sip:5550147%20ext@10.0.0.9"])
  func `tells of a hidden number where there is none that is usable`(from: String) throws {
    let (run, requests) = try run(CallHook(from: from))
    #expect(run.exitCode == .ok)
    #expect(run.output == "unknown\n")
    #expect(requests.last == "CALL unknown state=ringing")
  }

  @Test(arguments: [
    (["--from="], ["--from", ""]), (["--from"], ["--from", ""]),
    (["--from=", "--name=", "--tsv"], ["--from", "", "--tsv"]),
    (["--id", "", "--from", "-5", "--to=", "--name"], ["--from", "-5"]),
    (["--state=", "--from=1", "--name=--id="], ["--from=1", "--name=--id="]),
    (["--from", "--name=", "--id", "--to="], ["--from", "--name=", "--id", "--to="]),
  ])
  func `what a script leaves empty counts as not given`(given: [String], taken: [String]) {
    #expect(CallHook.arguments(given) == taken)
  }

  @Test func `says when nobody is logged in`() throws {
    #expect(try run(CallHook(from: "913")).0.exitCode == .login)
  }

  @Test func `gives up after two seconds`() throws {
    let start = ContinuousClock.now
    let (run, requests) = try run(CallHook(from: "999"))
    #expect(run.exitCode == .unreachable)
    #expect(requests.last == "CALL 999 state=ringing")
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

import PiperollTLS
import Testing

@testable import PiperollClient

@Suite(.timeLimit(.minutes(1))) struct `A server is trusted` {
  private let scratch = Scratch()
  private let files = FakeServer.files

  private func server(_ identity: TLSIdentity = FakeServer.files.server) throws -> FakeServer {
    try FakeServer(identity: identity) { _ in .reply("200 OK") }
  }

  private func trust(_ firstContact: ServerTrust.FirstContact) -> ServerTrust {
    .knownHosts(KnownHosts(path: scratch.file("known_hosts")), firstContact: firstContact)
  }

  @Test func `by the fingerprint that is given, which is recorded`() throws {
    let server = try server()
    defer { server.stop() }
    let first = try Connection.open(
      to: server.address, trust: trust(.accept(files.fingerprint)))
    #expect(try first.exchange("PING").status.code == 200)
    first.close()
    let second = try Connection.open(to: server.address, trust: trust(.refuse))
    #expect(second.fingerprint == files.fingerprint)
    second.close()
  }

  @Test func `not at a first contact without a person`() throws {
    let server = try server()
    defer { server.stop() }
    #expect { try Connection.open(to: server.address, trust: trust(.refuse)) } throws: {
      let error = $0 as? ClientError
      return error?.exitCode == .unreachable
        && error?.description.contains(files.fingerprint.description) == true
    }
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [true, false]) func `as a person answers`(answer: Bool) throws {
    let server = try server()
    defer { server.stop() }
    let files = files
    let trust = trust(.ask { _, met in met == files.fingerprint && answer })
    let connection = try? Connection.open(to: server.address, trust: trust)
    #expect((connection != nil) == answer)
    #expect(scratch.text("known_hosts").isEmpty != answer)
    connection?.close()
  }

  @Test func `never after a change, and both fingerprints are said`() throws {
    let server = try server(files.otherServer)
    defer { server.stop() }
    try KnownHosts(path: scratch.file("known_hosts")).add(server.address, files.fingerprint)
    for firstContact in [.refuse, .accept(files.otherFingerprint), .ask { _, _ in true }]
      as [ServerTrust.FirstContact]
    {
      #expect { try Connection.open(to: server.address, trust: trust(firstContact)) } throws: {
        let text = ($0 as? ClientError)?.description ?? ""
        return text.contains(files.fingerprint.description)
          && text.contains(files.otherFingerprint.description)
      }
    }
    #expect(server.requests.isEmpty)
  }

  @Test func `by its key, when its certificate was renewed, also if only that was known`() throws {
    let scratch = Scratch()
    let identity = TLSIdentity(
      certificateFile: scratch.file("s.pem"), keyFile: scratch.file("s.key"))
    try Certificates.makeServer(hosts: ["127.0.0.1"], identity: identity)
    let certificate = scratch.certificateFingerprint("s.pem")
    let old = try server(identity)
    defer { old.stop() }
    scratch.write("known_hosts", "\(old.address.hostAndPort) \(certificate)\n")
    let hosts = KnownHosts(path: scratch.file("known_hosts"))
    let trust = ServerTrust.knownHosts(hosts, firstContact: .refuse)
    try Connection.open(to: old.address, trust: trust).close()
    let key = Fingerprint(try Certificates.fingerprint(ofFile: identity.certificateFile))!
    #expect(scratch.text("known_hosts").hasSuffix("\(old.address.hostAndPort) \(key)\n"))

    try Certificates.renewSelfSigned(identity)
    let renewed = try server(identity)
    defer { renewed.stop() }
    scratch.write("known_hosts", "\(renewed.address.hostAndPort) \(key)\n")
    try Connection.open(to: renewed.address, trust: trust).close()
    scratch.write("known_hosts", "\(renewed.address.hostAndPort) \(certificate)\n")
    #expect(throws: ClientError.self) { try Connection.open(to: renewed.address, trust: trust) }
  }

  @Test func `by an authority, for the host of the address alone`() throws {
    let server = try server()
    defer { server.stop() }
    let good = ServerTrust.authority(file: files.server.certificateFile)
    let connection = try Connection.open(to: server.address, trust: good)
    #expect(try connection.exchange("PING").status.code == 200)
    connection.close()
    let other = ServerTrust.authority(file: files.otherServer.certificateFile)
    #expect(throws: ClientError.self) { try Connection.open(to: server.address, trust: other) }
    let byName = Address(host: "ip6-localhost", port: server.port)
    #expect(throws: ClientError.self) { try Connection.open(to: byName, trust: good) }
  }

  @Test func `a name is resolved`() throws {
    let server = try server()
    defer { server.stop() }
    let address = Address(host: "localhost", port: server.port)
    let connection = try Connection.open(to: address, trust: .fingerprint(files.fingerprint))
    #expect(try connection.exchange("PING").status.code == 200)
    connection.close()
  }
}

@Suite(.timeLimit(.minutes(1))) struct `Logging in` {
  private static func handler(_ line: String) -> FakeServer.Answer {
    switch line {
    case #"AUTH jane password="s3 \"cret""#: .reply("200 OK user=jane")
    case _ where line.hasPrefix("AUTH"): .reply("531 AUTHFAIL")
    default: .reply("200 OK")
    }
  }

  @Test func `sends the password once, quoted`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    var options = server.options
    options.password = .text(Secret(#"s3 "cret"#))
    let run = Run.pipe("PING\n", options)
    #expect(run.exitCode == .ok)
    #expect(run.output == "200 OK\n")
    #expect(server.requests.count == 3)
  }

  @Test func `that fails is exit code 4, and nothing more is sent`() throws {
    let server = try FakeServer(Self.handler)
    defer { server.stop() }
    var options = server.options
    options.password = .text(Secret("wrong"))
    let run = Run.pipe("POST X\n", options)
    #expect(run.exitCode == .login)
    #expect(run.diagnostics.contains("531 AUTHFAIL"))
    #expect(!run.diagnostics.contains("wrong"))
    #expect(server.requests.count == 2)
  }

  @Test func `works by certificate`() throws {
    let server = try FakeServer(
      clientAuthority: FakeServer.files.authority.certificateFile, Self.handler)
    defer { server.stop() }
    var options = server.options
    options.identity = FakeServer.files.jane
    #expect(Run.pipe("PING\n", options).exitCode == .ok)
  }

  @Test func `by a certificate that the server refuses is exit code 4`() throws {
    let server = try FakeServer(
      clientAuthority: FakeServer.files.otherServer.certificateFile, Self.handler)
    defer { server.stop() }
    var options = server.options
    options.identity = FakeServer.files.jane
    let run = Run.pipe("POST X\n", options)
    #expect(run.exitCode == .login)
    #expect(server.requests.isEmpty)
  }

  @Test func `a server that is not there is exit code 3`() throws {
    let server = try FakeServer(Self.handler)
    let options = server.options
    server.stop()
    #expect(Run.pipe("PING\n", options).exitCode == .unreachable)
  }
}

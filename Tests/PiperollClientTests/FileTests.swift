import PiperollTLS
import Testing

@testable import PiperollClient

@Suite struct `known_hosts` {
  private static let one = Fingerprint(String(repeating: "11", count: 32))!
  private static let two = Fingerprint(String(repeating: "22", count: 32))!
  private let scratch = Scratch()
  private let address = Address(host: "desk", port: 5)

  @Test func `remembers a server in a file of our own`() throws {
    let hosts = KnownHosts(path: scratch.file("a/b/known_hosts"))
    #expect(try hosts.verdict(on: address, Self.one) == .unknown)
    try hosts.add(address, Self.one)
    #expect(try hosts.verdict(on: address, Self.one) == .known)
    #expect(scratch.text("a/b/known_hosts") == "desk:5 \(Self.one)\n")
    #expect(scratch.mode("a/b/known_hosts") == 0o600)
    #expect(scratch.mode("a/b") == 0o700)
  }

  @Test func `a change is told from a new server`() throws {
    let text = "# ours\n\nother:5 \(Self.two)\ndesk:5 \(Self.one)\n"
    let hosts = KnownHosts(path: scratch.write("k", text))
    #expect(try hosts.verdict(on: address, Self.two) == .changed(expected: [Self.one], line: 4))
    #expect(try hosts.verdict(on: Address(host: "desk", port: 6), Self.two) == .unknown)
  }

  @Test(arguments: ["desk:5\n", "desk:5 SHA256:12\n", "desk:5 x y\n"])
  func `a line that is none is not skipped`(text: String) {
    let hosts = KnownHosts(path: scratch.write("k", text))
    #expect(throws: ClientError.self) { try hosts.verdict(on: address, Self.one) }
  }

  @Test func `a file that others may change is not believed`() {
    let hosts = KnownHosts(path: scratch.write("k", "desk:5 \(Self.one)\n", mode: 0o622))
    #expect(throws: ClientError.self) { try hosts.verdict(on: address, Self.one) }
  }
}

@Suite struct `A password file` {
  private let scratch = Scratch()

  @Test func `gives its first line`() throws {
    let path = scratch.write("p", "hunter2\r\nmore\n")
    #expect(try PasswordSource.read(file: path) == "hunter2")
  }

  @Test(arguments: [0o640, 0o604, 0o666, 0o700])
  func `is refused when others have rights`(mode: Int) {
    let path = scratch.write("p", "hunter2\n", mode: mode)
    #expect { try PasswordSource.read(file: path) } throws: {
      ($0 as? ClientError)?.exitCode == .usage
    }
  }

  @Test func `is refused when it is missing or empty`() {
    #expect(throws: ClientError.self) { try PasswordSource.read(file: scratch.file("none")) }
    #expect(throws: ClientError.self) {
      try PasswordSource.read(file: scratch.write("empty", "\n"))
    }
  }
}

@Suite struct `What settings say` {
  private let scratch = Scratch()

  private func surroundings(config: String, url: String? = nil) -> Surroundings {
    scratch.write("config", config)
    return Surroundings(home: "/home/j", folder: scratch.path, url: url)
  }

  @Test func `the command line comes before the environment, and that before the file`() throws {
    let config = "# ours\nurl = piperolls://file\nwindow=7\n"
    #expect(try surroundings(config: config).options(Settings()).address.host == "file")
    let around = surroundings(config: config, url: "piperolls://variable")
    #expect(try around.options(Settings()).address.host == "variable")
    var line = Settings()
    line.url = "piperolls://argument"
    #expect(try around.options(line).address.host == "argument")
    #expect(try around.options(line).window?.requestsMax == 7)
  }

  @Test func `an argument replaces the other answer to the same question`() throws {
    var line = Settings()
    line.cacert = "/ca"
    let digits = String(repeating: "11", count: 32)
    let around = surroundings(config: "url=h\ntrust=\(digits)\n")
    guard case .authority("/ca") = try around.options(line).trust else {
      Issue.record("--cacert lost against trust= of the file")
      return
    }
  }

  @Test func `~ is the home folder`() throws {
    let around = surroundings(config: "url=h\ncert=~/c.pem\nkey=~/c.key\n")
    #expect(try around.options(Settings()).identity?.certificateFile == "/home/j/c.pem")
  }

  @Test func `a server is on this machine if nobody says otherwise`() throws {
    #expect(
      try surroundings(config: "").options(Settings()).address.hostAndPort == "127.0.0.1:7117")
  }

  @Test(arguments: [
    "url\n", "colour=blue\n", "url=h\nwindow=many\n", "url=h\nwindow=0\n", "url=h\ncert=c\n",
    "url=h\ntrust=1\n", "url=h\ntrust=1\ncacert=c\n", "url=h\npassword-file=/nowhere\n",
  ])
  func `what is not usable is a usage error`(config: String) {
    #expect { try surroundings(config: config).options(Settings()) } throws: {
      ($0 as? ClientError)?.exitCode == .usage
    }
  }
}

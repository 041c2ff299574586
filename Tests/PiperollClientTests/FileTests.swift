import PiperollTLS
import Testing

@testable import PiperollClient

@Suite struct `known_hosts` {
  private static let one = shown("11")
  private static let two = shown("22")
  private let scratch = Scratch()
  private let address = Address(host: "desk", port: 5)

  @Test func `remembers a server in a file of our own`() throws {
    let hosts = KnownHosts(path: scratch.file("a/b/known_hosts"))
    #expect(try hosts.verdict(on: address, Self.one) == .unknown)
    try hosts.add(address, Self.one.key)
    #expect(try hosts.verdict(on: address, Self.one) == .known)
    #expect(scratch.text("a/b/known_hosts") == "desk:5 \(Self.one.key)\n")
    #expect(scratch.mode("a/b/known_hosts") == 0o600)
    #expect(scratch.mode("a/b") == 0o700)
  }

  @Test func `a change is told from a new server`() throws {
    let text = "# ours\n\nother:5 \(Self.two.key)\ndesk:5 \(Self.one.key)\n"
    let hosts = KnownHosts(path: scratch.write("k", text))
    #expect(try hosts.verdict(on: address, Self.two) == .changed(expected: [Self.one.key], line: 4))
    #expect(try hosts.verdict(on: Address(host: "desk", port: 6), Self.two) == .unknown)
  }

  @Test func `a server that is known by its certificate is known`() throws {
    let hosts = KnownHosts(path: scratch.write("k", "desk:5 \(Self.one.certificate)\n"))
    #expect(try hosts.verdict(on: address, Self.one) == .knownByCertificate)
    try hosts.add(address, Self.one.key)
    #expect(try hosts.verdict(on: address, Self.one) == .known)
  }

  @Test(arguments: ["desk:5\n", "desk:5 SHA256:12\n", "desk:5 x y\n"])
  func `a line that is none is not skipped`(text: String) {
    let hosts = KnownHosts(path: scratch.write("k", text))
    #expect(throws: ClientError.self) { try hosts.verdict(on: address, Self.one) }
  }

  @Test func `a file that others may change is not believed`() {
    let hosts = KnownHosts(path: scratch.write("k", "desk:5 \(Self.one.key)\n", mode: 0o622))
    #expect(throws: ClientError.self) { try hosts.verdict(on: address, Self.one) }
  }
}

/// A server whose key has this byte in its fingerprint, and its certificate another.
private func shown(_ byte: String) -> ShownFingerprints {
  ShownFingerprints(
    key: Fingerprint(String(repeating: byte, count: 32))!,
    certificate: Fingerprint(String(repeating: "\(byte.first!)f", count: 32))!)
}

@Suite struct `A password file` {
  private let scratch = Scratch()

  @Test func `gives its first line`() throws {
    let path = scratch.write("p", "hunter2\r\nmore\n")
    #expect(try PasswordSource.read(file: path).text == "hunter2")
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
    let file = scratch.write("ca", "-----BEGIN CERTIFICATE-----\n")
    line.cacert = file
    let digits = String(repeating: "11", count: 32)
    let around = surroundings(config: "url=h\ntrust=\(digits)\n")
    guard case .authority(file) = try around.options(line).trust else {
      Issue.record("--cacert lost against trust= of the file")
      return
    }
  }

  @Test func `~ is the home folder`() throws {
    let file = scratch.write("c.pem", "-----BEGIN CERTIFICATE-----\n")
    scratch.write("c.key", "-----BEGIN PRIVATE KEY-----\n")
    var around = surroundings(config: "url=h\ncert=~/c.pem\nkey=~/c.key\n")
    around.home = scratch.path
    #expect(try around.options(Settings()).identity?.certificateFile == file)
  }

  @Test(arguments: ["\u{FEFF}", ""], ["\n", "\r\n"])
  func `how an editor marks a file and ends its lines does not count`(
    mark: String, end: String
  ) throws {
    let secret = scratch.write("p", "\(mark)hunter2\(end)", mode: 0o600)
    let lines = ["# ours", "url=piperolls://desk:5", "window=7", "password-file=\(secret)", ""]
    let options = try surroundings(config: mark + lines.joined(separator: end)).options(Settings())
    #expect(options.address.hostAndPort == "desk:5" && options.window?.requestsMax == 7)
    guard case .text(let password) = options.password, password.text == "hunter2" else {
      Issue.record("another password than the file's")
      return
    }
    let one = shown("11")
    let known = "\(mark)a:5 \(one.key)\(end)desk:5 \(one.key)\(end)"
    let hosts = KnownHosts(path: scratch.write("k", known))
    #expect(try hosts.verdict(on: options.address, one) == .known)
  }

  @Test(arguments: ["cert", "key", "cacert", "password-file"])
  func `a file that a setting names and that is none is named with the reason`(key: String) {
    scratch.write("empty", "")
    scratch.write("junk", "x\n")
    scratch.write("wide", "\u{FEFF}x", mode: 0o600)
    let reasons = [
      ("none", "No such file or directory"), (".", "Is a directory"),
      ("empty", key == "password-file" ? "no password in it" : "the file is empty"),
      ("junk", key == "password-file" ? "" : "not PEM, which has a line -----BEGIN ...-----"),
    ]
    for (name, reason) in reasons where !reason.isEmpty {
      let path = scratch.file(name)
      #expect {
        try surroundings(config: "url=h\n\(key)=\(path)\n").options(Settings())
      } throws: {
        ($0 as? ClientError)?.description == "\(path): \(reason)"
      }
    }
  }

  private static let faults = [
    ("url\n", "not key=value"), ("url=h\nkey=\n", "key= has no value; leave the line out"),
    ("url=h\nurl=g\n", "url is given twice"),
    ("window=0\n", "window= takes a whole number from 1 on"),
    (
      "colour=blue\n",
      "no setting colour; there are url, cert, key, cacert, trust, known-hosts, password-file,"
        + " window"
    ),
  ]

  @Test(arguments: faults) func `a line at fault is named`(config: String, fault: String) {
    let line = config.split(separator: "\n").count
    #expect {
      try surroundings(config: config).options(Settings())
    } throws: {
      ($0 as? ClientError)?.description == "\(scratch.file("config")): line \(line): \(fault)"
    }
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

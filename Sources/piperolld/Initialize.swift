import ArgumentParser
import Glibc
import PiperollLedger
import PiperollServer
import PiperollTLS

/// Makes a data directory: key, certificate, client authority, an empty book, the first user.
struct Initialize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a data directory with keys, an empty book and the first administrator.",
    discussion: """
      Prints the administrator's password once, unless --password-fd gives one; and issues them a \
      client certificate, which logs in without a password.
      """)

  @Argument(help: "The directory; it is made.")
  var directory: String

  @Option(help: "The first administrator's name.")
  var user = "admin"

  @Option(
    help: ArgumentHelp(
      "Another name or address of this server for its certificate.", valueName: "name"))
  var host: [String] = []

  @Option(
    help: ArgumentHelp("Read the password's line from this descriptor.", valueName: "fd"))
  var passwordFd: Int32?

  func run() throws {
    let data = DataDirectory(path: directory)
    let given = try passwordFd.map(readSecretLine)
    // One that is made here is printed, so its text stays until then.
    let shown = given == nil ? try Randomness.password() : ""
    var bytes = Array(shown.utf8)
    let made = try Self.make(
      data, user: user, hosts: host, password: given ?? Secret(moving: &bytes))
    print("data directory  \(directory)")
    print("fingerprint     \(made)")
    print("administrator   \(user)")
    if given == nil { print("password        \(shown)") }
    print("certificate     \(data.user(user).certificateFile)")
    print("start it with   piperolld serve \(directory)")
    print("then            \(client(data))")
  }

  /// The client's command line, ready to be typed.
  private func client(_ data: DataDirectory) -> String {
    let mine = data.user(user)
    return "piperoll --cert \(mine.certificateFile) --key \(mine.keyFile)"
      + " --cacert \(data.server.certificateFile)"
  }

  /// Makes everything and returns the server certificate's fingerprint.
  /// - Parameter time: when its first entry is recorded, in milliseconds since 1970; nil: now.
  static func make(
    _ data: DataDirectory, user: String, hosts: [String], password: Secret?, time: Int64? = nil
  ) throws -> String {
    try checkUserName(user)
    guard !hosts.contains(where: { CardNumber.isIn($0) }) else {
      throw ValidationError("--host holds a payment card number, which is never stored")
    }
    guard mkdir(data.path, 0o700) == 0 else {
      throw InitializeFault("cannot make \(data.path): \(String(cString: strerror(errno)))")
    }
    try Certificates.makeServer(
      hosts: DataDirectory.localHosts + hosts, identity: data.server)
    try Certificates.makeAuthority(
      name: DataDirectory.authorityName, identity: data.clientAuthority)
    try Certificates.issueClient(
      user: user, authority: data.clientAuthority, identity: data.user(user))
    try data.audit.begin()
    let record = try password.map { try PasswordHash.make($0) } ?? ""
    try BookStore.create(
      data.book, firstUser: UserSet(user: user, role: .admin, passwordRecord: record),
      time: time)
    return try Certificates.fingerprint(ofFile: data.server.certificateFile)
  }
}

/// Why a data directory cannot be made.
struct InitializeFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Refuses what cannot be a user's name, and the names that the directory's own files have.
func checkUserName(_ name: String) throws {
  let isName =
    (1...32).contains(name.utf8.count)
    && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    && name.first.map { $0.isLetter || $0.isNumber } == true
  guard isName, !DataDirectory.reservedNames.contains(name) else {
    throw ValidationError(
      "a user's name is 1 to 32 letters, digits and ._- and not server or clients")
  }
  guard !CardNumber.isIn(name) else {
    throw ValidationError("a user's name holds a payment card number, which is never stored")
  }
}

/// A line from a descriptor, without its end.
private func readSecretLine(_ descriptor: Int32) throws -> Secret {
  guard let line = Secret.readLine(of: descriptor), line.count > 0 else {
    throw ValidationError(
      "no password of 1 to \(Secret.lineBytesMax) bytes came on descriptor \(descriptor)")
  }
  return line
}

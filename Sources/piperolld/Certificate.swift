import ArgumentParser
import PiperollTLS

/// Issues a client certificate, which logs its user in without a password.
struct Certificate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Issues a user's client certificate; the user is made by ADMIN USER.")

  @Argument(help: "The data directory.")
  var directory: String

  @Argument(help: "The user's name.")
  var user: String

  func run() throws {
    try checkUserName(user)
    let data = DataDirectory(path: directory)
    try Certificates.issueClient(
      user: user, authority: data.clientAuthority, identity: data.user(user))
    print("certificate     \(data.user(user).certificateFile)")
    print("key             \(data.user(user).keyFile)")
  }
}

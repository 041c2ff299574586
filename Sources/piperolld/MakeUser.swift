import ArgumentParser
import PiperollLedger
import PiperollServer
import PiperollStore
import PiperollTLS

/// Makes or confirms a user on the server's own machine, whose word needs nobody else's.
struct MakeUser: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user",
    abstract: "Makes a user, or confirms one, on the machine itself; the server must be stopped.",
    discussion: """
      A user whom one administrator made counts as one pair of eyes with them, until another \
      administrator confirms the user. Where there is no other, this command makes one:

          piperolld user DIR bob --role admin

      It issues a client certificate to a new user. Without --role it confirms a user who is there.
      """)

  @Argument(help: "The data directory.", completion: .directory)
  var directory: String

  @Argument(help: "The user's name.")
  var user: String

  @Option(help: "What they may do: \(MakeUser.roles).", transform: MakeUser.role)
  var role: Role?

  /// Those that somebody can have.
  private static var roles: String {
    Role.allCases.filter { $0 != .none }.map(\.word).joined(separator: ", ")
  }

  private static func role(_ word: String) throws -> Role {
    guard let role = Role.allCases.first(where: { $0.word == word && $0 != .none }) else {
      throw ValidationError("a role is one of \(roles)")
    }
    return role
  }

  func run() throws {
    try checkUserName(user)
    let data = DataDirectory(path: directory)
    let made: BookStore.Vouched
    do {
      made = try BookStore.vouch(data.book, for: user, role: role)
    } catch let refusal as Refusal {
      throw UserRefused(
        description: refusal.sentence + (role == nil ? "; --role makes one, or gives a role" : ""))
    } catch let error as StoreError {
      throw StoreRefusal(error)
    }
    print("user            \(user)")
    print("role            \(made.role.word)")
    print("entry           \(made.entry)")
    if made.isNew {
      try Certificates.issueClient(
        user: user, authority: data.clientAuthority, identity: data.user(user))
      print("certificate     \(data.user(user).certificateFile)")
      print("key             \(data.user(user).keyFile)")
    }
  }
}

/// Why the book takes no such user.
private struct UserRefused: Error, CustomStringConvertible {
  let description: String
}

import ArgumentParser
import PiperollTLS

/// Issues, renews, lists and revokes certificates.
struct Certificate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Issues a user's client certificate, renews it or takes it back.",
    discussion: """
      A client certificate logs its user in without a password; the user is made by ADMIN USER. \
      --renew puts one with new dates in the place of USER.pem, for the same key: the old one is \
      good until its end. There USER may be server (the server's own certificate) or clients (the \
      authority's). --revoke takes back all that the user was issued, or the one with --serial. \
      A running server takes changes up within a minute, or at once after kill -HUP.
      """)

  @Argument(help: "The data directory.", completion: .directory)
  var directory: String

  @Argument(help: "The user's name.")
  var user: String?

  @Flag(help: "Put one with new dates in the place of USER.pem.")
  var renew = false

  @Flag(help: "Take back all certificates of USER, or that of --serial.")
  var revoke = false

  @Flag(help: "List what was issued.")
  var list = false

  @Option(
    help: ArgumentHelp(
      "The serial number of the one to revoke, as --list and the log print it.",
      valueName: "serial"))
  var serial: String?

  @Option(
    help: ArgumentHelp(
      "How long it is good; if left out, \(Certificates.clientDays), and for server and clients"
        + " \(Certificates.pinnedDays).", valueName: "days"))
  var days: Int?

  private static let actions = "give one of --renew, --revoke and --list, or none"

  func validate() throws {
    guard [renew, revoke, list].filter({ $0 }).count < 2 else {
      throw ValidationError(Self.actions)
    }
    guard (1...Certificates.pinnedDays).contains(days ?? 1) else {
      throw ValidationError("--days is 1 to \(Certificates.pinnedDays)")
    }
    guard days == nil || !revoke && !list else {
      throw ValidationError("--days goes with a new certificate or --renew")
    }
    if serial != nil {
      guard revoke, user == nil else {
        throw ValidationError("--serial goes with --revoke and without a user")
      }
    } else if user == nil, !list {
      throw ValidationError("name a user, or give --list, or --revoke --serial SERIAL")
    }
    if let serial, CertificateSerial(serial) == nil {
      throw ValidationError("a serial number is 1 to 40 hexadecimal digits")
    }
  }

  private var data: DataDirectory { DataDirectory(path: directory) }
  private var authority: ClientAuthority { ClientAuthority(data.clientAuthority) }

  func run() throws {
    if let text = serial, let serial = CertificateSerial(text) { return try revoke([serial]) }
    if list { return try printList() }
    guard let user else { return }
    if renew, DataDirectory.reservedNames.contains(user) { return try renewOwn(user) }
    try checkUserName(user)
    if revoke { return try revokeAll(of: user) }
    let made = data.user(user)
    let days = days ?? Certificates.clientDays
    if renew {
      try authority.renew(user, identity: made, validDays: days)
      print("certificate     \(made.certificateFile)")
      print("key             as it was; the certificate before is good until its end")
    } else {
      try authority.issue(user, identity: made, validDays: days)
      print("certificate     \(made.certificateFile)")
      print("key             \(made.keyFile)")
    }
  }

  /// Renews the server's certificate or the authority's.
  private func renewOwn(_ name: String) throws {
    let own = data.user(name)
    try Certificates.renewSelfSigned(own, validDays: days ?? Certificates.pinnedDays)
    print("certificate     \(own.certificateFile)")
    if own == data.server {
      print("fingerprint     \(try Certificates.fingerprint(ofFile: own.certificateFile))")
      print("                as it was: the key is the same, so clients that know it take it;")
      print("                give the new server.pem to those that have a copy for --cacert")
    }
    print("a server        takes it up within a minute, or at once after kill -HUP")
  }

  private func revokeAll(of user: String) throws {
    var known = try authority.issued().filter { $0.user == user }.map(\.serial)
    let here = try authority.issued(inFile: data.user(user).certificateFile)
    if let here, !known.contains(here.serial) { known.append(here.serial) }
    guard !known.isEmpty else {
      throw ValidationError(
        """
        no certificate of \(user) is known here; --list shows those that are. One that an earlier \
        version issued is named by its serial number (openssl x509 -in FILE -noout -serial): \
        piperolld certificate \(directory) --revoke --serial SERIAL
        """)
    }
    try revoke(known)
  }

  private func revoke(_ serials: [CertificateSerial]) throws {
    let anew = Set(try authority.revoke(serials))
    for serial in serials {
      print("revoked         \(serial)\(anew.contains(serial) ? "" : " (it was before)")")
    }
    print("list            \(authority.revokedFile)")
    print("a server        takes it up within a minute, or at once after kill -HUP")
  }

  private func printList() throws {
    let issued = try authority.issued()
    let revoked = try authority.revoked(of: issued.map(\.serial))
    print("serial\tuser\tuntil\trevoked")
    for one in issued {
      print(
        "\(one.serial)\t\(one.user)\t\(one.until)\t\(revoked.contains(one.serial) ? "yes" : "no")")
    }
  }
}

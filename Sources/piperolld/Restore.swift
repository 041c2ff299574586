import ArgumentParser
import Glibc
import PiperollServer
import PiperollStore
import PiperollTLS

/// Makes a data directory from a backup.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a data directory's book from a backup, at its exact sequence.",
    discussion: """
      The directory may hold keys already - those that were kept of the old one - but no book. \
      Keys that are missing are made anew: then clients are told the new fingerprint, and client \
      certificates are issued again by piperolld certificate; passwords are in the book.
      """)

  @Argument(help: "The backup, made by piperolld backup.", completion: .directory)
  var backup: String

  @Argument(
    help: "The data directory; it is made if it is not there.", completion: .directory)
  var directory: String

  @Option(
    help: ArgumentHelp(
      "End with this sequence instead of the backup's last; it must be the end of a group.",
      valueName: "sequence"))
  var to: UInt64?

  @Option(
    help: ArgumentHelp(
      "Another name or address of this server, if a certificate is made.", valueName: "name"))
  var host: [String] = []

  func run() throws {
    let data = DataDirectory(path: directory)
    // Checked first, so that nothing is made for a directory that is no backup.
    do throws(StoreError) {
      _ = try Backup.sequence(of: backup)
    } catch {
      throw StoreRefusal(error)
    }
    guard mkdir(data.path, 0o700) == 0 || errno == EEXIST else {
      throw InitializeFault("cannot make \(data.path): \(String(cString: strerror(errno)))")
    }
    // Keys first: a restore that is interrupted after them can be made again as it is.
    let isNew = try data.makeMissingKeys(hosts: host)
    do throws(StoreError) {
      let made = try BookStore.restore(backup, to: data.book, at: to)
      print("restored        \(data.book)")
      printCopy(made)
    } catch {
      throw StoreRefusal(error)
    }
    print("fingerprint     \(try Certificates.fingerprint(ofFile: data.server.certificateFile))")
    print("keys            \(isNew ? "made anew; tell the clients" : "as they were")")
    print("start it with   piperolld serve \(directory)")
  }
}

extension DataDirectory {
  /// Makes the server's identity and the clients' authority, each if it is not there.
  ///
  /// - Returns: whether anything was made.
  fileprivate func makeMissingKeys(hosts: [String]) throws -> Bool {
    let (hasServer, hasAuthority) = (try isThere(server), try isThere(clientAuthority))
    if !hasServer {
      try Certificates.makeServer(hosts: Self.localHosts + hosts, identity: server)
    }
    if !hasAuthority {
      try Certificates.makeAuthority(name: Self.authorityName, identity: clientAuthority)
    }
    return !hasServer || !hasAuthority
  }

  /// Whether certificate and key are there.
  ///
  /// - Throws: if only one of them is: somebody made a mistake, which a new pair would hide.
  private func isThere(_ identity: TLSIdentity) throws -> Bool {
    let files = [identity.certificateFile, identity.keyFile]
    let missing = files.filter { access($0, F_OK) != 0 }
    if missing.count == 1 {
      throw InitializeFault("\(missing[0]) is missing, but its other half is there")
    }
    return missing.isEmpty
  }
}

import Glibc
import PiperollServer
import PiperollStore
import PiperollTLS

/// The files of a server's data directory.
struct DataDirectory {
  let path: String

  /// Journal and snapshots.
  var book: String { "\(path)/book" }
  /// Wrong passwords, and from where users logged in.
  var logins: String { "\(path)/logins" }
  /// It is a backup: it has a backup's page, or a book's own files where a data directory has
  /// `book`.
  var isBackup: Bool {
    if access(Backup.page(of: path), F_OK) == 0 { return true }
    return access(book, F_OK) != 0 && StoreReader.hasFiles(path)
  }
  /// The audit trail. Its key's name is one that no user's key can have.
  var audit: AuditPlace {
    AuditPlace(directory: "\(path)/audit", keyFile: "\(path)/audit.secret")
  }
  /// Letters and emails that go out.
  var outbox: String { "\(path)/outbox" }
  /// The server's own key and certificate, which clients pin.
  var server: TLSIdentity { identity("server") }
  /// The authority that signs client certificates; its key is needed only to sign.
  var clientAuthority: TLSIdentity { identity("clients") }

  /// A user's client certificate and key, where this directory issued it.
  func user(_ name: String) -> TLSIdentity { identity(name) }

  private func identity(_ name: String) -> TLSIdentity {
    TLSIdentity(certificateFile: "\(path)/\(name).pem", keyFile: "\(path)/\(name).key")
  }

  /// Hosts that every server's certificate names, besides those that init was given.
  static let localHosts = ["localhost", "127.0.0.1", "::1"]
  static let authorityName = "Piperoll clients"

  /// Names that are taken by the directory's own files.
  static let reservedNames: Set<String> = ["server", "clients"]
}

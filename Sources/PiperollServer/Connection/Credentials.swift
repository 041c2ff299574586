import Glibc
import Logging
import PiperollTLS
import Synchronization

/// The certificates that handshakes go by: the server's own, the clients' authority, and what that
/// has taken back. Changed files are taken up while the server runs; files that are no good are
/// refused, and the ones before go on.
///
/// `context` may be asked for on any loop; all else is on the engine's.
final class Credentials: @unchecked Sendable {
  private let identity: TLSIdentity
  private let clientAuthorityFile: String?
  private let logger: Logger
  private let current: Mutex<TLSContext>
  /// The files as they were when they were last read, whether they were any good or not.
  private var seen: [FileStamp?]
  /// The last files were refused.
  private(set) var hasFailed = false
  /// The end of the server's certificate or of the clients' authority, whichever is first: seconds
  /// since 1970.
  private var ends: Int64
  /// The file of the certificate that ends then.
  private var endingFile: String
  /// The days ahead that were last warned of.
  private var warnedDays: Int64?
  /// The days left that were last warned of, for each user whose own certificate ends soon.
  private var warnedUsers: [String: Int64] = [:]

  /// Days ahead at which the log warns: time to make another one, the last week, the last day.
  private static let warningDays: [Int64] = [1, 7, 30]
  private static let secondsOfDay: Int64 = 86_400

  init(_ configuration: ServerConfiguration, logger: Logger) throws(TLSFault) {
    identity = configuration.identity
    clientAuthorityFile = configuration.clientAuthorityFile
    self.logger = logger
    seen = Self.stamps(identity, clientAuthorityFile)
    let read = try Self.read(identity, clientAuthorityFile)
    current = Mutex(read.context)
    (ends, endingFile) = (read.ends, read.endingFile)
    if let clientAuthorityFile, !read.context.checksRevocation {
      logger.warning(
        "no list of revoked certificates: none counts as revoked; if there was one, bring it back",
        metadata: ["authority": "\(clientAuthorityFile)"])
    }
    warnOfEnd()
  }

  /// For new handshakes. Connections keep the one they were made with.
  var context: TLSContext { current.withLock { $0 } }

  /// Whole days until the end of the server's certificate or of the clients' authority; below 0
  /// after it.
  var days: Int64 { Self.days(until: ends) }

  static func days(until ends: Int64) -> Int64 {
    let seconds = ends - WallClock.milliseconds() / 1000
    return seconds < 0 ? -1 : seconds / secondsOfDay
  }

  private static func read(
    _ identity: TLSIdentity, _ authority: String?
  ) throws(TLSFault) -> (context: TLSContext, ends: Int64, endingFile: String) {
    let context = try TLSContext.server(identity: identity, clientAuthorityFile: authority)
    let own = identity.certificateFile
    let ends = try Certificates.expiry(ofFile: own)
    guard let authority, case let other = try Certificates.expiry(ofFile: authority), other < ends
    else { return (context, ends, own) }
    return (context, other, authority)
  }

  private static func stamps(_ identity: TLSIdentity, _ authority: String?) -> [FileStamp?] {
    var files = [identity.certificateFile, identity.keyFile]
    if let authority {
      let list = ClientAuthority(TLSIdentity(certificateFile: authority, keyFile: "")).revokedFile
      files += [authority, list]
    }
    return files.map(FileStamp.init)
  }

  /// Reads the files if any of them is another than it was.
  ///
  /// - Returns: whether new ones hold from now on.
  func reloadIfChanged() -> Bool {
    warnOfEnd()
    return Self.stamps(identity, clientAuthorityFile) == seen ? false : reload()
  }

  /// Reads the files again.
  ///
  /// - Returns: whether they hold from now on.
  func reload() -> Bool {
    seen = Self.stamps(identity, clientAuthorityFile)
    do throws(TLSFault) {
      let read = try Self.read(identity, clientAuthorityFile)
      if context.checksRevocation, !read.context.checksRevocation {
        throw .file("the list of revoked certificates beside \(clientAuthorityFile ?? "") is gone")
      }
      current.withLock { $0 = read.context }
      (ends, endingFile) = (read.ends, read.endingFile)
      hasFailed = false
      warnedDays = nil
      logger.notice("certificates were read again", metadata: ["days": "\(days)"])
      warnOfEnd()
      return true
    } catch {
      hasFailed = true
      logger.error(
        "new certificates are refused, the old ones go on", metadata: ["reason": "\(error)"])
      return false
    }
  }

  /// Has the log say, once for each day that is left, that a user's own certificate ends soon.
  func warn(_ user: String, ofEnd ends: Int64, _ address: String) {
    let left = Self.days(until: ends)
    guard left < Self.warningDays.last ?? 0, warnedUsers[user] != left else { return }
    warnedUsers[user] = left
    logger.warning(
      "a user's certificate expires; renew it: piperolld certificate",
      metadata: ["user": "\(user)", "days": "\(left)", "address": "\(address)"])
  }

  /// Says it once at each of the days.
  private func warnOfEnd() {
    let left = days
    guard let due = Self.warningDays.first(where: { left < $0 }), due != warnedDays else { return }
    warnedDays = due
    if left < 0 {
      logger.critical(
        "a certificate has expired; renew it: piperolld certificate",
        metadata: ["file": "\(endingFile)"])
    } else {
      logger.warning(
        "a certificate expires; renew it: piperolld certificate",
        metadata: ["file": "\(endingFile)", "days": "\(left)"])
    }
  }
}

/// What changes about a file when another one is put in its place, or it is written to.
private struct FileStamp: Equatable {
  let inode: UInt64
  let size: Int64
  let seconds: Int
  let nanoseconds: Int

  /// Nil: there is no such file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

import ArgumentParser
import Glibc

/// What has to be so before a server starts, beside its own files.
struct Safeguards {
  let data: DataDirectory

  /// Refuses files and folders that others of this machine could read a key from, or write to.
  func checkRights() throws {
    for folder in [data.path, data.book] where try mode(folder) & 0o022 != 0 {
      throw RightsFault("group or others may write to \(folder); type: chmod go-w \(folder)")
    }
    for key in try keys() where try mode(key) & 0o077 != 0 {
      throw RightsFault("group or others have rights on \(key); type: chmod 600 \(key)")
    }
  }

  private func mode(_ path: String) throws -> mode_t {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw RightsFault("\(path): \(String(cString: strerror(errno)))")
    }
    return status.st_mode
  }

  /// The keys in the directory: the server's, the authority's, and users' that are still there.
  private func keys() throws -> [String] {
    guard let folder = opendir(data.path) else {
      throw RightsFault("\(data.path): \(String(cString: strerror(errno)))")
    }
    defer { closedir(folder) }
    var found: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name.hasSuffix(".key") { found.append("\(data.path)/\(name)") }
    }
    return found.sorted()
  }

  /// Addresses that only programs on this machine reach.
  static func isLoopback(_ address: String) -> Bool {
    address == "localhost" || address == "::1" || address.hasPrefix("127.")
  }

  /// Refuses to serve other machines as root, unless it was said. A fault of the server would give
  /// the whole machine away. On loopback, where a desk is tried out, it only warns.
  ///
  /// - Returns: what to do instead, where it is to be warned of.
  func checkUser(listen: String, asRoot: Bool) throws -> String? {
    guard geteuid() == 0 else { return nil }
    let advice = """
      give it a user of its own: useradd --system piperoll; chown -R piperoll \(data.path); \
      setpriv --reuid=piperoll --regid=piperoll --clear-groups --no-new-privs piperolld serve \
      \(data.path)
      """
    guard asRoot || Self.isLoopback(listen) else {
      throw RightsFault(
        """
        it would serve other machines as root; \(advice) --listen \(listen). In a container that \
        has no other user, add: --as-root
        """)
    }
    return asRoot ? nil : advice
  }
}

/// Rights that would give the book or its keys away.
struct RightsFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

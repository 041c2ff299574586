import Glibc
public import PiperollTLS

/// Where a password may come from, besides the terminal. It is never an argument or a variable of
/// the environment, which other programs see.
public enum PasswordSource {
  /// The first line of a file that nobody else may read. Throws a usage error.
  public static func read(file: String) throws -> Secret {
    guard let line = try SmallFile.readSecretLine(file) else {
      throw ClientError(.usage, "\(file): \(systemReason(ENOENT))")
    }
    return try notEmpty(line, file)
  }

  /// The first line that comes from a descriptor; the rest stays there. Throws a usage error.
  public static func read(descriptor: Int32) throws -> Secret {
    try notEmpty(Secret.readLine(of: descriptor), "--password-fd \(descriptor)")
  }

  private static func notEmpty(_ line: Secret?, _ origin: String) throws -> Secret {
    guard let line, line.count > 0 else {
      throw ClientError(.usage, "\(origin): no password in it")
    }
    return line
  }
}

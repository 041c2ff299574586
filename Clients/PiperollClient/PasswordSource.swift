import Glibc

/// Where a password may come from, besides the terminal. It is never an argument or a variable of
/// the environment, which other programs see.
public enum PasswordSource {
  /// The first line of a file that nobody else may read. Throws a usage error.
  public static func read(file: String) throws -> String {
    guard let text = try SmallFile.read(file, .secret) else {
      throw ClientError(.usage, "\(file): \(systemReason(ENOENT))")
    }
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init)
    return try notEmpty(line, file)
  }

  /// The first line that comes from a descriptor; the rest stays there. Throws a usage error.
  public static func read(descriptor: Int32) throws -> String {
    try notEmpty(Terminal.firstLine(of: descriptor), "--password-fd \(descriptor)")
  }

  private static func notEmpty(_ text: String?, _ origin: String) throws -> String {
    guard let text, !text.isEmpty else { throw ClientError(.usage, "\(origin): no password in it") }
    return text
  }
}

/// A version of the programs, as `0.2.0`. Sources/README.md says what a number promises.
public struct ProgramVersion: Equatable, Sendable, CustomStringConvertible {
  public let major: UInt8
  public let minor: UInt8
  public let patch: UInt16

  /// The version of `piperolld` and `piperoll` built from these sources. Nothing else states it.
  public static let current = ProgramVersion(major: 0, minor: 2, patch: 0)

  public init(major: UInt8, minor: UInt8, patch: UInt16) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Reads what `description` gives.
  ///
  /// - Returns: nil where the text is anything but three numbers within their bounds, joined by
  ///   dots.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let major = UInt8(parts[0]), let minor = UInt8(parts[1]),
      let patch = UInt16(parts[2])
    else { return nil }
    self.init(major: major, minor: minor, patch: patch)
  }

  public var description: String { "\(major).\(minor).\(patch)" }
}

import PiperollVersion

/// How a version stands in the header of a file: major (1), minor (1), patch (2). Four zeros stand
/// in files from before versions were noted.
extension ProgramVersion {
  static let byteCount = 4

  static func encoded(_ version: ProgramVersion?) -> [UInt8] {
    guard let version else { return [UInt8](repeating: 0, count: byteCount) }
    var bytes = [version.major, version.minor]
    bytes.append(integer: version.patch)
    return bytes
  }

  /// nil where no version was noted.
  init?(in bytes: [UInt8], at offset: Int) {
    let patch = unsafe bytes.withUnsafeBytes { unsafe $0.integer(UInt16.self, at: offset + 2) }
    guard (bytes[offset], bytes[offset + 1], patch) != (0, 0, 0) else { return nil }
    self.init(major: bytes[offset], minor: bytes[offset + 1], patch: patch)
  }
}

/// What becomes of un-synced changes when the power goes.
public enum CrashFate: Sendable, CaseIterable {
  /// All of them reached the disk.
  case everythingKept
  /// None did.
  case everythingDropped
  /// Each write by itself is kept, dropped, or torn at sectors of 512 bytes, of which each is kept,
  /// dropped or full of garbage; each other change is kept or dropped.
  case random
  /// The same, and no garbage.
  case randomWithoutGarbage

  /// The length that a disk writes whole or not at all.
  static let sectorBytes = 512
}

/// An un-synced change of a file.
enum FileChange: Sendable {
  case write(at: Int, [UInt8])
  case truncate(Int)
  /// Makes it so long, with zeros, if it is shorter.
  case extend(Int)

  func apply(to bytes: inout [UInt8]) {
    switch self {
    case .write(let offset, let written): Self.put(written[...], at: offset, in: &bytes)
    case .truncate(let length):
      if length < bytes.count { bytes.removeSubrange(length...) }
      Self.extend(&bytes, to: length)
    case .extend(let length): Self.extend(&bytes, to: length)
    }
  }

  /// Applies what a power cut leaves of it.
  func apply(to bytes: inout [UInt8], after fate: CrashFate, _ random: inout SplitMix64) {
    switch fate {
    case .everythingKept: apply(to: &bytes)
    case .everythingDropped: break
    case .random, .randomWithoutGarbage:
      let luck = random.below(4)
      if luck == 0 { return }
      guard luck > 1, case .write(let offset, let written) = self else {
        return apply(to: &bytes)
      }
      Self.tear(written, at: offset, in: &bytes, hasGarbage: fate == .random, &random)
    }
  }

  /// What the write did not cover stays as it was, within a sector too: an append in the middle of
  /// a sector must be able to rely on that, and disks are made so (SQLite's "powersafe overwrite").
  private static func tear(
    _ written: [UInt8], at offset: Int, in bytes: inout [UInt8], hasGarbage: Bool,
    _ random: inout SplitMix64
  ) {
    var done = 0
    while done < written.count {
      let sectorEnd = ((offset + done) / CrashFate.sectorBytes + 1) * CrashFate.sectorBytes
      let end = min(written.count, sectorEnd - offset)
      switch random.below(hasGarbage ? 3 : 2) {
      case 0: break
      case 1: put(written[done..<end], at: offset + done, in: &bytes)
      default:
        let garbage = (done..<end).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        put(garbage[...], at: offset + done, in: &bytes)
      }
      done = end
    }
  }

  private static func put(_ part: ArraySlice<UInt8>, at offset: Int, in bytes: inout [UInt8]) {
    extend(&bytes, to: offset + part.count)
    bytes.withUnsafeMutableBytes { target in
      part.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + source.count])
          .copyMemory(from: source)
      }
    }
  }

  private static func extend(_ bytes: inout [UInt8], to length: Int) {
    guard length > bytes.count else { return }
    bytes.append(contentsOf: repeatElement(0, count: length - bytes.count))
  }
}

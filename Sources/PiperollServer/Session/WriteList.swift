import PiperollCommands
import PiperollWire

/// The writes between BEGIN and COMMIT, as lines: they are bound again when they are run, by the
/// day and on the book of then.
struct WriteList {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The lines behind BEGIN so far, those that were refused too.
  private(set) var count = 0
  /// The bytes of its lines.
  var byteCount: Int { bytes.count }
  /// The first that was refused: without it the others are not what was meant, and are not run.
  private(set) var refused: (n: Int, failure: Failure)?

  /// Takes a line in; refuses one beyond the limits.
  mutating func add(_ line: [UInt8]) throws(Failure) {
    guard count < Limits.listLines else {
      throw .fault(
        .tooBig, column: nil, key: nil,
        sentence: "a list of more than \(Limits.listLines) lines; it will not be run")
    }
    guard bytes.count + line.count <= Limits.blockBytes else {
      throw .fault(
        .tooBig, column: nil, key: nil,
        sentence: "a list of more than \(Limits.blockBytes) bytes; it will not be run")
    }
    count += 1
    // Of a list that will not be run, nothing needs to be kept.
    if refused != nil { return }
    bytes.append(contentsOf: line)
    ends.append(bytes.count)
  }

  /// Counts a line that was refused.
  mutating func refuse(_ failure: Failure) {
    count += 1
    if refused == nil { refused = (count, failure) }
    bytes = []
    ends = []
  }

  /// A line by its number, from 1.
  func line(_ n: Int) -> [UInt8] {
    Array(bytes[(n == 1 ? 0 : ends[n - 2])..<ends[n - 1]])
  }
}

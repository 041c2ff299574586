import PiperollWire

/// Bytes cut into request lines, and lines into words. However the bytes arrive, the same requests
/// are cut out, and every word lies within its line.
final class LinesTarget: FuzzTarget {
  static let name = "lines"

  init() {}

  func seeds() throws -> [[UInt8]] {
    try Seeds.conversations().map { [7] + Array($0.map { $0 + "\n" }.joined().utf8) }
  }

  /// An event with the bytes it is about.
  private enum Found: Equatable {
    case request([UInt8], [UInt8]?)
    case refused(Code)
  }

  /// The first byte says into which pieces the others are cut.
  func run(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let rest = Array(bytes.dropFirst())
    let whole = found(in: rest, piece: max(1, rest.count))
    let cut = found(in: rest, piece: max(1, Int(first)))
    if whole != cut { fail("cut by \(first): \(cut); whole: \(whole)") }
    var request = PiperollWire.Request()
    for case .request(let line, _) in whole { parse(line, &request) }
    return true
  }

  private func found(in bytes: [UInt8], piece: Int) -> [Found] {
    var reader = LineReader()
    // Small, so that an input can be above it.
    reader.blockBytesMax = 256
    var found: [Found] = []
    for start in stride(from: 0, to: bytes.count, by: piece) {
      bytes[start..<min(bytes.count, start + piece)].withUnsafeBytes { reader.append($0) }
      loop: while true {
        switch reader.next() {
        case .incomplete: break loop
        case .refused(let code): found.append(.refused(code))
        case .request(let line, let block):
          found.append(.request(Array(reader.bytes[line]), block.map { Array(reader.bytes[$0]) }))
        }
      }
      reader.wipeRead()
    }
    return found
  }

  private func parse(_ line: [UInt8], _ request: inout PiperollWire.Request) {
    do throws(RequestFault) {
      try request.parse(line)
    } catch {
      if !(1...line.count + 1).contains(error.column) { fail("a fault at \(error.column)") }
      return
    }
    var end = request.tag.upperBound
    for token in request.tokens {
      guard token.start >= end, token.value.upperBound <= line.count else {
        fail("a word outside of its line: \(token)")
      }
      end = token.value.upperBound
    }
    if let text = request.text, text.lowerBound < end || text.upperBound > line.count {
      fail("a text outside of its line: \(text)")
    }
  }
}

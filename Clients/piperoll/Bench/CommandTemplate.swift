/// A command with places for what differs from request to request: `{key}` a random key of the
/// book, seven digits with zeros in front, `{phone}` the last seven digits of the telephone number
/// of a random key's contact, `{n}` a number that no other request has.
struct CommandTemplate {
  private enum Part {
    case text([UInt8])
    case key
    case phone
    case number
  }
  private var parts: [Part] = []
  private let keys: UInt64
  private var random: UInt64
  private var next: UInt64

  /// - Parameters:
  ///   - keys: keys go from 0 to one less.
  ///   - first: the first of the numbers, so that two runs need not share any.
  init(_ text: String, keys: Int, first: UInt64) {
    self.keys = UInt64(max(keys, 1))
    random = 0x9E37_79B9_7F4A_7C15 ^ first
    next = first
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      parts.append(.text(Array(rest[..<open].utf8)))
      switch rest[open...close] {
      case "{key}": parts.append(.key)
      case "{phone}": parts.append(.phone)
      case "{n}": parts.append(.number)
      default: parts.append(.text(Array(rest[open...close].utf8)))
      }
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.text(Array(rest.utf8)))
  }

  /// Adds the next request's line.
  mutating func write(to bytes: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let text): bytes.append(contentsOf: text)
      case .key: append(randomKey(), digits: 7, to: &bytes)
      case .phone: append(BenchBook.phone(of: randomKey()), digits: 7, to: &bytes)
      case .number:
        append(next, digits: 1, to: &bytes)
        next += 1
      }
    }
    bytes.append(0x0D)
    bytes.append(0x0A)
  }

  /// SplitMix64, reduced without bias that would matter.
  private mutating func randomKey() -> UInt64 {
    random &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (random ^ random >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return (mixed ^ mixed >> 31).multipliedFullWidth(by: keys).high
  }
}

/// Adds a number with at least so many digits.
func append(_ number: UInt64, digits: Int, to bytes: inout [UInt8]) {
  let start = bytes.count
  var rest = number
  while rest > 0 || bytes.count - start < digits {
    bytes.append(0x30 + UInt8(rest % 10))
    rest /= 10
  }
  bytes[start...].reverse()
}

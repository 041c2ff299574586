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
  let text: String

  init(_ text: String) {
    self.text = text
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
    parts.append(.text(Array("\(rest)\r\n".utf8)))
  }

  /// Adds a request's line.
  /// - Parameter number: what `{n}` stands for in it.
  func write(to line: inout TextBuffer, _ random: inout RandomKeys, number: UInt64) {
    for part in parts {
      switch part {
      case .text(let text): line.put(text)
      case .key: line.put(random.next(), digits: 7)
      case .phone: line.put(BenchBook.phone(of: random.next()), digits: 7)
      case .number: line.put(number)
      }
    }
  }
}

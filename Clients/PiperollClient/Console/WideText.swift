import CEditLine
import Glibc

/// Text as libedit takes it: a character a number, with a zero at its end. It keeps its place in
/// memory as long as it lives.
final class WideText {
  let pointer: UnsafeMutablePointer<wchar_t>
  let scalars: [Unicode.Scalar]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    pointer = .allocate(capacity: scalars.count + 1)
    for (place, scalar) in scalars.enumerated() {
      (pointer + place).initialize(to: wchar_t(bitPattern: scalar.value))
    }
    (pointer + scalars.count).initialize(to: 0)
  }

  deinit { pointer.deallocate() }

  /// Lends a text to somebody who keeps nothing of it.
  static func lend(_ text: String, _ use: (UnsafeMutablePointer<wchar_t>) -> Void) {
    let wide = WideText(text)
    withExtendedLifetime(wide) { use(wide.pointer) }
  }

  /// The characters between two places of a text of libedit's.
  static func scalars(
    _ start: UnsafePointer<wchar_t>, _ end: UnsafePointer<wchar_t>
  ) -> [Unicode.Scalar] {
    UnsafeBufferPointer(start: start, count: end - start).map {
      Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
    }
  }

  /// How many columns a character takes on a terminal.
  static func columns(of scalar: Unicode.Scalar) -> Int {
    max(0, Int(wcwidth(wchar_t(bitPattern: scalar.value))))
  }
}

/// The place of the cursor on a terminal, in rows and columns from the beginning of a prompt.
struct ScreenPlace {
  private let columns: Int
  private(set) var row = 0
  private(set) var column = 0

  /// - Parameter columns: how many the terminal has.
  init(columns: Int) { self.columns = columns }

  /// Goes on by a character, as libedit does: what does not fit begins the next row.
  /// - Returns: what is shown of it.
  @discardableResult
  mutating func advance(by scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n":
      breakRow()
      return "\r\n"
    case "\t":
      var blanks = ""
      repeat {
        advance(columns: 1)
        blanks += " "
      } while column % Self.tabColumns != 0
      return blanks
    case ..<" ", "\u{7F}":
      // What cannot be shown is shown as `^X`.
      advance(columns: 2)
      return "^" + String(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))
    default:
      advance(columns: WideText.columns(of: scalar))
      return String(scalar)
    }
  }

  private static let tabColumns = 8

  private mutating func advance(columns width: Int) {
    if column + width > columns { breakRow() }
    column += width
    if column >= columns { breakRow() }
  }

  private mutating func breakRow() { (row, column) = (row + 1, 0) }
}

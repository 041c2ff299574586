/// What a caller calls themselves: a claim, and chosen to be seen. It goes to the operator's screen
/// once, cleaned, and nowhere else: into no entry, no log and no trail.
public struct CallerName: Sendable {
  /// Characters that are shown: a long name must not push what the server knows off the line.
  static let scalarsMax = 40

  /// What is shown of it; empty if that is nothing.
  public let text: String

  /// Cleans a name: nothing in it is invisible, changes the direction of text or makes a new line.
  public init(_ said: String) {
    var scalars = String.UnicodeScalarView()
    var isBehindBlank = true
    for scalar in said.unicodeScalars {
      let isBlank = !Self.isShown(scalar)
      if isBlank, isBehindBlank { continue }
      if scalars.count == Self.scalarsMax { break }
      scalars.append(isBlank ? " " : scalar)
      isBehindBlank = isBlank
    }
    if scalars.last == " " { scalars.removeLast() }
    text = String(scalars)
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }
}

/// How the rows of a section stand on a screen, where its columns one by one do not read well. What
/// it leaves out is for programs, and `fmt=table` shows it.
public struct ScreenLayout: Sendable {
  let columns: [ScreenColumn]
  /// The column whose sum the others, up to and with it, are told as per cents of; nil: none.
  let whole: String?

  /// - Parameter whole: below the sums stands what part of this column's each of them is.
  public init(_ columns: [ScreenColumn], perCentOf whole: String? = nil) {
    (self.columns, self.whole) = (columns, whole)
  }
}

/// A column of a screen: one of a section's columns, or several of them as one text.
public struct ScreenColumn: ExpressibleByStringLiteral, Sendable {
  /// A column of the section, as a part of a text.
  public struct Part: ExpressibleByStringLiteral, Sendable {
    let column: String
    /// What stands before its cells.
    let lead: String

    /// The cells of `column` behind `lead`, where there are any.
    public init(_ column: String, after lead: String) { (self.column, self.lead) = (column, lead) }

    /// The cells of a column as they are.
    public init(stringLiteral column: String) { self.init(column, after: "") }
  }

  let parts: [Part]
  /// Its name; nil: that of the one column that it is.
  let label: String?
  /// Whether it is shown only where that leaves room for the texts.
  var isIfRoom = false

  /// A column as the section has it.
  public init(stringLiteral column: String) {
    (parts, label) = ([Part(stringLiteral: column)], nil)
  }

  /// A column of one text of several columns, with blanks between.
  /// - Parameter label: its name on the screen.
  public init(_ label: String, of parts: [Part]) { (self.parts, self.label) = (parts, label) }

  /// A column that is shown only where there is room.
  public static func ifRoom(_ column: String) -> ScreenColumn {
    var shown = ScreenColumn(stringLiteral: column)
    shown.isIfRoom = true
    return shown
  }
}

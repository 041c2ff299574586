/// Why a template is refused.
public struct TemplateFault: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Reason: Equatable, Sendable {
    /// A tag has no end.
    case unclosedTag
    /// No letter has a value of the name. The names that it could be are those that stand there.
    case unknownName(String, known: [String])
    /// A section has no end.
    case unclosedSection(String)
    /// A section ends that has not begun, or not last; nil: none is open.
    case wrongEnd(String, open: String?)
    /// A name stands for several values or for something with names of its own, and has no text.
    case noText(String)
    /// A template takes in a part that is not there.
    case unknownPart(String)
    /// A block that is none of the frame's, or stands outside of it.
    case wrongBlock(String)
    /// A tag of a kind that templates of letters do not have: functions, texts that are not
    /// escaped, other marks, settings.
    case foreignTag(String)
    /// A name that the law asks for is missing in the letter.
    case missing(String)
    /// The first line of a text does not begin with the letter's subject.
    case noSubject
  }

  /// The line, from 1 on; 0: it is about the whole template.
  public let line: Int
  public let reason: Reason
}

/// A part of a shipped letter. Its sentences are written once; the text and the HTML are made of
/// them.
enum LetterPart {
  /// A paragraph, in which names stand in braces.
  case say(String)
  /// A paragraph that is there if something is.
  case sayIf(String, String)
  /// A paragraph that is there if something is not.
  case sayUnless(String, String)
  /// The items, with what is open of each.
  case items
  /// How what is to be paid now comes about.
  case sum
  /// How the debt came about since the itemization date.
  case itemization
  /// What is due when, of `plan` or `settlement`.
  case instalments(of: String)
  /// What a dispute is about.
  case disputed
  /// Where the law's statement for debt collectors stands.
  case must
  /// How to answer a validation notice: at the foot, apart from all else.
  case response
}

/// A shipped letter in one language.
struct ShippedLetter {
  var subject: String
  var parts: [LetterPart]
  /// Whether the slip at its foot asks for money.
  var hasSlip = true
}

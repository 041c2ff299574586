extension Rule {
  static let entryNotNotice = Rule("entry_not_notice", .notFound, "the entry made no notice")
  static let codeNotFound = Rule("code_not_found", .notFound, "no email has that code")

  static let ofNotices = [entryNotNotice, codeNotFound]
}

extension Refusal {
  /// An entry that made no notice.
  public static func entryNotNotice(_ kind: EntryKind) -> Refusal {
    Refusal(
      .entryNotNotice, "that entry is \(kind.article), not a notice; LOOKUP NOTICES lists them")
  }

  /// A code that no email quotes.
  public static func codeNotFound(_ code: String) -> Refusal {
    Refusal(.codeNotFound, "no email has the code \(code); it is twelve letters and digits")
  }
}

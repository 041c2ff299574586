import PiperollLedger

/// What a request that waits for somebody else says of people, and who may see it. A request is
/// kept as the line that asks for it, each value with its key.
enum AskedPerson {
  private static let personal = ["born=", "ssn4="]
  /// The keys that name contacts.
  private static let contacts = ["contact=", "same-as=", "with="]

  /// A request without what is known of a person only by those who ask callers for it.
  static func untold(_ request: String) -> String {
    words(request).map { word in
      personal.first { word.hasPrefix($0) }.map { "\($0)..." } ?? word
    }.joined(separator: " ")
  }

  /// Whether a request is about a contact that is there for some alone.
  static func isRestricted(_ request: String, _ book: borrowing Book) -> Bool {
    words(request).contains { word in
      if word == "restricted=yes" { return true }
      guard let key = contacts.first(where: { word.hasPrefix($0) }),
        let number = EntryNumber(word.dropFirst(key.count)), let row = try? book.contact(number)
      else { return false }
      return book.isRestricted(row)
    }
  }

  private static func words(_ request: String) -> [String] {
    request.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
  }
}

extension Book {
  /// Whether somebody may not see that a request was asked for: it is about a contact that is not
  /// there for them.
  func isHidden(requestOf approval: UInt32, from context: Context) -> Bool {
    let row = approvals[approval]
    let isAuthor = text(symbol: entries[Int(row.entry) - 1].actor) == context.user
    return !isAuthor && !context.role.may(.supervisor)
      && AskedPerson.isRestricted(text(row.request), self)
  }
}

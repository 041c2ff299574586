import PiperollLedger

// `if=rev:17`: the write is done only if nobody has changed the account since the user saw it. The
// revision of an account is the number of the last entry that touched it, in its history or as the
// other side of a transfer.

extension Arguments {
  /// Checks `if=`, if it was given.
  /// - Parameter book: the book on which the write is decided. In a block or a list it already has
  ///   the rows before this one.
  /// - Throws: `conflict` where the account has another revision by now.
  func demandRevision(in book: borrowing Book) throws(Failure) {
    guard let index = spec.table.revision, let wanted = text(index) else { return }
    guard wanted.hasPrefix("rev:"), let revision = Self.number(String(wanted.dropFirst(4))),
      revision > 0
    else {
      throw bad("if", "a revision such as rev:17, as rev= of LOOKUP ACCOUNT gave it")
    }
    guard let account = try record(in: book) else { return }
    let present = book.revision(of: account)
    if EntryNumber(revision) != present { throw .conflict(revision: present) }
  }

  /// The account that the write changes: the one that the request names, or the first account of
  /// the entry that it names. Nil if that entry has no account; the command then refuses it.
  private func record(in book: borrowing Book) throws(Failure) -> UInt32? {
    guard let index = spec.table.record else { return nil }
    let parameter = spec.parameters[index]
    guard case .entry = parameter.type else { return try account(parameter.name, in: book) }
    let number = try entry(parameter.name)
    guard let row = book.entry(number) else { throw .refused(.entryNotFound(number)) }
    return row.hasAccount ? row.account : nil
  }
}

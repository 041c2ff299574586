import PiperollLedger

// `if=rev:17`: a write is meant for a record as it was seen. The revision of an account is the last
// entry that touched it, in its history or as the other side of a transfer.

extension Arguments {
  /// Refuses where the record has moved on from the revision that `if=` names. Asked of the book on
  /// which the write is decided: in a block or a list, behind the rows before it.
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

  /// The account that is changed: the one that is named, or the first of the entry that is. Nil for
  /// an entry that is of none, which the command refuses itself.
  private func record(in book: borrowing Book) throws(Failure) -> UInt32? {
    guard let index = spec.table.record else { return nil }
    let parameter = spec.parameters[index]
    guard case .entry = parameter.type else { return try account(parameter.name, in: book) }
    let number = try entry(parameter.name)
    guard let row = book.entry(number) else { throw .refused(.entryNotFound(number)) }
    return row.hasAccount ? row.account : nil
  }
}

import PiperollLedger
import PiperollWire

extension Arguments {
  /// Accounts with commas between their ids, each once; empty if it was not given.
  func accounts(
    _ name: StaticString, in book: borrowing Book, max: Int
  ) throws(Failure) -> [UInt32] {
    guard let text = text(name) else { return [] }
    var accounts: [UInt32] = []
    for id in text.split(separator: ",", omittingEmptySubsequences: false) {
      let id = String(id)
      guard Self.isIdentifier(id) else { throw bad(name, "ids with commas between them") }
      guard let account = book.findAccount(id) else { throw .refused(.accountNotFound(id)) }
      if !accounts.contains(account) { accounts.append(account) }
    }
    if accounts.count > max { throw bad(name, "at most \(max) accounts") }
    return accounts
  }
}

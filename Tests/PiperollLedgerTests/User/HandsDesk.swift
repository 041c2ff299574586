@testable import PiperollLedger

/// A book of users, and of what they ask for.
final class HandsDesk {
  var book = Book()

  /// Administrators whom the server's machine made.
  init(_ administrators: String...) {
    for name in administrators {
      record(UserChanged(user: name, role: .admin, isByMachine: true), by: "init")
    }
  }

  @discardableResult
  func record(_ change: UserChanged, by actor: String, approvedBy: String? = nil) -> EntryNumber {
    var approval: EntryNumber?
    if approvedBy != nil { approval = ask(by: actor) }
    return record(Fact(change), by: approvedBy ?? actor, approval: approval)
  }

  /// A request for an approval.
  @discardableResult
  func ask(by actor: String) -> EntryNumber {
    record(
      Fact(
        ApprovalAsked(
          request: "", hash: FactHash(low: 1, high: 1), needs: ApprovalNeeds(.role), kind: .user,
          account: 0, amount: .zero, currency: nil, effective: .first, expires: .last)),
      by: actor)
  }

  private func record(
    _ fact: Fact, by actor: String, approval: EntryNumber? = nil
  ) -> EntryNumber {
    let number = book.sequence + 1
    book.apply(
      Entry(effective: Day.first, actor: actor, approval: approval, fact: fact),
      Stamp(number: number, recorded: Int64(number)))
    return number
  }

  func make(_ user: String, _ role: Role = .operator, by actor: String, password: Bool = false) {
    record(
      UserChanged(user: user, role: role, passwordRecord: password ? "scrypt" : ""), by: actor)
  }

  func confirm(_ user: String, by actor: String) throws(Refusal) {
    let fact = try book.decideConfirmation(of: user, by: actor)
    _ = record(fact, by: actor)
  }

  /// The rule that keeps a user from approving what was asked with an entry, or now; nil: none.
  func rule(_ approver: String, _ asker: String, asked: EntryNumber? = nil) -> String? {
    do throws(Refusal) {
      try book.demandApart(
        approver, from: [Doing(user: asker, entry: asked ?? book.sequence)])
      return nil
    } catch { return error.rule.name }
  }
}

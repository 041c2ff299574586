/// What an entry changes of who may do what, or decides: the audit trail has it beside the journal.
public struct ControlChange: Sendable {
  public let kind: EntryKind
  /// What is changed: a user, a policy, a request for an approval.
  public let target: String
  public let before: String
  public let after: String
}

extension EntryKind {
  /// Whether its entries are changes of control.
  public var isOfControl: Bool {
    self == .user || self == .policy || self == .approval || self == .reject || self == .close
      || self == .template
  }
}

extension Book {
  /// What an entry will change of who may do what; nil if it changes nothing of that. Asked before
  /// the entry is applied.
  public func controlChange(_ entry: Entry, _ number: EntryNumber) -> ControlChange? {
    let fact = entry.fact
    if let change = fact.userChange {
      let old = user(change.user)
      let had = old.map { !text($0.passwordRecord).isEmpty } ?? false
      let has = change.passwordRecord.isEmpty ? had ? "yes" : "no" : "new"
      let confirmed = change.act == .confirm ? " confirmed=yes" : ""
      return ControlChange(
        kind: fact.kind, target: change.user,
        before: old.map {
          told($0.role, password: had ? "yes" : "no")
            + (change.work == nil ? "" : told(work(ofUser: change.user)))
        } ?? "",
        after: told(change.role, password: has) + confirmed
          + (change.work.map { told($0) } ?? ""))
    }
    if let set = fact.body(as: PolicySet.self) {
      let row = row(of: set.policy, on: entry.effective, for: set.scope, in: set.currency)
      let before = row.flatMap { value(ofPolicy: $0) }
      let currency = set.currency ?? .usd
      return ControlChange(
        kind: fact.kind, target: set.policy.name, before: before?.text(currency) ?? "none",
        after: set.value?.text(currency) ?? "none")
    }
    if let set = fact.body(as: TemplateSet.self) {
      let row = template(of: set.name, set.language, set.format, on: entry.effective)
      return ControlChange(
        kind: fact.kind, target: "\(set.name.word) \(set.language.code) \(set.format)",
        before: row.map { "entry \(templates[$0].entry)" } ?? "shipped",
        after: set.text.isEmpty ? "shipped" : "entry \(number)")
    }
    if let asked = fact.body(as: ApprovalAsked.self)
      ?? fact.body(as: ApprovalAskedForMore.self)?.plain
    {
      return ControlChange(kind: fact.kind, target: "\(number)", before: "", after: asked.request)
    }
    if let rejected = fact.body(as: ApprovalRejected.self) {
      return ControlChange(
        kind: fact.kind, target: "\(rejected.approval)", before: "asked", after: "rejected")
    }
    if let closed = fact.body(as: PeriodClosed.self) {
      return ControlChange(
        kind: fact.kind, target: "", before: "", after: closed.through.text)
    }
    if let approval = entry.approval {
      return ControlChange(
        kind: .approval, target: "\(approval)", before: "asked", after: "approved")
    }
    return nil
  }

  private func told(_ work: UserWork) -> String {
    " queues=\(work.queues.map { "\($0)" }.joined(separator: ","))"
      + " languages=\(work.languagesText) portfolios=\(work.portfoliosText)"
  }

  private func told(_ role: Role, password: String) -> String {
    "role=\(role.word) password=\(password)"
  }
}

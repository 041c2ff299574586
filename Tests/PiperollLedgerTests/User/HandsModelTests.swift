import TestSupport
import Testing

@testable import PiperollLedger

/// Hands, told by a model that keeps after each change a list of who holds whom, and knows nothing
/// of entries.
@Suite struct HandsModelTests {
  private static let names = ["ann", "bob", "cid", "dee", "eve", "fay"]
  private static let roles: [Role] = [.none, .viewer, .auditor, .operator, .supervisor, .admin]

  /// Who holds whom, at one moment.
  private struct Model {
    var holders: [String: Set<String>] = [:]
    var roles: [String: Role] = [:]

    /// Whoever could act as a user: the user, who holds them, who holds these.
    func people(behind user: String) -> Set<String> {
      var found: Set = [user]
      while true {
        let more = found.union(found.flatMap { holders[$0] ?? [] })
        if more == found { return found }
        found = more
      }
    }

    func isApart(_ one: String, _ other: String) -> Bool {
      people(behind: one).isDisjoint(with: people(behind: other))
    }

    mutating func set(_ user: String, _ role: Role, password: Bool, by actor: String) {
      let (former, before) = (roles[user], holders[user] ?? [])
      roles[user] = role
      if actor == user { return }
      if password {
        holders[user] = [actor]
      } else if former == nil {
        holders[user] = [actor]
      } else if role > former! {
        holders[user] = !before.isEmpty && isApart(user, actor) ? [] : before.union([actor])
      }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `the book finds the same eyes as a model that knows no entries`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let desk = HandsDesk("ann", "bob")
    var model = Model(roles: ["ann": .admin, "bob": .admin])
    var past = [EntryNumber: Model]()
    past[desk.book.sequence] = model
    for _ in 0..<60 {
      let known = Self.names.filter { model.roles[$0] != nil }
      let (actor, user) = (
        known.randomElement(using: &random)!, Self.names.randomElement(using: &random)!
      )
      let role = Self.roles.randomElement(using: &random)!
      switch Int.random(in: 0..<10, using: &random) {
      case 0 where model.roles[user] != nil:
        if (try? desk.confirm(user, by: actor)) != nil {
          #expect(model.roles[user] != Role.none && model.isApart(actor, user))
          model.holders[user] = []
        } else {
          #expect(model.roles[user] == Role.none || !model.isApart(actor, user))
        }
      case 1:
        desk.record(UserChanged(user: user, role: role, isByMachine: true), by: "machine")
        (model.holders[user], model.roles[user]) = ([], role)
      case 2 where actor != user:
        // Whoever approves was looked at before: here it is somebody apart.
        guard let other = known.first(where: { model.isApart($0, actor) }) else { continue }
        desk.record(UserChanged(user: user, role: role), by: actor, approvedBy: other)
        (model.holders[user], model.roles[user]) = ([], role)
      case let number:
        let hasPassword = number < 5
        desk.make(user, role, by: actor, password: hasPassword)
        model.set(user, role, password: hasPassword, by: actor)
      }
      past[desk.book.sequence] = model
    }
    for (entry, then) in past {
      for one in Self.names where model.roles[one] != nil {
        for other in Self.names where then.roles[other] != nil && one != other {
          let isApart =
            model.isApart(one, other)
            && model.people(behind: one).isDisjoint(with: then.people(behind: other))
          #expect(
            (desk.rule(one, other, asked: entry) == nil) == isApart, "\(one) \(other) \(entry)")
        }
      }
    }
  }
}

import Testing

@testable import PiperollLedger

/// Two pairs of eyes are two people, by whichever way one person might be both.
@Suite struct HandsTests {
  @Test func `a user whom one made is one's own pair of eyes, both ways`() {
    let desk = HandsDesk("ann", "bob")
    desk.make("maria", by: "ann")
    #expect(desk.rule("ann", "maria") == "same_hand")
    #expect(desk.rule("maria", "ann") == "same_hand")
    #expect(desk.rule("bob", "maria") == nil)
    #expect(desk.rule("ann", "bob") == nil)
    #expect(desk.rule("ann", "ann") == "same_user")
  }

  @Test func `whom one hand made is one pair of eyes, over any number of hands`() {
    let desk = HandsDesk("ann", "bob")
    desk.make("second", .admin, by: "ann")
    desk.make("olga", by: "second")
    desk.make("sue", .supervisor, by: "ann")
    for (one, other) in [("olga", "ann"), ("olga", "sue"), ("sue", "second")] {
      #expect(desk.rule(one, other) == "same_hand")
      #expect(desk.rule(other, one) == "same_hand")
      #expect(desk.rule("bob", one) == nil)
    }
  }

  @Test func `a name in other letters is the same user`() {
    let desk = HandsDesk("ann")
    #expect(desk.rule("Maria", "maria") == "same_user")
    desk.make("maria", by: "ann")
    #expect(throws: Refusal.nameAlike("maria")) {
      _ = try desk.book.decide(UserChanged(user: "MARIA", role: .viewer))
    }
  }

  @Test func `another administrator's word makes a pair of eyes, and not one's own puppet's`()
    throws
  {
    let desk = HandsDesk("ann", "bob")
    desk.make("second", .admin, by: "ann")
    desk.make("maria", by: "ann")
    #expect(throws: Refusal.sameHand(as: "", isPast: false)) {
      try desk.confirm("maria", by: "ann")
    }
    #expect(throws: Refusal.sameHand(as: "", isPast: false)) {
      try desk.confirm("maria", by: "second")
    }
    #expect(throws: Refusal.sameUser) { try desk.confirm("bob", by: "bob") }
    try desk.confirm("maria", by: "bob")
    #expect(desk.rule("ann", "maria") == nil)
    #expect(desk.rule("second", "maria") == nil)
  }

  @Test func `what was asked while one held the asker stays one's own`() throws {
    let desk = HandsDesk("ann", "bob")
    desk.make("maria", by: "ann")
    let asked = desk.ask(by: "maria")
    try desk.confirm("maria", by: "bob")
    #expect(desk.rule("ann", "maria", asked: asked) == "same_hand")
    #expect(desk.rule("bob", "maria", asked: asked) == nil)
    #expect(desk.rule("ann", "maria") == nil)
  }

  @Test func `an approver who was made after the request is in their maker's hand`() {
    let desk = HandsDesk("ann", "bob")
    let asked = desk.ask(by: "ann")
    desk.make("late", .supervisor, by: "ann")
    #expect(desk.rule("late", "ann", asked: asked) == "same_hand")
  }

  @Test func `a new password puts a user into the hand that gave it`() throws {
    let desk = HandsDesk("ann", "bob")
    let asked = desk.ask(by: "ann")
    desk.make("bob", .admin, by: "ann", password: true)
    #expect(desk.rule("bob", "ann", asked: asked) == "same_hand")
    // One's own password is nobody else's.
    desk.make("bob", .admin, by: "bob", password: true)
    #expect(desk.rule("bob", "ann", asked: asked) == "same_hand")
  }

  @Test func `who gave the last password holds the user, and who gave the one before does not`() {
    let desk = HandsDesk("ann", "bob")
    desk.make("maria", by: "ann", password: true)
    let asked = desk.ask(by: "maria")
    desk.make("maria", by: "bob", password: true)
    #expect(desk.rule("bob", "maria") == "same_hand")
    #expect(desk.rule("ann", "maria") == nil)
    #expect(desk.rule("ann", "maria", asked: asked) == "same_hand")
  }

  @Test func `a role that is lowered and raised again is given again`() {
    let desk = HandsDesk("ann", "bob")
    desk.record(
      UserChanged(user: "sue", role: .supervisor), by: "ann", approvedBy: "bob")
    #expect(desk.rule("ann", "sue") == nil)
    desk.make("sue", .viewer, by: "ann")
    #expect(desk.rule("ann", "sue") == nil)
    desk.make("sue", .supervisor, by: "ann")
    #expect(desk.rule("ann", "sue") == "same_hand")
  }

  @Test func `a user who was shut out and comes back is made anew`() {
    let desk = HandsDesk("ann", "bob")
    desk.make("bob", .none, by: "ann")
    #expect(desk.rule("ann", "bob") == nil)
    desk.make("bob", .admin, by: "ann")
    #expect(desk.rule("ann", "bob") == "same_hand")
  }

  @Test func `one made them and another raised them: two know them`() {
    let desk = HandsDesk("ann", "bob")
    desk.make("maria", .viewer, by: "ann")
    desk.make("maria", .operator, by: "bob")
    #expect(desk.rule("ann", "maria") == nil)
    #expect(desk.rule("bob", "maria") == nil)
  }

  @Test func `what the machine says, and what two administrators agreed on, is in no hand`() {
    let desk = HandsDesk("ann", "bob")
    desk.make("maria", by: "ann", password: true)
    desk.record(UserChanged(user: "maria", role: .operator, isByMachine: true), by: "machine")
    #expect(desk.rule("ann", "maria") == nil)
    desk.record(UserChanged(user: "sue", role: .admin), by: "ann", approvedBy: "bob")
    #expect(desk.rule("ann", "sue") == nil && desk.rule("bob", "sue") == nil)
  }

  @Test func `what 0_2_0 recorded puts nobody into a hand`() {
    let desk = HandsDesk("ann")
    let number = desk.book.sequence + 1
    desk.book.apply(
      Entry(
        effective: Day.first, actor: "ann",
        fact: Fact(UserSet(user: "old", role: .supervisor, passwordRecord: ""))),
      Stamp(number: number, recorded: Int64(number)))
    #expect(desk.rule("ann", "old") == nil)
    desk.make("old", .supervisor, by: "ann", password: true)
    #expect(desk.rule("ann", "old") == "same_hand")
  }

  @Test func `a role above operator waits where another administrator is a pair of eyes`() {
    let desk = HandsDesk("ann")
    func needs(_ role: Role) -> Bool {
      let fact = Fact(UserChanged(user: "new", role: role))
      return !desk.book.needs(
        for: fact, effective: .first, by: "ann", .admin, on: .first
      ).isEmpty
    }
    desk.make("second", .admin, by: "ann")
    #expect(!needs(.admin) && !needs(.supervisor))
    desk.record(UserChanged(user: "bob", role: .admin, isByMachine: true), by: "machine")
    #expect(needs(.admin) && needs(.supervisor) && !needs(.operator))
    // Who is in the hand of the only other one is shut out, or lowered, by one alone.
    desk.make("bob", .none, by: "ann")
    #expect(!needs(.admin))
  }
}

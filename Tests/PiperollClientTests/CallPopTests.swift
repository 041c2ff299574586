import Testing

@testable import PiperollClient

/// What a console shows of who calls, and what Ctrl-O does with it.
@Suite struct CallPopTests {
  private static let ringing =
    "* CALL seq=4 state=ringing call=+12125550147 name=\"Jane \\\"Q\\\"\" accounts=1"
    + " account=C-20417 contact=4 role=debtor contact-name=\"Jane Q. Debtor\" language=es"
    + " verdict=BLOCK rule=T1 until=2026-11-23T13:00:00Z must=identify id=7"

  @Test func `an account is shown with who it may be, and opened`() throws {
    let call = try #require(CallPop(Self.ringing))
    #expect(
      call.text
        == ">> Ringing: +12125550147 (says \"Jane \\\"Q\\\"\"); C-20417 Jane Q. Debtor"
        + " (debtor, es); ask who it is first; a call back: BLOCK T1. Ctrl-O opens it.")
    #expect(call.opening == .run("LOOKUP NEXT account=C-20417"))
  }

  @Test func `several accounts are a choice`() throws {
    let call = try #require(
      CallPop("* CALL seq=1 state=answered call=+1212 accounts=11 account=A-1,A-2 role=debtor id=7")
    )
    #expect(call.text.contains("11 accounts: A-1, A-2, and 9 more"))
    #expect(call.text.hasSuffix("Ctrl-O shows them."))
    #expect(call.opening == .run("LOOKUP PHONE +1212"))
  }

  @Test func `a hidden number and one that nobody has are said to be so, and not opened`() throws {
    let hidden = try #require(CallPop("* CALL seq=1 state=ringing call=unknown accounts=0 id=7"))
    #expect(hidden.text == ">> Ringing: a hidden number.")
    #expect(hidden.opening == nil)
    let foreign = try #require(CallPop("* CALL seq=1 state=ringing call=+1212 accounts=0 id=7"))
    #expect(foreign.text == ">> Ringing: +1212; nobody has this number.")
    #expect(foreign.opening == nil)
  }

  @Test func `the note of a call that has ended waits for its result`() throws {
    let ended = "* CALL seq=9 state=ended call=+1212 accounts=1 account=A-1 id=7"
    #expect(try #require(CallPop(ended)).opening == .run("LOOKUP NEXT account=A-1"))
    let talked = try #require(CallPop(ended + " minutes=4"))
    #expect(talked.opening == .type("NOTE CALL A-1 +1212 "))
    #expect(talked.text.contains("Ended after 4 min: +1212; A-1"))
  }

  @Test func `a call that was noted, and what else is told, is no call of now`() {
    #expect(CallPop("* CALL seq=5 entry=73 account=C-1 by=ann") == nil)
    #expect(CallPop("* PAID seq=5 entry=73") == nil)
    #expect(CallPop("* CALL") == nil)
  }

  @Test func `the note of a call from a hidden number waits for whose call it was`() throws {
    let talked = try #require(
      CallPop("* CALL seq=1 state=ended call=unknown accounts=0 minutes=4 id=1"))
    #expect(talked.opening == .type("NOTE CALL direction=in "))
    #expect(
      talked.text
        == ">> Ended after 4 min: a hidden number. Ctrl-O begins the note: add the account,"
        + " their number and the result.")
  }
}

/// Which calls a console has been told of, and which of them Ctrl-O opens.
@Suite struct CallPopsTests {
  private static func call(
    _ id: String, _ state: String, _ number: String = "+1212", _ account: String = "A-1"
  ) throws -> CallPop {
    let minutes = state == "talked" ? " minutes=4" : ""
    let state = state == "talked" || state == "missed" ? "ended" : state
    let who = number == "unknown" ? "accounts=0" : "accounts=1 account=\(account)"
    return try #require(
      CallPop("* CALL seq=1 state=\(state) call=\(number) \(who)\(minutes) id=\(id)"))
  }

  @Test func `what is told of a call again is no news, and another call of its number is`() throws {
    var calls = CallPops()
    for (id, state, isNews) in [
      ("a", "ringing", true), ("a", "ringing", false), ("b", "ringing", true),
      ("a", "answered", true), ("a", "ringing", false), ("b", "ringing", false),
      ("a", "talked", true), ("a", "talked", false), ("a", "ringing", true),
    ] {
      #expect(try calls.take(Self.call(id, state)) == isNews, "\(id) \(state)")
    }
  }

  @Test func `only the last calls are kept`() throws {
    var calls = CallPops()
    for number in 0...CallPops.callsMax { _ = try calls.take(Self.call("\(number)", "ringing")) }
    #expect(try !calls.take(Self.call("1", "ringing")))
    #expect(try calls.take(Self.call("0", "ringing")))
  }

  @Test(arguments: [
    "NOTE CALL A-1 . rp", "note call A-9 +1212 rp", "NOTE CALL account=A-1 2125550147 rp",
  ])
  func `a call that was noted is not opened, and not shown again`(line: String) throws {
    var calls = CallPops()
    _ = try calls.take(Self.call("a", "talked"))
    _ = try calls.take(Self.call("b", "ringing"))
    calls.note(in: line, account: line.contains("A-9") ? "A-9" : "A-1")
    _ = try calls.take(Self.call("b", "missed"))
    #expect(calls.current?.id == "b")
    calls.open("A-1")
    #expect(calls.current == nil)
    #expect(try !calls.take(Self.call("a", "talked")))
  }

  @Test func `a note speaks of a call that is over rather than of one that goes on`() throws {
    var calls = CallPops()
    _ = try calls.take(Self.call("a", "talked"))
    _ = try calls.take(Self.call("b", "answered"))
    calls.note(in: "NOTE CALL A-2 +1999 na", account: "A-2")
    #expect(calls.current?.id == "b")
    calls.note(in: "NOTE CALL A-1 . rp", account: "A-1")
    _ = try calls.take(Self.call("b", "talked"))
    calls.note(in: "NOTE CALL A-1 . rp", account: "A-1")
    #expect(calls.current == nil)
  }

  @Test func `a call from a hidden number is noted by a call in, and by no other`() throws {
    var calls = CallPops()
    _ = try calls.take(Self.call("a", "talked", "unknown"))
    calls.note(in: "NOTE CALL A-1 +1212 rp", account: "A-1")
    #expect(calls.current != nil)
    calls.note(in: "NOTE CALL direction=in A-1 +1212 rp", account: "A-1")
    #expect(calls.current == nil)
  }

  @Test
  func `who leaves for another account does not note the call any more, but for another call`()
    throws
  {
    var calls = CallPops()
    _ = try calls.take(Self.call("a", "talked"))
    calls.open("A-1")
    #expect(calls.current?.id == "a")
    _ = try calls.take(Self.call("b", "ringing", "+1999", "A-2"))
    calls.open("A-2")
    _ = try calls.take(Self.call("b", "missed", "+1999", "A-2"))
    calls.open("A-2")
    #expect(calls.current == nil)
    _ = try calls.take(Self.call("c", "talked"))
    calls.open("A-3")
    #expect(calls.current == nil)
  }
}

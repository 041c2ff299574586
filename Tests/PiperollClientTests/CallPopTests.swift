import Testing

@testable import PiperollClient

/// What a console shows of who calls, and what Ctrl-O does with it.
@Suite struct CallPopTests {
  private static let ringing =
    "* CALL seq=4 state=ringing call=+12125550147 name=\"Jane \\\"Q\\\"\" accounts=1"
    + " account=C-20417 contact=4 role=debtor contact-name=\"Jane Q. Debtor\" language=es"
    + " verdict=BLOCK rule=T1 until=2026-11-23T13:00:00Z must=identify"

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
      CallPop("* CALL seq=1 state=answered call=+1212 accounts=11 account=A-1,A-2 role=debtor"))
    #expect(call.text.contains("11 accounts: A-1, A-2, and 9 more"))
    #expect(call.text.hasSuffix("Ctrl-O shows them."))
    #expect(call.opening == .run("LOOKUP PHONE +1212"))
  }

  @Test func `a hidden number and one that nobody has are said to be so, and not opened`() throws {
    let hidden = try #require(CallPop("* CALL seq=1 state=ringing call=unknown accounts=0"))
    #expect(hidden.text == ">> Ringing: a hidden number.")
    #expect(hidden.opening == nil)
    let foreign = try #require(CallPop("* CALL seq=1 state=ringing call=+1212 accounts=0"))
    #expect(foreign.text == ">> Ringing: +1212; nobody has this number.")
    #expect(foreign.opening == nil)
  }

  @Test func `the note of a call that has ended waits for its result`() throws {
    let ended = "* CALL seq=9 state=ended call=+1212 accounts=1 account=A-1"
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

  @Test func `what a new server says again is not shown again`() throws {
    func call(_ seq: Int, _ state: String = "ringing") throws -> CallPop {
      try #require(CallPop("* CALL seq=\(seq) state=\(state) call=+1212 accounts=0"))
    }
    #expect(try call(1).repeats(call(1)))
    #expect(try call(1).repeats(call(4)))
    #expect(try !call(5).repeats(call(4)))
    #expect(try !call(1, "answered").repeats(call(4)))
    #expect(try !call(1).repeats(nil))
  }
}

import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

@Suite struct ThirdPartyTests {
  /// A call as a test knows it.
  private struct Call {
    let entry: String
    /// Milliseconds of UTC since 1970.
    let at: Int64
    let counts: Bool
    let isTalk: Bool
    /// The desk's day from which it does not count.
    var correctedOn: Day?
  }

  private static let zone = Zone(name: "America/New_York")!
  private static let window = 7

  private static func desk() -> Desk {
    let desk = Desk.open()
    desk.run("POST ACCOUNT D kind=consumer name=\"Jo Debtor\" date=2026-09-01")
    let contact = desk.run(
      "POST CONTACT D role=debtor name=\"Jo Debtor\" mobile=2125550188 zone=America/New_York"
        + " date=2026-09-01")
    #expect(code(contact) == "201")
    #expect(code(desk.run("POST ASSIGN D role=third-party date=2026-09-01")) == "201")
    return desk
  }

  /// What should count at a time, by the calls alone.
  private static func counted(_ calls: [Call], at time: Int64) -> (calls: Int, next: String?) {
    let today = zone.day(at: time)
    let deskDay = Zone.utc.day(at: time)
    let known = calls.filter { $0.at <= time && $0.correctedOn ?? .last > deskDay }
    func days(_ which: (Call) -> Bool) -> [Day] {
      known.filter(which).map { zone.day(at: $0.at) }.filter { (0..<window).contains(today - $0) }
        .sorted(by: >)
    }
    let (counted, talks) = (days(\.counts), days(\.isTalk))
    var free: [Day] = []
    if counted.count >= 7 { free.append(counted[6].advanced(days: window)) }
    if let talk = talks.first { free.append(talk.advanced(days: window)) }
    return (counted.count, free.max()?.text)
  }

  private static func value(_ key: String, _ reply: [String]) -> String? {
    reply[0].split(separator: " ").first { $0.hasPrefix("\(key)=") }.map {
      String($0.dropFirst(key.count + 1))
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func `a call tells how many count of seven days, and when the next may be`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let desk = Self.desk()
    var calls: [Call] = []
    let results: [(String, counts: Bool, isTalk: Bool)] = [
      ("na", true, false), ("vm", true, false), ("bz", false, false), ("ns", false, false),
      ("dr", true, false), ("na", true, false), ("rp", true, true),
    ]
    for _ in 0..<40 {
      let day = Day(year: 2026, month: 10, day: 25)!.advanced(days: random.below(29))
      let minute = random.below(24 * 60)
      let at = Self.zone.time(of: day, minute: minute)
      let (result, counts, isTalk) = results[random.below(seed % 2 == 0 ? 6 : 7)]
      let isOut = !random.oneIn(6)
      let old = random.oneIn(5) ? calls.indices.randomElement(using: &random) : nil
      var line =
        "NOTE CALL D 2125550188 \(result) at=\(day.text)/\(TimeOfDay.text(ofMinute: minute))"
      if !isOut { line += " direction=in" }
      let corrected = old.flatMap { calls[$0].correctedOn != nil || calls[$0].at > at ? nil : $0 }
      if let corrected { line += " corrects=\(calls[corrected].entry)" }
      let reply = desk.run(line)
      #expect(code(reply) == "201", "\(line): \(reply)")
      let call = Call(
        entry: Self.value("entry", reply) ?? "", at: at, counts: isOut && counts, isTalk: isTalk)
      if let corrected { calls[corrected].correctedOn = Zone.utc.day(at: at) }
      calls.append(call)
      // Counted as it was then; the next call is ahead of now, when it is noted.
      let then = Self.counted(calls, at: at)
      let now = Self.counted(calls, at: max(at, desk.book.lastRecorded))
      #expect(Self.value("calls7", reply) == "\(then.calls)", "\(line)")
      #expect(Self.value("next-call", reply) == now.next, "\(line)")
      #expect((Self.value("verdict", reply) != nil) == isOut)
    }
  }

  @Test func `an answer is the same when the line is sent again later`() {
    let desk = Self.desk()
    let line = "NOTE CALL D 2125550188 rp at=2026-11-20/10:00 ref=c-1"
    let first = desk.run(line)
    let contact = desk.book.contacts[desk.book.contacts.count - 1].entry
    for later in [
      "NOTE CALL D 2125550188 na at=2026-11-20/09:00",
      "NOTE LETTER D direction=out purpose=validation date=2026-11-19",
      "POST AMEND \(contact) zone=Pacific/Honolulu date=2026-09-01",
    ] {
      #expect(code(desk.run(later)) == "201", "\(later)")
    }
    #expect(desk.run(line)[0].dropFirst(11) == first[0].dropFirst(15), "\(first)")
  }

  @Test func `a kept verdict is what the rules say a moment before`() {
    for (at, rule) in [("07:59", "T1"), ("08:00", nil), ("21:00", nil), ("21:01", "T1")] {
      let desk = Self.desk()
      let ask = desk.run("LOOKUP MAYCALL D at=2026-11-20/\(at)")
      let note = desk.run("NOTE CALL D 2125550188 na at=2026-11-20/\(at)")
      #expect(Self.value("verdict", ask) == Self.value("verdict", note))
      #expect(Self.value("rule", note) == rule)
    }
  }
}

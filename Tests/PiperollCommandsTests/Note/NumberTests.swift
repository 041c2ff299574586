import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// What calls say of a number, against what is left when the corrected ones are struck out.
@Suite struct NumberTests {
  /// A call or an amendment that said something of the number.
  private struct Said {
    let entry: String
    let state: String
    var isCorrected = false
  }

  private static func field(_ key: String, of reply: [String]) -> String? {
    reply[0].split(separator: " ").first { $0.hasPrefix("\(key)=") }
      .map { String($0.dropFirst(key.count + 1)) }
  }

  /// What is known of the number on a day, as LOOKUP CONTACT tells it.
  private static func state(_ desk: Desk, _ contact: String, _ options: String) -> String {
    let rows = Rows(desk.run("LOOKUP CONTACT \(contact) \(options)"), "points").rows
    return rows.first { $0["point"] == "+12125550147" }?["state"] ?? "gone"
  }

  @Test(arguments: UInt64(0)..<40)
  func `a number is what the last call says that nobody has corrected`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk()
    desk.today = desk.today.advanced(days: -30)
    desk.run("POST ACCOUNT A kind=consumer name=A")
    let contact = try #require(
      Self.field("entry", of: desk.run("POST CONTACT A role=debtor name=B phone=212-555-0147")))
    var said: [Said] = []
    func now() -> String { said.last { !$0.isCorrected }?.state ?? "\\N" }
    var days: [(day: Day, sequence: EntryNumber, state: String)] = []
    for _ in 0..<25 {
      desk.today = desk.today.advanced(days: 1)
      let open = said.indices.filter { !said[$0].isCorrected && said[$0].entry != "" }
      let corrected = random.below(3) == 0 && !open.isEmpty ? open[random.below(open.count)] : nil
      let correction = corrected.map { "corrects=\(said[$0].entry)" } ?? ""
      if let corrected { said[corrected].isCorrected = true }
      switch random.below(6) {
      case 0, 1:
        let reply = desk.run("NOTE CALL A 212-555-0147 wn \(correction)")
        said.append(Said(entry: try #require(Self.field("entry", of: reply)), state: "not-theirs"))
      case 2, 3:
        let reply = desk.run("NOTE CALL A 212-555-0147 ns \(correction)")
        let entry = try #require(Self.field("entry", of: reply))
        if now() != "not-theirs" { said.append(Said(entry: entry, state: "bad")) }
      case 4:
        #expect(desk.run("NOTE REVIEW A \(correction)")[0].hasPrefix("201"))
      default:
        #expect(desk.run("NOTE CALL A 212-555-0147 rp \(correction)")[0].hasPrefix("201"))
        let reply = desk.run("POST AMEND \(contact) good=212-555-0147")
        if reply[0].hasPrefix("201") { said.append(Said(entry: "", state: "good")) }
      }
      let state = Self.state(desk, contact, "")
      #expect(state == now(), "\(said)")
      days.append((desk.today, desk.book.sequence, state))
    }
    for day in days {
      #expect(Self.state(desk, contact, "as-of=\(day.day.text)") == day.state)
      #expect(Self.state(desk, contact, "known=\(day.sequence)") == day.state)
    }
  }
}

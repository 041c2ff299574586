import PiperollCommands
import PiperollLedger
import Testing

/// A request whose block is a text, and no rows.
@Suite struct `A template that is sent` {
  private enum Outcome: Equatable {
    /// The text that the book has then; nil: that of the program holds.
    case kept(String?)
    /// It was recorded before.
    case repeated
    /// A rule of the book.
    case refused(String)
    /// What is wrong with the request.
    case wrong(String)
  }

  private func decided(
    _ block: String, _ line: String = "ADMIN TEMPLATE receipt en", on desk: Desk = Desk()
  ) -> Outcome {
    do throws(Failure) {
      var arguments = try desk.bind("\(line) <<", hasBlock: true)
      try arguments.take(text: Array(block.utf8))
      let decision = try arguments.decide(on: desk.book, desk.context)
      guard case .fresh(let entry, _, _) = decision else { return .repeated }
      let number = desk.book.sequence + 1
      desk.book.apply(entry, Stamp(number: number, recorded: desk.recorded(number)))
      let row = desk.book.template(of: .receipt, .english, .text, on: desk.today)
      return .kept(row.map { desk.book.text(desk.book.templates[$0].text) })
    } catch {
      switch error {
      case .refused(let refusal): return .refused(refusal.rule.name)
      case .fault(_, _, _, let sentence): return .wrong(sentence)
      default: return .wrong("\(error)")
      }
    }
  }

  private let whole = "Subject: A\n{{must}} {{opt_out}}\n"

  private func sentence(_ outcome: Outcome) -> String {
    if case .wrong(let sentence) = outcome { sentence } else { "\(outcome)" }
  }

  @Test(arguments: ["\n", "\r\n"])
  func `is kept with its lines, whatever ends them`(end: String) {
    let block = ["Subject: A", "", "..dot", "{{must}} {{opt_out}}"].joined(separator: end) + end
    let kept = "Subject: A\n\n.dot\n{{must}} {{opt_out}}\n"
    #expect(decided(block) == .kept(kept))
    #expect(decided("\u{FEFF}" + whole) == .kept(whole))
  }

  @Test func `is none where it is empty`() {
    let desk = Desk()
    #expect(decided(whole, on: desk) == .kept(whole))
    #expect(decided("", on: desk) == .kept(nil))
  }

  @Test func `is refused with its line and what is near`() {
    #expect(
      sentence(decided("Subject: A\n{{pay_nwo}}\n"))
        == "line 2: no letter has {{pay_nwo}}; {{pay_now}}?")
    #expect(sentence(decided("Subject: A\n{{must}}\n")).contains("{{opt_out}}"))
    #expect(sentence(decided("Dear\n")).hasPrefix("line 1: a text begins"))
    #expect(sentence(decided("Subject: A\n\u{1}\n")).hasPrefix("line 2 of the block"))
    let long = String(repeating: "x", count: 8_193)
    #expect(sentence(decided("Subject: A\n\(long)\n")).hasPrefix("line 2 of the block has more"))
    let much = whole + String(repeating: "line of ten\n", count: 1_400)
    #expect(sentence(decided(much)).hasPrefix("at most 16384 bytes"))
    #expect(sentence(decided(whole + "{{\(long.prefix(40))}}\n")).count < 200)
  }

  @Test func `holds no number of a payment card`() {
    #expect(decided(whole + "4111 1111 1111 1111\n") == .refused("card_number"))
  }

  @Test func `comes in a block, and nowhere else`() {
    let desk = Desk()
    for line in ["ADMIN TEMPLATE receipt en", "ADMIN TEMPLATE receipt en template=x"] {
      let reply = desk.run(line)
      #expect(reply.first?.hasPrefix("502 SYNTAX key=template") == true, "\(reply)")
      #expect(reply.first?.contains("<<") == true, "\(reply)")
    }
  }

  @Test func `with the same reference and other lines is another request`() {
    let desk = Desk()
    let line = "ADMIN TEMPLATE receipt en ref=t-1"
    #expect(decided(whole, line, on: desk) == .kept(whole))
    #expect(decided(whole, line, on: desk) == .repeated)
    #expect(decided(whole + "more\n", line, on: desk) == .refused("ref_payload_differs"))
  }
}

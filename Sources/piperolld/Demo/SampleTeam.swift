import PiperollLedger

/// What takes more than one user: services that another one verifies, and what waits for an
/// approval. It follows the book's last day.
enum SampleTeam {
  /// Lines that one user sends after the other.
  struct Part {
    let user: String
    let role: Role
    let lines: [SampleScript.Line]
  }

  static let parts: [Part] = [
    Part(
      user: "ann", role: .operator,
      lines: [
        SampleScript.Line(58, "POST VERIFY {visit}", "by the chart"),
        SampleScript.Line(58, "POST VERIFY {lab}", "by the lab's report"),
        SampleScript.Line(
          57, "POST INVOICE P-30088 V-9001 176.00 services={visit},{lab}", dueInDays: 30),
        SampleScript.Line(
          33, "POST PAYMENT P-30088 120.00 method=remittance apply=V-9001:120.00",
          "Larkmoor, EOB of both"),
        SampleScript.Line(
          33, "POST ADJUST P-30088 credit 26.00 reason=contractual apply=V-9001:26.00"),
        SampleScript.Line(
          1, "POST LIMIT T-1042 4500.00 requested-by=lena reason=season", "the autumn order"),
        SampleScript.Line(
          1, "POST REFUND T-1042 250.00", "Ruben wants the 250.00 back after all"),
        SampleScript.Line(
          1, "POST WRITEOFF L-4003 500.00 reason=settlement", "he offers half", as: "offer"),
      ]),
    Part(
      user: "bo", role: .supervisor,
      lines: [
        SampleScript.Line(0, "POST REJECT {offer}", "ask him for a plan"),
        SampleScript.Line(100, "POST CLOSE {month-end}", "reconciled with the bank"),
      ]),
  ]
}

extension SampleBook {
  /// The lines of the team, by who sends them.
  mutating func team() -> [(part: SampleTeam.Part, lines: [String])] {
    SampleTeam.parts.map { part in
      for line in part.lines { play(line, on: Self.historyDays - line.daysAgo) }
      return (part, takePending())
    }
  }
}

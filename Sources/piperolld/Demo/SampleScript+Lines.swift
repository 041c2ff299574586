extension SampleScript {
  /// What a payment that comes back costs.
  static let returnedFeeMinor = 25_00

  /// In force from the first day on.
  static let policies = [
    "POST POLICY nsf-fee \(moneyText(returnedFeeMinor))",
    "POST POLICY late-fee 15.00 kind=loan",
    "POST POLICY late-fee-grace 10 kind=loan",
    "POST POLICY late-fee-percent 1.5 kind=trade",
    "POST POLICY late-fee-grace 30 kind=trade",
    "POST POLICY small-balance 5.00",
    "POST POLICY writeoff-limit 250.00 role=operator",
    "POST POLICY refund-limit 100.00 role=operator",
    "POST POLICY credit-raise-limit 1000.00 role=operator",
    "POST POLICY waiver-limit 25.00 role=operator",
    "POST POLICY gl-bad-debt \"6120 Bad debt\"",
    "POST POLICY gl-receivables \"1200 Receivables\"",
  ]

  /// By what key a line is told its day; nil where it has none.
  static func dateKey(of head: String) -> String? {
    if head.hasPrefix("POST HOLD") { return "from" }
    let hasNone = ["POST REJECT", "POST CLOSE"].contains { head.hasPrefix($0) }
    return hasNone ? nil : "date"
  }

  /// Four instalments are paid, each with the interest until then, the others not.
  static let loan: [Line] =
    [
      Line(
        250,
        "POST LOAN L-4003 6000.00 rate=9.5 basis=30/360 instalments=24 first-due={+30}"
          + " number=NL-4003", "car, used"),
      Line(132, "POST PROMISE L-4003 560.00@{+4}", "two instalments at once"),
      Line(70, "POST RATE L-4003 8.25", "agreed with him when his hours were cut"),
      Line(55, "POST LATE-FEE L-4003", "second one in arrears"),
      Line(
        54, "NOTE CALL L-4003 \"(212) 555-0163\" direction=out result=promise",
        "hours cut at work, ptp 280.00 at the end of the month"),
      Line(
        45, "POST PAYMENT P-30088 280.00 method=ach apply=none", "trace has no account; hers?"),
      Line(31, "POST TRANSFER P-30088 L-4003 280.00", "it was his, by the bank's letter"),
      Line(20, "POST HOLD L-4003 hardship until={+60} source=letter", "letter of his employer"),
    ]
    + [220, 190, 160, 130].map {
      Line($0, "POST PAYMENT L-4003 280.00 method=ach", entries: 2)
    } + [100, 70, 40].map { Line($0, "POST INTEREST L-4003") }

  /// What one user alone can do about services: nobody verifies what they recorded themselves.
  static let services: [Line] = [
    Line(60, "POST SERVICE P-30088 99213 140.00 by=\"Dr. Osei\"", "sore throat", as: "visit"),
    Line(60, "POST SERVICE P-30088 80053 36.00 by=\"Bayside Labs\"", "lab panel", as: "lab"),
    Line(
      6, "POST SERVICE P-30088 97110 190.00 quantity=2 by=\"Ines Kowal\"",
      "physical therapy, 45 min each", as: "therapy"),
    Line(
      5, "POST INVOICE P-30088 V-9002 190.00 draft=yes services={therapy}",
      "to be billed once it is verified"),
  ]
}

extension SampleBook {
  /// Writes a scripted line with its dates and entries filled in.
  mutating func play(_ line: SampleScript.Line, on day: Int) {
    var head = filled(line.head, on: day)
    if let key = SampleScript.dateKey(of: line.head) { head.append(" \(key)=\(isoByDay[day])") }
    if let dueInDays = line.dueInDays { head.append(" due=\(isoByDay[day + dueInDays])") }
    let entry = write(head, memo: line.memo, entries: line.entries)
    if let name = line.name { named[name] = entry }
  }

  /// `{visit}` is the entry of that name, `{+30}` the day so many days on, `{month-end}` the end of
  /// the month before.
  private func filled(_ text: String, on day: Int) -> String {
    var result = ""
    for part in text.split(separator: "{", omittingEmptySubsequences: false) {
      guard let end = part.firstIndex(of: "}") else {
        result += part
        continue
      }
      let word = part[..<end]
      if let entry = named[String(word)] {
        result += String(entry)
      } else if let ahead = Int(word) {
        result += isoByDay[day + ahead]
      } else {
        result += isoByDay[(0..<day).last { isoByDay[$0 + 1].hasSuffix("-01") } ?? 0]
      }
      result += part[part.index(after: end)...]
    }
    return result
  }
}

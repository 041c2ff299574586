public import PiperollLedger

extension LetterModel {
  /// A letter to nobody, in which each name has a value: what a template is tried with.
  /// - Parameter desk: what the desk calls itself; empty: a name that is made up.
  public static func sample(_ language: LetterLanguage, desk: String = "") -> LetterModel {
    LetterModel(record: SampleLetter(language, desk).record)
  }
}

/// The values of a letter to nobody.
private struct SampleLetter {
  private let language: LetterLanguage
  private let desk: String

  init(_ language: LetterLanguage, _ desk: String) {
    self.language = language
    self.desk = desk.isEmpty ? "Sample Desk" : desk
  }

  var record: LetterRecord {
    let parts: LetterValue = .records(
      [("2026-12-31", 15_000), ("2027-01-31", 15_000)].map { due, minor in
        LetterRecord(["date": day(due), "amount": money(minor)])
      })
    return LetterRecord([
      "letter": texts(["level": "1", "entry": "4711"], ["date": day("2026-11-23")]),
      "desk": texts(
        [
          "name": desk, "phone": "(503) 555-0100", "hours": "9-17", "email": "desk@example.com",
          "site": "desk.example.com",
        ], ["address": .texts(["PO Box 12", "Portland, OR 97208"])]),
      "creditor": .text("Sample Bank"),
      "debtor": texts(
        ["name": "Jane Q. Sample"],
        ["address": .texts(["41 Canal St", "New York, NY 10001"])]),
      "account": texts(["id": "S-10420", "masked": "***0420"]),
      "items": .records([item("INV-1", "2026-09-01", "2026-10-01", 25_000, days: "53")]),
      "past_due": money(25_000), "not_due": money(7_000), "unapplied": money(1_000),
      "balance": money(31_000), "fee": money(500), "pay_now": money(24_500),
      "currency": .text("USD"), "by_email": .flag(true),
      "promise": texts(
        ["entry": "17"],
        [
          "amount": money(10_000), "due": day("2026-11-20"), "made": day("2026-11-10"),
          "counted": money(2_500), "missing": money(7_500),
        ]),
      "plan": texts(
        ["entry": "18"],
        [
          "made": day("2026-11-23"), "total": money(30_000), "rest": money(30_000),
          "behind": money(5_000), "next_due": day("2026-12-31"), "next_amount": money(15_000),
          "instalments": parts,
        ]),
      "settlement": texts(
        ["entry": "19", "percent": "40.0"],
        [
          "made": day("2026-11-23"), "total": money(30_000), "open": money(50_000),
          "discount": money(20_000), "accept_by": day("2026-12-07"), "instalments": parts,
        ]),
      "payment": payment, "dispute": dispute, "validation": validation,
      "must": .text(language.collectorStatement(desk, isFirst: true)),
      "opt_out": .text(language.optOut("ABCDEFGHIJKLMNOP")),
    ])
  }

  private var payment: LetterValue {
    texts(
      ["entry": "20", "method": language.word(.check), "reason": language.word(.nsf)],
      [
        "date": day("2026-11-20"), "amount": money(10_000), "returned": day("2026-11-23"),
        "fee": money(3_500),
      ])
  }

  private var dispute: LetterValue {
    texts(
      [
        "entry": "21", "reason": language.word(.price), "outcome": language.sentence(.credit),
      ],
      [
        "date": day("2026-11-10"), "credited": money(2_000),
        "items": .records([
          LetterRecord([
            "number": .text("INV-1"), "amount": money(8_000), "open": money(25_000),
          ])
        ]),
      ])
  }

  private var validation: LetterValue {
    texts(
      ["creditor_then": "Sample Bank"],
      [
        "itemized": day("2026-06-30"), "then": money(90_000), "interest": money(621),
        "fees": money(3_500), "payments": money(20_000), "credits": money(1_500),
        "now": money(72_621), "end": day("2026-12-31"),
      ])
  }

  private func item(
    _ number: String, _ date: String, _ due: String, _ minor: Int64, days: String
  ) -> LetterRecord {
    LetterRecord([
      "number": .text(number), "date": day(date), "due": day(due), "days": .text(days),
      "amount": money(minor), "open": money(minor), "disputed": money(8_000), "level": .text("1"),
    ])
  }

  private func texts(
    _ texts: [String: String], _ others: [String: LetterValue] = [:]
  ) -> LetterValue {
    .record(LetterRecord(texts.mapValues { .text($0) }.merging(others) { _, new in new }))
  }

  private func money(_ minor: Int64) -> LetterValue {
    .text(language.money(Money(minor: minor), .usd))
  }

  private func day(_ text: String) -> LetterValue {
    .text(Day(iso: text.utf8).map { language.date($0) } ?? "")
  }
}

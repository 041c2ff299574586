import PiperollLedger
import PiperollWire
import TestSupport
import Testing

@testable import PiperollCommands

@Suite struct TellingTests {
  @Test(arguments: UInt64(0)..<8)
  func `whatever was recorded is told again in the same words`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let desk = RandomDesk(&random)
    #expect(desk.replies.count > 50)
    for (reference, reply) in desk.replies {
      // Without its code, and what is said to people behind the keys.
      let keys = reply.split(separator: " ; ")[0].drop { $0 != " " }.dropFirst().drop { $0 != " " }
      let looked = desk.desk.run("LOOKUP REF \(reference)")[0]
      // What was asked for may have been decided since.
      if reply.hasPrefix("264 "), !looked.hasPrefix("264 ") {
        let isSaid = looked.contains(" state=approved ") || looked.contains(" state=rejected ")
        #expect(isSaid, "\(looked)")
        continue
      }
      #expect(looked.hasSuffix(keys), "\(looked)")
    }
  }

  @Test func `an entry writes the keys that its kind declares, in their order`() throws {
    var random = SplitMix64(seed: 1)
    let desk = Desk.random(&random)
    try addRarerKinds(desk)
    var told: [EntryKind: Set<String>] = [:]
    for number in 1...desk.book.sequence where desk.book.approval(behind: number) == nil {
      let entry = ToldEntry(number, in: desk.book)
      var reply = ReplyWriter()
      entry.row.kind.telling.write(entry, desk.book, &reply)
      let keys = String(decoding: reply.bytes.array, as: UTF8.self).split(separator: " ")
        .map { String($0.prefix { $0 != "=" }) }
      let declared = entry.row.kind.telling.fields.map(\.name)
      #expect(declared.filter(keys.contains) == keys, "\(entry.row.kind) \(keys)")
      told[entry.row.kind, default: []].formUnion(keys)
    }
    for kind in EntryKind.allCases {
      #expect(told[kind] == Set(kind.telling.fields.map(\.name)), "\(kind)")
    }
  }

  /// Links and preferences of a contact of N-1, with all their keys.
  private func addPeople(_ desk: Desk, _ contact: EntryNumber) {
    for line in [
      "POST LINK \(contact) N-2 role=spouse", "POST LINK \(contact) N-2 role=none",
      "POST CONTACT N-2 role=debtor name=o restricted=yes",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    let other = desk.book.sequence
    for line in [
      "POST LINK \(contact) same-as=\(other)", "POST LINK \(contact) same-as=none",
      "POST PREFER \(contact) allow share with=\(other) source=court via=letter until=2026-12-31",
      "POST PREFER \(contact) only call point=2125550147 when=mon place=home account=N-1",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
  }

  /// Notes and a call with all that they may make, and what corrects them.
  private func addCorrections(_ desk: Desk) {
    #expect(code(desk.run("NOTE FOLLOWUP N-1 2026-11-30 -- f")) == "201")
    let task = desk.book.sequence
    for line in [
      "NOTE GENERAL N-1 next=2026-11-30/15:00 done=\(task) -- n",
      "NOTE CALL N-1 2125550147 cb next=2026-11-30/15:00 done=\(task + 2)",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    for line in [
      "NOTE CALL N-1 2125550147 ptp 0.50@2026-11-30 debts=N-3",
      "NOTE ATTORNEY N-3 name=roe -- a letter",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    let (attorney, call) = (desk.book.sequence - 2, desk.book.sequence - 5)
    for line in [
      "NOTE MAIL-RETURNED N-3 contact=\(attorney + 1) forward=elm",
      "NOTE TEXT N-1 2125550147 direction=in -- stop",
      "NOTE GENERAL N-3 corrects=\(attorney) -- wrong",
      "NOTE CALL N-1 2125550147 rp corrects=\(call)",
      "NOTE CALL N-1 2125550147 rp stop=number", "NOTE CALL N-1 2125550147 wn",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    #expect(code(desk.run("POST CONTACT N-4 role=debtor name=i born=1980-02-03")) == "201")
    for day in ["1980-02-03", "1980-02-04"] {
      #expect(code(desk.run("NOTE IDENTIFIED N-4 born=\(day)")) == "201")
    }
    #expect(code(desk.run("POST INVOICE N-4 N-9 9.00")) == "201")
    #expect(code(desk.run("POST PLAN N-4 instalments=2 first=2026-11-30")) == "201")
    let plan = desk.book.sequence
    for line in [
      "POST SETTLEMENT N-4 2.00 due=2026-11-30 accept-by=2026-11-30 replaces=\(plan)",
      "POST SETTLEMENT N-4 accepts=\(plan + 1)", "POST PAYMENT N-4 2.00",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
  }

  /// Disputes in and behind the validation period of N-1, their ends with all that they may say,
  /// and a re-aging.
  private func addDisputes(_ desk: Desk) throws {
    for line in [
      "POST INVOICE N-1 N-51 9.00 date=2026-01-02",
      "NOTE LETTER N-1 direction=out purpose=validation",
      "NOTE LETTER N-1 direction=out purpose=answer",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    let letter = desk.book.sequence
    for line in [
      "POST DISPUTE N-1 goods items=N-51:5.00 via=letter",
      "POST RESOLVE \(letter + 1) credit amount=2.00 answer=\(letter)",
      "POST DISPUTE N-1 goods items=N-51:5.00", "POST RESOLVE \(letter + 4) upheld",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    let fact = try desk.book.decideReage(
      account: desk.book.entries[Int(letter) - 1].account,
      due: desk.today.advanced(days: 30), items: ["N-51"], on: desk.today)
    let number = desk.book.sequence + 1
    desk.book.apply(
      Entry(effective: desk.today, actor: "maria", fact: fact),
      Stamp(number: number, recorded: desk.recorded(number)))
  }

  /// Calls and messages on a debt of somebody else's, against rules.
  private func addThirdParty(_ desk: Desk) {
    for line in [
      "POST ASSIGN N-1 role=third-party", "NOTE CALL N-1 2125550147 rp at=-3d/07:00",
      "NOTE TEXT N-1 2125550147 direction=out -- t",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
  }

  /// A template with all its keys.
  private func addTemplate(_ desk: Desk) {
    desk.book.apply(
      Entry(
        effective: desk.today, actor: "maria",
        fact: desk.book.decide(
          TemplateSet(.receipt, .english, .text, text: "Subject: A\npay today\n"))),
      Stamp(number: desk.book.sequence + 1, recorded: desk.recorded(desk.book.sequence + 1)))
  }

  /// What a random desk has none of, or not with all its keys.
  private func addRarerKinds(_ desk: Desk) throws {
    (desk.user, desk.role) = ("maria", .admin)
    for line in [
      "POST ACCOUNT N-1 kind=patient name=n date=2026-01-01",
      "POST ACCOUNT N-3 kind=patient name=n date=2026-01-01",
      "POST ACCOUNT N-2 kind=loan name=n date=2026-01-01",
      "NOTE CALL N-1 2125550147 direction=in result=busy", "POST INVOICE N-1 N-9 90.00",
      "POST HOLD N-1 dispute item=N-9 until=2026-12-24 -- h", "POST INVOICE N-1 D-9 9 draft=yes",
      "POST INVOICE N-1 D-8 9 draft=yes due=2026-12-31",
      "POST POLICY writeoff-limit 5.00 role=operator", "POST INVOICE N-1 N-8 20.00",
      "POST INVOICE N-1 N-7 20.00 date=2026-01-02",
      "POST RATE N-2 9 date=2026-01-01",
      "POST LOAN N-2 900.00 rate=9 instalments=4 first-due=2026-02-01 date=2026-01-01",
      "POST INTEREST N-2", "POST ASSIGN N-1 collector=ann",
      "POST CONTACT N-1 role=patient name=n phone=2125550147",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    #expect(code(desk.run("POST PAYMENT N-1 6.00 apply=none")) == "201")
    let payment = desk.book.sequence
    let contact = desk.book.contacts[desk.book.contacts.count - 1].entry
    #expect(code(desk.run("POST AMEND \(contact) name=m bad=2125550147")) == "201")
    for line in [
      "POST TRANSFER N-1 N-3 1.00", "POST APPLY \(payment) apply=N-8:5.00",
      "POST UNAPPLY N-1 credit=\(payment)", "POST REFUND N-1 0.50 credit=\(payment)",
      "POST WRITEOFF N-1 2.00 reason=other apply=N-8", "POST RECOVERY N-1 1.00",
      "POST PAYMENT N-1 1.00 check=8812", "POST PAYMENT N-1 1.00 check=8812",
      "POST RECOVERY N-1 0.50 check=8812",
      "POST ACCOUNT N-4 kind=patient name=n date=2026-01-01", "POST INVOICE N-4 N-6 5.00",
      "POST WRITEOFF N-4 2.00 reason=other apply=N-6", "POST PAYMENT N-4 9.00",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    addPeople(desk, contact)
    addThirdParty(desk)
    #expect(code(desk.run("POST PROMISE N-1 1.00@2026-11-30")) == "201")
    let promise = desk.book.sequence
    for line in [
      "POST PROMISE N-1 1.00@2026-11-30 replaces=\(promise)", "POST END \(promise + 1) -- e",
    ] {
      #expect(code(desk.run(line)) == "201", "\(line)")
    }
    addCorrections(desk)
    try addDisputes(desk)
    desk.book.apply(
      Entry(
        effective: desk.today, actor: "maria",
        fact: Fact(UserChanged(user: "olga", role: .operator))),
      Stamp(number: desk.book.sequence + 1, recorded: desk.recorded(desk.book.sequence + 1)))
    addTemplate(desk)
    #expect(code(desk.run("POST TASK N-1 2026-11-30/15:00 for=olga queue=legal -- t")) == "201")
    _ = desk.sendLetter()
    desk.user = "olga"
    #expect(code(desk.run("POST SERVICE N-1 99213 4.00")) == "201")
    let service = desk.book.sequence
    desk.user = "maria"
    #expect(code(desk.run("POST VERIFY \(service)")) == "201")
    (desk.user, desk.role) = ("olga", .operator)
    let asked = desk.run("POST WRITEOFF N-1 18.00 reason=other apply=N-8")
    let left = desk.run("POST WRITEOFF N-1 18.00 reason=other apply=N-7 date=2026-01-20")
    (desk.user, desk.role) = ("maria", .admin)
    #expect(code(asked) == "264" && code(left) == "264")
    #expect(code(desk.run("POST REJECT \(desk.book.sequence - 1)")) == "201")
    let number = desk.book.sequence + 1
    let fact = try desk.book.decide(UserChanged(user: "ann", role: .admin))
    desk.book.apply(
      Entry(effective: desk.today, actor: "maria", fact: fact),
      Stamp(number: number, recorded: desk.recorded(number)))
    #expect(code(desk.run("POST CLOSE 2026-01-31")) == "201")
  }
}

import PiperollLedger

extension EntryKind {
  /// The one table of kinds and questions. A new kind does not compile without its row.
  var answers: KindAnswers {
    switch self {
    case .account:
      .row(
        KindRow(
          line: "POST ACCOUNT N-1 kind=trade name=Elm credit-limit=9.00 date=2026-11-10",
          look: "LOOKUP ACCOUNT N-1",
          order: .no("all that is on the account is recorded after it"),
          day: .no("it is about nothing else; old debts are brought in on a new account"),
          reversal: .refused, limit: .need("credit-raise-limit"), closed: .waits,
          past: .no("an account is shown on the days before it was opened too, with nothing owed")))
    case .contact:
      .row(
        KindRow(
          line: "POST CONTACT A-1 role=debtor name=Ann date=2026-11-10", look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .refused,
          limit: .no("no money moves"), closed: .waits,
          past: .no("who is asked for today is shown whatever the day")))
    case .amend:
      .row(
        KindRow(
          before: ["POST CONTACT A-1 role=debtor name=Ann date=2026-11-08"],
          line: "POST AMEND 6 name=Anne date=2026-11-10", look: "LOOKUP CONTACT 6",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("a name may be known to have changed before it was told"),
          reversal: .refused, limit: .no("no money moves"), closed: .waits))
    case .assign:
      .row(
        KindRow(
          line: "POST ASSIGN A-1 collector=kim date=2026-11-10", look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .refused,
          limit: .no("no money moves"), closed: .waits))
    case .invoice:
      .row(
        KindRow(
          before: [
            "olga: POST SERVICE A-1 X 40.00 date=2026-11-08", "POST VERIFY 6 date=2026-11-08",
          ],
          line: "POST INVOICE A-1 I-2 40.00 services=6 date=2026-11-10",
          look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST PAYMENT A-1 30.00 apply=I-1 date=2026-11-09"),
          day: .refused(
            "POST INVOICE A-1 I-2 40.00 services=6 date=2026-11-07", by: "before_service"),
          reversal: .undone, limit: .no("its reversal has one"), closed: .waits))
    case .payment:
      .row(
        KindRow(
          line: "POST PAYMENT A-1 40.00 apply=I-1 date=2026-11-10", look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST CREDIT A-1 10.00 apply=I-1:10.00 date=2026-11-09"),
          day: .waits("POST PAYMENT A-1 40.00 apply=I-1 date=2026-11-03"),
          reversal: .undone, limit: .no("nobody gives anything away"), closed: .waits))
    case .credit:
      .row(
        KindRow(
          line: "POST CREDIT A-1 40.00 apply=I-1 date=2026-11-10", look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST PAYMENT A-1 10.00 apply=I-1:10.00 date=2026-11-09"),
          day: .waits("POST CREDIT A-1 40.00 apply=I-1 date=2026-11-03"),
          reversal: .undone, limit: .need("credit-memo-limit"), closed: .waits))
    case .apply:
      .row(
        KindRow(
          line: "POST APPLY 5 apply=I-1:30.00 date=2026-11-10", look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST PAYMENT A-1 10.00 apply=I-1:10.00 date=2026-11-09"),
          day: .waits("POST APPLY 5 apply=I-1:30.00 date=2026-11-03"),
          reversal: .undone, limit: .no("what is owed stays as it is"), closed: .waits))
    case .reverse:
      .row(
        KindRow(
          line: "POST REVERSE 4 reason=error date=2026-11-10", look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .refused(
            "POST REVERSE 4 reason=error date=2026-11-04", by: "reversal_before_original"),
          reversal: .refused, limit: .need("credit-memo-limit"), closed: .waits))
    case .note:
      .row(
        KindRow(
          line: "NOTE GENERAL A-1 date=2026-11-10 -- they called", look: "LOOKUP HISTORY A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .refused, limit: .no("no money moves"),
          closed: .taken("it happened")))
    case .call:
      .row(
        KindRow(
          line: "NOTE CALL A-1 212-555-0147 busy minutes=2 date=2026-11-10",
          look: "LOOKUP HISTORY A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .refused, limit: .no("no money moves"),
          closed: .taken("it happened")))
    case .user: .elsewhere("the session makes users; `LoginTests` do")
    case .charge:
      .row(
        KindRow(
          line: "POST CHARGE A-1 10.00 kind=fee number=F-1 date=2026-11-10",
          look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST PAYMENT A-1 10.00 apply=I-1 date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .undone,
          limit: .no("its reversal has one"),
          closed: .waits))
    case .adjust:
      .row(
        KindRow(
          line: "POST ADJUST A-1 credit 10.00 reason=error apply=I-1 date=2026-11-10",
          look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST PAYMENT A-1 10.00 apply=I-1:10.00 date=2026-11-09"),
          day: .refused(
            "POST ADJUST A-1 credit 10.00 reason=error apply=I-1 date=2026-11-04", by: "before_item"
          ),
          reversal: .undone, limit: .need("adjust-limit"), closed: .waits))
    case .writeoff:
      .row(
        KindRow(
          line: "POST WRITEOFF A-1 10.00 reason=other apply=I-1 date=2026-11-10",
          look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST PAYMENT A-1 10.00 apply=I-1:10.00 date=2026-11-09"),
          day: .refused(
            "POST WRITEOFF A-1 10.00 reason=other date=2026-11-04", by: "before_item"),
          reversal: .undone, limit: .need("writeoff-limit"), closed: .waits))
    case .recovery:
      .row(
        KindRow(
          before: ["POST WRITEOFF A-1 50.00 reason=other apply=I-1 date=2026-11-08"],
          line: "POST RECOVERY A-1 20.00 method=agency date=2026-11-10", look: "LOOKUP HISTORY A-1",
          order: .either(with: "POST RECOVERY A-1 10.00 method=agency date=2026-11-09"),
          day: .refused(
            "POST RECOVERY A-1 20.00 method=agency date=2026-11-07", by: "nothing_written_off"),
          reversal: .undone, limit: .no("nobody gives anything away"), closed: .waits))
    case .refund:
      .row(
        KindRow(
          line: "POST REFUND A-1 20.00 credit=5 date=2026-11-10", look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST APPLY 5 apply=I-1:10.00 date=2026-11-09"),
          day: .refused("POST REFUND A-1 20.00 date=2026-11-04", by: "before_credit"),
          reversal: .undone, limit: .need("refund-limit"), closed: .waits))
    case .unapply:
      .row(
        KindRow(
          before: ["POST APPLY 5 apply=I-1:30.00 date=2026-11-08"],
          line: "POST UNAPPLY A-1 credit=5 from=I-1:10.00 date=2026-11-10",
          look: "LOOKUP ACCOUNT A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .waits("POST UNAPPLY A-1 credit=5 from=I-1:10.00 date=2026-11-06"),
          reversal: .undone, limit: .no("what is owed stays as it is"), closed: .waits))
    case .transfer:
      .row(
        KindRow(
          line: "POST TRANSFER A-1 A-2 20.00 credit=5 date=2026-11-10", look: "LOOKUP ACCOUNT A-2",
          order: .either(with: "POST REFUND A-1 10.00 credit=5 date=2026-11-09"),
          day: .refused("POST TRANSFER A-1 A-2 20.00 date=2026-11-04", by: "before_credit"),
          reversal: .undone, limit: .no("it stays with the desk"), closed: .waits))
    case .policy:
      .row(
        KindRow(
          line: "POST POLICY nsf-fee 5.00 date=2026-11-10", look: "LOOKUP POLICY nsf-fee",
          order: .no("of those effective by a day the one recorded last holds"),
          day: .no("it is about nothing else"), reversal: .refused,
          limit: .no("who sets which limit is a rule of its own"), closed: .waits,
          past: .no("the look-up of one policy lists all that was ever set")))
    case .approval:
      .row(
        KindRow(
          before: ["POST POLICY writeoff-limit 1.00 role=operator date=2026-11-01"],
          line: "olga: POST WRITEOFF A-1 10.00 reason=other apply=I-1 date=2026-11-10",
          look: "LOOKUP APPROVALS",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .refused(
            "POST WRITEOFF A-1 10.00 reason=other apply=I-1 date=2026-11-04", by: "before_item"),
          reversal: .refused, limit: .need("writeoff-limit"), closed: .no("it waits already"),
          past: .no("it counts from the day on which it was asked for")))
    case .reject:
      .row(
        KindRow(
          before: [
            "POST POLICY writeoff-limit 1.00 role=operator date=2026-11-01",
            "olga: POST WRITEOFF A-1 10.00 reason=other apply=I-1 date=2026-11-10",
          ],
          line: "POST REJECT 7", look: "LOOKUP APPROVALS",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("it has the day on which it is recorded"), reversal: .refused,
          limit: .no("it moves nothing"), closed: .taken("it happened"),
          past: .no("it counts from the day on which it is recorded")))
    case .close:
      .row(
        KindRow(
          line: "POST CLOSE 2026-11-01", look: "LOOKUP POLICY",
          order: .no("what is closed decides what waits"), day: .no("it closes days, and has none"),
          reversal: .refused, limit: .no("two open again what one closed"),
          closed: .no("to close an earlier day opens a closed one, which takes two"),
          past: .no("what is closed is closed now")))
    case .service:
      .row(
        KindRow(
          line: "olga: POST SERVICE A-1 X 40.00 date=2026-11-10", look: "LOOKUP SERVICES A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .undone, limit: .no("nothing is owed"),
          closed: .waits))
    case .verify:
      .row(
        KindRow(
          before: ["olga: POST SERVICE A-1 X 40.00 date=2026-11-08"],
          line: "POST VERIFY 6 date=2026-11-10", look: "LOOKUP SERVICES A-1",
          order: .either(
            with: "POST INVOICE A-1 D-1 40.00 services=6 draft=yes date=2026-11-09"),
          day: .refused("POST VERIFY 6 date=2026-11-07", by: "before_service"),
          reversal: .refused, limit: .no("nothing is owed"), closed: .waits))
    case .draft:
      .row(
        KindRow(
          before: ["olga: POST SERVICE A-1 X 40.00 date=2026-11-08"],
          line: "POST INVOICE A-1 D-1 40.00 services=6 draft=yes date=2026-11-10",
          look: "LOOKUP INVOICE D-1 account=A-1",
          order: .either(with: "POST VERIFY 6 date=2026-11-09"),
          day: .refused(
            "POST INVOICE A-1 D-1 40.00 services=6 draft=yes date=2026-11-07",
            by: "before_service"),
          reversal: .undone, limit: .no("nothing is owed"), closed: .waits))
    case .promise:
      .row(
        KindRow(
          line: "POST PROMISE A-1 5.00@2026-11-30 date=2026-11-10", look: "LOOKUP PROMISES A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .refused(
            "POST PROMISE A-1 5.00@2026-11-30 date=2026-11-04", by: "exceeds_open"),
          reversal: .refused, limit: .no("nothing is given away"),
          closed: .taken("it is what was said, as a note is")))
    case .end:
      .row(
        KindRow(
          before: ["POST PROMISE A-1 5.00@2026-11-30 date=2026-11-08"],
          line: "POST END 6 date=2026-11-10 -- why", look: "LOOKUP PROMISES A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .refused("POST END 6 date=2026-11-07 -- why", by: "end_before_made"),
          reversal: .refused, limit: .no("nothing is given away"),
          closed: .taken("it is what was said, as a note is")))
    case .link:
      .row(
        KindRow(
          before: [
            "POST ACCOUNT B-9 kind=trade name=Oak date=2026-11-08",
            "POST CONTACT B-9 role=debtor name=Ann date=2026-11-08",
          ],
          line: "POST LINK 7 A-1 role=guarantor date=2026-11-10", look: "LOOKUP CONTACT 7",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("who leads where may be known before it was told"),
          reversal: .refused, limit: .no("no money moves"), closed: .waits))
    case .prefer:
      .row(
        KindRow(
          before: ["POST CONTACT A-1 role=debtor name=Ann date=2026-11-08"],
          line: "POST PREFER 6 stop call date=2026-11-10", look: "LOOKUP CONTACT 6",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("what was said may be told later"),
          reversal: .refused, limit: .no("no money moves"),
          closed: .taken("it is what was said, as a note is")))
    case .plan:
      .row(
        KindRow(
          line: "POST SETTLEMENT A-1 35.00 due=2026-11-30 date=2026-11-10",
          look: "LOOKUP PLAN A-1",
          order: .no("it is about what is owed when it is recorded"),
          day: .refused(
            "POST SETTLEMENT A-1 35.00 due=2026-11-30 date=2026-11-04", by: "nothing_open"),
          reversal: .refused, limit: .need("settlement-limit"), closed: .waits))
    case .dispute:
      .row(
        KindRow(
          line: "POST DISPUTE A-1 goods items=I-1:30.00 date=2026-11-10",
          look: "LOOKUP DISPUTES A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .refused(
            "POST DISPUTE A-1 goods items=I-1:30.00 date=2026-11-04", by: "exceeds_open"),
          reversal: .refused, limit: .no("nothing is given away"), closed: .waits))
    case .resolve:
      .row(
        KindRow(
          before: ["POST DISPUTE A-1 goods items=I-1:30.00 date=2026-11-08"],
          line: "POST RESOLVE 6 upheld date=2026-11-10", look: "LOOKUP DISPUTES A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .refused("POST RESOLVE 6 upheld date=2026-11-07", by: "end_before_made"),
          reversal: .refused, limit: .no("the credit memo behind it has a limit of its own"),
          closed: .waits))
    case .reage: .elsewhere("it always waits for an approval")
    case .identify:
      .row(
        KindRow(
          before: ["POST CONTACT A-1 role=debtor name=Ann born=1980-02-03 date=2026-11-01"],
          line: "NOTE IDENTIFIED A-1 born=1980-02-03", look: "LOOKUP HISTORY A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("it is of the present call"), reversal: .refused,
          limit: .no("nothing is given away"),
          closed: .no("it is of today, and no day can be given")))
    case .notice: .elsewhere("POST DUN records it, for one account after the other")
    case .template: .elsewhere("it comes with a block: TemplateCommandTests")
    case .task:
      .row(
        KindRow(
          line: "POST TASK A-1 2026-11-30 date=2026-11-10 -- call", look: "LOOKUP TASKS for=all",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("what is to be done may be told later"),
          reversal: .refused, limit: .no("nothing is given away"),
          closed: .taken("it is work to be done, and no money moves")))
    case .hold:
      .row(
        KindRow(
          line: "POST HOLD A-1 dispute from=2026-11-10 -- they doubt it", look: "LOOKUP HOLDS A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("a hold of an item may begin before the item"), reversal: .refused,
          limit: .no("nothing is given away"), closed: .waits,
          past: .no("the look-up lists holds that begin later as pending")))
    case .releaseHold:
      .row(
        KindRow(
          before: ["POST HOLD A-1 dispute from=2026-11-08 -- they doubt it"],
          line: "POST RELEASE-HOLD 6 date=2026-11-10", look: "LOOKUP HOLDS A-1",
          order: .either(with: "POST INVOICE A-1 I-9 5.00 date=2026-11-09"),
          day: .no("a hold that is released before it begins was never in force"),
          reversal: .refused, limit: .no("nothing is given away"), closed: .waits,
          past: .no("the look-up tells when a hold was released, also of a later day")))
    case .limit:
      .row(
        KindRow(
          line: "POST LIMIT A-1 50.00 requested-by=lena reason=review date=2026-11-10",
          look: "LOOKUP ACCOUNT A-1",
          order: .either(
            with: "POST LIMIT A-1 70.00 requested-by=lena reason=other date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .refused,
          limit: .need("credit-raise-limit"), closed: .waits))
    case .loan:
      .row(
        KindRow(
          line:
            "POST LOAN L-1 900.00 rate=8 instalments=3 first-due=2026-12-10 number=P-1"
            + " date=2026-11-10",
          look: "LOOKUP ACCOUNT L-1",
          order: .either(with: "POST PAYMENT L-1 10.00 apply=none date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .undone,
          limit: .need("credit-raise-limit"),
          closed: .waits))
    case .rate:
      .row(
        KindRow(
          line: "POST RATE A-1 9 date=2026-11-10", look: "LOOKUP PAYOFF A-1",
          order: .either(with: "POST RATE A-1 7 date=2026-11-09"),
          day: .no("it is about nothing else"), reversal: .refused,
          limit: .no("no interest has accrued that it would take away"), closed: .waits))
    case .interest:
      .row(
        KindRow(
          before: [
            "POST LOAN L-1 900.00 rate=8 instalments=3 first-due=2026-12-10 date=2026-11-05"
          ],
          line: "POST INTEREST L-1 date=2026-11-10", look: "LOOKUP ACCOUNT L-1",
          order: .no("it charges what is recorded when it runs"),
          day: .no("on a day before there is nothing to charge"), reversal: .undone,
          limit: .no("its reversal has one"), closed: .waits))
    }
  }
}

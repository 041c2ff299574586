import PiperollLedger
import PiperollWire
import TestSupport
import Testing

@testable import PiperollCommands

@Suite struct BindTests {
  /// Of every length, with every byte: what is equal in any case of ASCII's letters, and nothing
  /// else, is packed to the same.
  @Test func `a word is packed with its capital letters as small ones, byte by byte`() {
    var random = SplitMix64(seed: 9)
    for count in 0...PackedWord.bytesMax {
      for _ in 0..<400 {
        let bytes = (0..<count).map { _ in UInt8(random.below(256)) }
        var (head, tail) = (UInt64(0), UInt64(0))
        for (place, byte) in bytes.enumerated() {
          let small = UInt64((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
          if place < 8 { head = head << 8 | small } else { tail = tail << 8 | small }
        }
        let packed = bytes.withUnsafeBytes { PackedWord($0) }
        #expect(packed?.head == head && packed?.tail == tail, "\(bytes)")
      }
    }
    #expect([UInt8](repeating: 0x61, count: 17).withUnsafeBytes { PackedWord($0) } == nil)
  }

  struct Bound: Sendable {
    var line: String
    var values: [String: String]

    init(_ line: String, _ values: [String: String]) { (self.line, self.values) = (line, values) }
  }

  @Test(arguments: [
    Bound("POST PAYMENT A 5", ["account": "A", "amount": "5"]),
    Bound("post payment account=A amount=5", ["account": "A", "amount": "5"]),
    Bound("POST PAYMENT amount=5 A", ["account": "A", "amount": "5"]),
    Bound("POST PAYMENT 5 account=A", ["account": "A", "amount": "5"]),
    Bound(
      "POST PAYMENT A METHOD=check 5 -- a b",
      ["account": "A", "amount": "5", "method": "check", "memo": "a b"]),
    Bound("POST PAYMENT A 5 memo=\"a b\"", ["account": "A", "amount": "5", "memo": "a b"]),
    Bound("POST PAYMENT A 5 --", ["account": "A", "amount": "5", "memo": ""]),
    Bound("POST PAYMENT \"A\" \"\\u0035\" Dry=yes", ["account": "A", "amount": "5", "dry": "yes"]),
    Bound(
      "POST ACCOUNT A Credit-Limit=5 kind=trade name=n",
      ["account": "A", "credit-limit": "5", "kind": "trade", "name": "n"]),
    Bound("LOOKUP PHONE (212) 555-0147", ["number": "(212) 555-0147"]),
    Bound("LOOKUP PHONE \"(212) 555-0147\"", ["number": "(212) 555-0147"]),
    Bound("LOOKUP PHONE number=2125550147 fmt=tsv", ["number": "2125550147", "fmt": "tsv"]),
    Bound("LOOKUP NAME a fmt=table b", ["name": "a b", "fmt": "table"]),
    Bound("LOOKUP NAME fmt=table a b c", ["name": "a b c", "fmt": "table"]),
    Bound("LOOKUP NAME a\\u0041 \"b\\u0041\"", ["name": "a\\u0041 bA"]),
    Bound("LOOKUP NAME a\\u0041", ["name": "a\\u0041"]),
    Bound("HELP", [:]), Bound("HELP post payment", ["topic": "post payment"]),
    Bound("NOTE GENERAL A -- k=v \"x", ["account": "A", "memo": "k=v \"x"]),
  ])
  func `arguments go to their parameters`(row: Bound) throws {
    let arguments = try Desk().bind(row.line)
    var values: [String: String] = [:]
    for parameter in arguments.spec.parameters {
      values["\(parameter.name)"] = arguments.text(parameter.name)
      #expect(arguments.has(parameter.name) == (arguments.text(parameter.name) != nil))
    }
    #expect(values == row.values)
  }

  struct Unbound: Sendable {
    var line: String
    var status: String
    var words: String

    init(_ line: String, _ status: String, _ words: String = "") {
      (self.line, self.status, self.words) = (line, status, words)
    }
  }

  @Test(arguments: [
    Unbound("POST PAYMENT A", "502 SYNTAX key=amount col=15", "amount is missing"),
    Unbound("POST PAYMENT", "502 SYNTAX key=account col=13", "POST PAYMENT account amount"),
    Unbound("POST PAYMENT A 5 6", "502 SYNTAX col=18", "takes no more"),
    Unbound("POST PAYMENT A 5 ammount=6", "503 BADKEY key=ammount col=18", "amount=?"),
    Unbound("POST PAYMENT A 5 zzzzzz=6", "503 BADKEY key=zzzzzz col=18", "it takes account"),
    Unbound("POST PAYMENT A 5 date=today date=today", "503 BADKEY key=date col=29", "twice"),
    Unbound("POST PAYMENT A 5 DATE=today date=today", "503 BADKEY key=date col=29", "twice"),
    Unbound(
      "POST PAYMENT 5 account=A", "540 NOTFOUND rule=account_not_found",
      "there is no account A; LOOKUP NAME finds accounts by name"),
    Unbound("POST PAYMENT A account=B 5", "503 BADKEY key=account col=26", "twice"),
    Unbound("POST PAYMENT A 5 memo=a -- b", "503 BADKEY key=memo col=18", "twice"),
    Unbound("PING x", "502 SYNTAX col=6"), Unbound("PING -- x", "502 SYNTAX col=9", "no free text"),
    Unbound("PING x=1", "503 BADKEY key=x col=6"),
    Unbound("LOOKUP NAME a name=b", "503 BADKEY key=name col=13"),
    Unbound("NOTE GENERAL A", "502 SYNTAX key=memo col=15", "memo is missing"),
    Unbound("NOTE GENERAL A --", "504 BADVALUE key=memo"),
    Unbound("NOTE GENERAL A --  ", "504 BADVALUE key=memo"),
    Unbound("NOTE GENERAL A memo=", "504 BADVALUE key=memo"),
    Unbound("POST ACCOUNT A kind=trade name=\"\"", "504 BADVALUE key=name col=32"),
    Unbound("LOOKUP NAME", "502 SYNTAX key=name"),
    Unbound("LOOKUP NAME \"\"", "540 NOTFOUND rule=name_not_found"),
    Unbound("POST PAYMENT A \"5", "502 SYNTAX col=16"),
    Unbound("POST PAYMENT A 5\u{1}", "501 BADTEXT col=17"),
  ])
  func `what does not fit is named with its place`(row: Unbound) {
    let reply = Desk.open().run(row.line)
    #expect(reply.count == 1 && reply[0].hasPrefix(row.status), "\(reply)")
    #expect(reply[0].contains(row.words), "\(reply)")
  }

  @Test func `a write takes a block and no other command does`() throws {
    for spec in Registry.standard.commands {
      if spec.effect.isWrite {
        #expect(try Desk().bind(spec.example, hasBlock: true).spec === spec)
      } else {
        #expect(throws: Failure.self) { _ = try Desk().bind(spec.example, hasBlock: true) }
      }
    }
  }

  @Test(arguments: ["A", "0", "a-1", "A.b_c/d-9", "0000611365", String(repeating: "x", count: 32)])
  func `an identifier is letters, digits and some marks`(text: String) {
    #expect(Arguments.isIdentifier(text))
  }

  @Test(arguments: [
    "", "-a", ".a", "_a", "/a", ":a", "a:b", "a b", "a,b", "é", "a\u{301}", "a+b", "#1", "a\"",
    "a\t",
    String(repeating: "x", count: 33), "\u{0}", "[", "{", "@", "`",
  ])
  func `anything else is no identifier`(text: String) {
    #expect(!Arguments.isIdentifier(text))
  }

  @Test(arguments: [
    "A", "7", "INV 2026/11 #7", "#7", "№", "a, b: c", "'x'", "\"x\"", "a\\b", "7;", "é", "a  b",
    String(repeating: "x", count: 64), String(repeating: "é", count: 32),
  ])
  func `a number is what a document shows`(text: String) {
    #expect(Arguments.isItemNumber(text))
  }

  @Test(arguments: [
    "", " ", "#", "-", "''", " a", "a ", "a\tb", "\ta", String(repeating: "x", count: 65),
    String(repeating: "é", count: 33),
  ])
  func `anything else is no number`(text: String) {
    #expect(!Arguments.isItemNumber(text))
  }

  @Test(arguments: [
    ("POST INVOICE T-1042 :# 5", "504 BADVALUE key=invoice col=21"),
    ("POST INVOICE T-1042 x 5.005", "504 BADVALUE key=amount col=23"),
    ("POST INVOICE T-1042 x \"-5\"", "504 BADVALUE key=amount col=23"),
    ("POST INVOICE J-1 x 5.00", "504 BADVALUE key=amount col=20"),
    ("POST INVOICE T-1042 x 5 date=2026-02-30", "504 BADVALUE key=date col=30"),
    ("POST INVOICE T-1042 x 5 date=++5d", "504 BADVALUE key=date col=30"),
    ("POST INVOICE T-1042 x 5 date=+2d", "550 INVALID rule=date_ahead"),
    ("POST INVOICE T-1042 x 5 due=-1d", "550 INVALID rule=due_before_date"),
    ("POST INVOICE T-1042 x 0", "550 INVALID rule=amount_zero"),
    ("POST INVOICE T-1042 INV-3390 5", "550 INVALID rule=invoice_exists"),
    ("POST INVOICE X x 5", "540 NOTFOUND rule=account_not_found"),
    ("POST INVOICE T-1042 x 5 dry=maybe", "504 BADVALUE key=dry col=29"),
    ("POST INVOICE T-1042 x 5 ref=", "504 BADVALUE key=ref col=29"),
    ("POST INVOICE T-1042 x 5 ref=\"a b\"", "504 BADVALUE key=ref col=29"),
    ("POST INVOICE T-1042 x 5 -- card 4111 1111 1111 1111", "550 INVALID rule=card_number"),
    ("POST PAYMENT T-1042 5 apply=", "504 BADVALUE key=apply col=29"),
    ("POST PAYMENT T-1042 5 apply=INV-3381:", "504 BADVALUE key=apply col=29"),
    ("POST PAYMENT T-1042 5 apply=INV-3381,", "504 BADVALUE key=apply col=29"),
    ("POST PAYMENT T-1042 5 apply=INV-3381:1:2", "504 BADVALUE key=apply col=29"),
    ("POST PAYMENT T-1042 5 apply=INV-3381:0", "550 INVALID rule=amount_zero"),
    ("POST PAYMENT T-1042 5 apply=INV-3381:1,INV-3381:1", "550 INVALID rule=application_repeated"),
    ("POST PAYMENT T-1042 5 apply=nope", "540 NOTFOUND rule=invoice_not_found"),
    ("POST PAYMENT T-1042 5 apply=INV-3381:5.01", "550 INVALID rule=application_exceeds_credit"),
    ("POST PAYMENT T-1042 50 apply=INV-3390:20.01", "550 INVALID rule=application_exceeds_item"),
    ("POST PAYMENT T-1042 5 method=Cash", "504 BADVALUE key=method col=30"),
    ("POST APPLY 9 apply=none", "504 BADVALUE key=apply col=20"),
    ("POST APPLY 8", "550 INVALID rule=nothing_unapplied"),
    ("POST APPLY 1", "550 INVALID rule=entry_not_credit"),
    ("POST APPLY 99", "540 NOTFOUND rule=entry_not_found"),
    ("POST APPLY +9", "504 BADVALUE key=entry col=12"),
    ("POST APPLY 0", "504 BADVALUE key=entry col=12"),
    ("POST APPLY 4294967296", "504 BADVALUE key=entry"),
    ("POST APPLY 99999999999999999999", "504 BADVALUE key=entry"),
    ("POST REVERSE 9 reason=nsf date=2026-11-03", "550 INVALID rule=reversal_before_original"),
    ("POST REVERSE 1 reason=nsf", "550 INVALID rule=entry_not_reversible"),
    ("POST ACCOUNT T-1042 kind=trade name=n", "550 INVALID rule=account_exists"),
    ("POST ACCOUNT n kind=trade name=n terms=+30", "504 BADVALUE key=terms col=40"),
    ("POST ACCOUNT n kind=trade name=n terms=3651", "504 BADVALUE key=terms col=40"),
    ("POST ACCOUNT n kind=trade name=n currency=QQQ", "504 BADVALUE key=currency"),
    ("POST ACCOUNT n kind=trade name=n credit-limit=-1", "504 BADVALUE key=credit-limit"),
    ("POST ACCOUNT n kind=trade name=\"4111-1111-1111-1111\"", "550 INVALID rule=card_number"),
    ("POST CONTACT T-1042 role=debtor name=n phone=911", "504 BADVALUE key=phone col=46"),
    ("POST CONTACT T-1042 role=debtor name=n phone=2125550147,", "504 BADVALUE key=phone col=46"),
    ("LOOKUP INVOICE Y-1", "541 AMBIGUOUS rule=invoice_on_several_accounts"),
    ("LOOKUP REF nope", "540 NOTFOUND rule=ref_not_found"),
    ("LOOKUP ACCOUNT T-1042 fmt=xml", "504 BADVALUE key=fmt"),
    ("REPORT AGING by=nothing", "504 BADVALUE key=by col=17"),
  ])
  func `a value that is not right is refused, and nothing is written`(line: String, status: String)
  {
    let desk = Desk.open()
    let before = desk.book.stateHash()
    let reply = desk.run(line)
    #expect(reply.count == 1 && reply[0].hasPrefix(status), "\(reply)")
    #expect(!reply[0].contains("4111"), "a card's number is never echoed")
    #expect(desk.book.stateHash() == before)
  }

  @Test func `a contact has so many numbers and no more`() {
    let numbers = (0..<33).map { "+1212555\(1000 + $0)" }
    let desk = Desk.open()
    let line = "POST CONTACT T-1042 role=debtor name=n phone="
    #expect(code(desk.run(line + numbers.prefix(32).joined(separator: ","))) == "201")
    #expect(code(desk.run(line + numbers.joined(separator: ","))) == "504")
    let many = [String](repeating: "2125550147", count: 700).joined(separator: ",")
    #expect(code(desk.run(line + many)) == "504")
    #expect(
      code(
        desk.run(
          line + numbers.prefix(20).joined(separator: ",") + " mobile="
            + numbers.suffix(13).joined(separator: ","))) == "504")
  }
}

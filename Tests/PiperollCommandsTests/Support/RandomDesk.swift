import PiperollLedger
import TestSupport

/// A desk that is posted to at random, in no order of days, and what the replies told.
struct RandomDesk {
  /// A write as its reply told it.
  struct Write {
    let entry: Int
    let kind: String
    let account: String
    let day: Day
    let amount: Int
    /// On both accounts, of a transfer or its reversal.
    let effect: Int
    /// The entry that it reversed; 0 of what is no reversal.
    let reversed: Int
  }

  let desk: Desk
  private(set) var accounts: [String] = []
  private(set) var writes: [Write] = []
  /// The replies to what was recorded, by the references it was sent with.
  private(set) var replies: [String: String] = [:]
  /// What waits for somebody else, by the number under which it was asked for.
  private var pending: [Int: (amount: Int, day: Day)] = [:]
  private var step = 0

  init(_ random: inout SplitMix64, steps: Int = 260, hashedWith key: HashKey = .stable) {
    desk = Desk(hashedWith: key)
    for _ in 0..<12 { openAccount(&random) }
    for _ in 0..<steps { post(&random) }
    precondition(desk.book.violations().isEmpty)
  }

  private mutating func openAccount(_ random: inout SplitMix64) {
    let kind = ["trade", "consumer", "patient", "loan"][random.below(4)]
    let owner = ["", " collector=ann", " collector=\"Bo O'Hara\" portfolio=north"][random.below(3)]
    let client = ["", " client=\"City Hospital\""][random.below(2)]
    let limit = ["", " credit-limit=50", " credit-limit=0"][random.below(3)]
    let number = accounts.count
    desk.run(
      "POST ACCOUNT A-\(number) kind=\(kind) name=\"Name of \(number)\" terms=\(random.below(40))"
        + " currency=\(["USD", "USD", "JPY", "KWD"][random.below(4)])\(owner)\(client)\(limit)"
        + " date=-\(random.below(200))d")
    accounts.append("A-\(number)")
  }

  /// Posts something at random; much of it is refused.
  mutating func post(_ random: inout SplitMix64) {
    step += 1
    if random.oneIn(60) { return openAccount(&random) }
    let account = accounts[random.below(accounts.count)]
    let words = words(account, &random)
    // What covers something at once is seldom taken if that is of a later day.
    let isLate = ["WRITEOFF", "RECOVERY", "REFUND", "TRANSFER"].contains {
      words.contains(" \($0) ")
    }
    run(words, on: desk.today.advanced(days: -random.below(isLate ? 30 : 150)))
  }

  private func words(_ account: String, _ random: inout SplitMix64) -> String {
    // Often one of the last, before something else uses what it gave.
    let last = Int(desk.book.sequence)
    let entry = random.oneIn(2) ? last - random.below(5) : random.below(last) + 1
    let method = ["check", "wire", "card"][random.below(3)]
    // Few requests wait, so that what is decided at random seldom hits one.
    if !pending.isEmpty, random.oneIn(20) { return "POST REJECT \(lastPending)" }
    switch random.below(52) {
    case 0...6: return "POST INVOICE \(account) I-\(random.below(120)) \(random.below(60))"
    case 7...9: return "POST PAYMENT \(account) \(random.below(90)) method=\(method)"
    case 10: return "POST PAYMENT \(account) \(random.below(50)) apply=none"
    case 11: return "POST CREDIT \(account) \(random.below(20))"
    case 12: return "POST CHARGE \(account) \(random.below(9)) kind=fee"
    case 13: return "POST ADJUST \(account) \(random.oneIn(2) ? "debit" : "credit") 3 reason=error"
    case 14, 15:
      let reason = ["uncollectible", "bankruptcy"][random.below(2)]
      return "POST WRITEOFF \(account) \(random.below(30)) reason=\(reason)"
    case 16, 17:
      let owing = some("writeoff", &random)?.account ?? account
      return "POST RECOVERY \(owing) \(random.below(20)) method=\(method)"
    case 18: return "POST REFUND \(account) \(random.below(20))"
    case 19, 23:
      let to = accounts[random.below(accounts.count)]
      return "POST TRANSFER \(account) \(to) \(random.below(20))"
    case 20: return "POST APPLY \(some("payment", &random)?.entry ?? entry)"
    case 21:
      let payment = some("payment", &random)
      return "POST UNAPPLY \(payment?.account ?? account) credit=\(payment?.entry ?? entry)"
    case 22 where random.oneIn(2): return "NOTE GENERAL \(account)"
    case 22:
      let known = [
        " born=1980-02-03", " region=US-OR language=es", " work=w@example.com born=1980-02-03",
      ]
      return "POST CONTACT \(account) role=debtor name=\"Contact \(step)\" mobile=\(phone(&random))"
        + known[step % 3]
    case 26:
      let limit = ["none", "0", "50", "70"][random.below(4)]
      return "POST LIMIT \(account) \(limit) requested-by=lena reason=review"
    case 27:
      let until = random.oneIn(2) ? " until=-\(random.below(40))d" : ""
      return "POST HOLD \(account) \(["dispute", "cease", "credit"][random.below(3)])\(until)"
    case 28: return "POST RELEASE-HOLD \(random.oneIn(4) ? entry : lastHold)"
    case 29: return "POST RATE \(account) \(random.below(20))"
    case 30:
      return "POST LOAN \(account) \(random.below(900) + 50) rate=9 instalments=4 first-due=+1m"
    case 31: return "POST INTEREST \(account)"
    case 32: return "POST POLICY writeoff-limit \(random.below(30)) role=operator"
    case 33 where random.oneIn(2): return "POST VERIFY \(lastService)"
    case 33: return "POST SERVICE \(account) 99213 \(1 + random.below(9)) by=olga"
    case 34, 35:
      let draft = random.oneIn(2) ? " draft=yes" : ""
      let service = random.oneIn(4) ? entry : lastService
      return "POST INVOICE \(account) D-\(random.below(20)) \(1 + random.below(9))"
        + "\(draft) services=\(service)"
    case 36: return "POST RELEASE \(account) D-\(random.below(20))"
    case 37: return "POST INVOICE \(account) D-\(random.below(20)) 7 draft=yes lines=X:7"
    case 38: return "POST APPROVE \(lastPending)"
    case 39: return "POST REJECT \(lastPending)"
    case 40:
      return "POST ASSIGN \(account) collector=c-\(random.below(3)) portfolio=p-\(random.below(2))"
    case 41: return "POST AMEND-ACCOUNT \(account) name=\"name of step \(step)\" terms=\(step % 40)"
    case 42:
      return ofContact(
        account, phone(&random), ["good", "bad", "not-theirs", "drop"][random.below(4)])
    case 45: return note(account, random.oneIn(3) ? " corrects=\(entry)" : "")
    case 46: return call(account, &random)
    case 43, 44, 47..<51: return agreement(account, &random)
    default: return "POST REVERSE \(entry) reason=void"
    }
  }

  /// A note of each kind in turn.
  private func note(_ account: String, _ corrected: String) -> String {
    let (kind, own) = [
      ("REVIEW", ""), ("DECEASED", ""), ("HARDSHIP", " until=+\(step % 40)d"), ("COMPLAINT", ""),
      ("CEASE", " via=letter"), ("FOLLOWUP", " +\(step % 9)d"), ("ESCALATE", ""),
      ("REVIEW", " next=+\(step % 9)d done=\(lastTask)"), ("SOURCE", ""),
      ("MAIL-RETURNED", " contact=\(lastContact) forward=\"\(step) Elm St\""),
      ("MAIL-RETURNED", " contact=\(lastContact)"),
    ][step % 11]
    return "NOTE \(kind) \(account)\(own)\(corrected)"
  }

  private func call(_ account: String, _ random: inout SplitMix64) -> String {
    if random.oneIn(2) {
      let known = some("contact", &random)?.account ?? account
      return "NOTE IDENTIFIED \(known) born=1980-02-0\(3 + step % 2)"
    }
    let said = [
      "ptp \(1 + random.below(9))@+3d", "vm limited=yes", "wn", "ns", "rf stop=call",
      "rp stop=number",
    ][random.below(6)]
    return "NOTE CALL \(account) \(phone(&random)) \(said) minutes=\(1 + random.below(9))"
  }

  private func agreement(_ account: String, _ random: inout SplitMix64) -> String {
    switch random.below(9) {
    case 7: return "POST DISPUTE \(account) goods"
    case 8:
      let outcome = ["upheld", "withdrawn", "credit"][random.below(3)]
      return "POST RESOLVE \(lastDispute) \(outcome)"
    case 6:
      let minute = random.oneIn(2) ? "/15:00" : ""
      return "POST TASK \(account) +\(random.below(9))d\(minute) memo=x"
    case 0:
      let replaced = random.oneIn(3) ? " replaces=\(lastPromise)" : ""
      return "POST PROMISE \(account) \(1 + random.below(20))@+\(random.below(9))d\(replaced)"
    case 1:
      return "POST END \([lastPreference, lastPromise, lastPlan, lastTask][step % 4]) memo=why"
    case 2:
      let replaced = random.oneIn(2) ? " replaces=\(lastPlan)" : ""
      let stop = random.oneIn(2) ? " interest=stop" : ""
      return "POST PLAN \(account) instalments=\(1 + random.below(4)) first=+\(random.below(9))d"
        + " every=week\(replaced)\(stop)"
    case 3, 4:
      let offer = random.oneIn(3) ? " accept-by=+0d" : ""
      let replaced = random.oneIn(2) ? " replaces=\(lastPlan)" : ""
      return "POST SETTLEMENT \(account) \(1 + random.below(20)) due=+\(random.below(9))d"
        + "\(offer)\(replaced)"
    default: return "POST SETTLEMENT \(account) accepts=\(lastPlan)"
    }
  }

  /// A write of a kind that was recorded and is no reversal.
  private func some(_ kind: String, _ random: inout SplitMix64) -> Write? {
    writes.filter { $0.kind == kind && $0.reversed == 0 }.randomElement(using: &random)
  }

  private var lastPending: Int { pending.keys.max() ?? 1 }

  private var lastContact: Int { writes.last { $0.kind == "contact" }?.entry ?? 1 }

  private var lastPromise: Int { writes.last { $0.kind == "promise" }?.entry ?? 1 }
  private var lastPreference: Int { writes.last { $0.kind == "prefer" }?.entry ?? 1 }
  private var lastPlan: Int { writes.last { $0.kind == "plan" }?.entry ?? 1 }
  private var lastDispute: Int { writes.last { $0.kind == "dispute" }?.entry ?? 1 }
  private var lastTask: Int { writes.last { $0.kind == "task" }?.entry ?? 1 }
  private var lastHold: Int { writes.last { $0.kind == "hold" }?.entry ?? 1 }

  private var lastService: Int { writes.last { $0.kind == "service" }?.entry ?? 1 }

  /// What becomes of a contact, by the steps in turn.
  private func ofContact(_ account: String, _ phone: String, _ state: String) -> String {
    let known = ["name=\"Contact \(step)\"", "zone=UTC", "email=a@example.com,b@example.com"]
    switch step % 5 {
    case 0:
      let role = ["guarantor", "none", "spouse"][step % 3]
      return "POST LINK \(lastContact) \(account) role=\(role)"
    case 1:
      let other = writes.first { $0.kind == "contact" }?.entry ?? 1
      return "POST LINK \(lastContact) same-as=\(step % 4 == 0 ? "none" : "\(other)")"
    case 2:
      let said = ["stop call", "allow", "never when=mon", "allow email until=+9d"][step % 4]
      return "POST PREFER \(lastContact) \(said)"
    default: return "POST AMEND \(lastContact) \(known[step % 3]) \(state)=\(phone)"
    }
  }

  private func phone(_ random: inout SplitMix64) -> String { "+1212555010\(random.below(4))" }

  private mutating func run(_ words: String, on day: Day) {
    let isHold = words.hasPrefix("POST HOLD")
    let memo = isHold || words.hasPrefix("NOTE") ? " -- what step \(step) says" : ""
    let isDecision = words.hasPrefix("POST APPROVE") || words.hasPrefix("POST REJECT")
    let isOfNow = isDecision || words.hasPrefix("NOTE IDENTIFIED")
    let date = isOfNow ? "" : " \(isHold ? "from" : "date")=\(day.text)"
    // Who writes off has a limit at times, and another decides.
    (desk.user, desk.role) =
      words.hasPrefix("POST WRITEOFF") ? ("olga", .operator) : ("maria", .admin)
    if words.hasPrefix("POST VERIFY") { desk.user = "lena" }
    let reply = desk.run("\(words)\(date) ref=r-\(step)\(memo)")
    if ["201", "264"].contains(code(reply)) { replies["r-\(step)"] = reply[0] }
    var fields: [String: String] = [:]
    for part in reply[0].split(separator: " ") {
      let halves = part.split(separator: "=", maxSplits: 1)
      if halves.count == 2 { fields[String(halves[0])] = String(halves[1]) }
    }
    if code(reply) == "264" {
      pending[Int(fields["approval"]!)!] = (Rows.minor(fields["amount"]!), day)
    }
    guard code(reply) == "201" else { return }
    if isDecision { return note(decision: fields) }
    let reversed = Int(fields["reversed"] ?? "0")!
    let entry = Int(fields["entry"]!)!
    let original = writes.first { $0.entry == reversed }
    // Of what moves money between two accounts of one currency nothing is left in sum.
    let isOfTwo = fields["to"] != nil
    writes.append(
      Write(
        entry: entry, kind: original?.kind ?? words.split(separator: " ")[1].lowercased(),
        account: fields["account"] ?? "", day: day,
        amount: original.map { -$0.amount } ?? Rows.minor(fields["amount"] ?? "0"),
        effect: isOfTwo ? 0 : Rows.minor(fields["effect"] ?? "0"), reversed: reversed))
  }

  /// What was approved counts from the day that was asked for; what was rejected is nothing.
  private mutating func note(decision fields: [String: String]) {
    let asked = pending.removeValue(forKey: Int(fields["approval"]!)!)!
    guard let effect = fields["effect"] else { return }
    writes.append(
      Write(
        entry: Int(fields["entry"]!)!, kind: "writeoff", account: fields["account"]!,
        day: asked.day, amount: asked.amount, effect: Rows.minor(effect), reversed: 0))
  }

  /// What entries of some kinds came to on an account, less what of them was reversed.
  func sum(_ kinds: [String], of account: String, from first: Day, to last: Day) -> Int {
    writes.reduce(0) { sum, write in
      let counts =
        kinds.contains(write.kind) && write.account == account && first <= write.day
        && write.day <= last
      return counts ? sum + write.amount : sum
    }
  }
}

extension Desk {
  /// Accounts of all kinds and three currencies with something of everything, in no order of days.
  static func random(_ random: inout SplitMix64) -> Desk { RandomDesk(&random).desk }
}

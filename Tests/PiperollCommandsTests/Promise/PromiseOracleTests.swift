import Foundation
import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// What became of promises, against a program that knows no more than the words of the design: it
/// gives every cent of the money away by itself. `BOOKS` chooses how many books.
@Suite struct PromiseOracleTests {
  private static let books =
    ProcessInfo.processInfo.environment["BOOKS"].flatMap { UInt64($0) } ?? 60
  private static let python =
    ["PYTHON3"].compactMap { ProcessInfo.processInfo.environment[$0] }
    .first
    ?? ["/usr/bin/python3", "/usr/local/bin/python3"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }

  @Test(.enabled(if: python != nil, "python3 is not in PATH"))
  func `states are what every cent comes to, with items, refunds and transfers`() throws {
    var (input, told) = ("", [String]())
    for seed in 0..<Self.books {
      var play = PromisePlay(seed: seed)
      play.run()
      input += play.events.joined(separator: "\n") + "\n"
      told += play.answers
    }
    let answers = try Self.oracle(input).split(separator: "\n").map(String.init)
    #expect(answers.count == told.count && answers.count > Int(Self.books) * 10)
    let wrong = zip(told, answers).filter { $0 != $1 }
    #expect(wrong.isEmpty, "of \(told.count): \(wrong.prefix(5))")
    for state in ["kept", "open", "grace", "partial", "broken", "ended", "replaced"] {
      #expect(told.contains { $0.contains(state) }, "\(state)")
    }
  }

  private static func oracle(_ input: String) throws -> String {
    let process = Process()
    let (asked, answered) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: python!)
    process.arguments = ["-c", script]
    process.standardInput = asked
    process.standardOutput = answered
    try process.run()
    DispatchQueue.global().async {
      try? asked.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try? asked.fileHandleForWriting.close()
    }
    let data = answered.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }

  /// Lines of words: `book GRACE`; `promise ENTRY MADE DUE CENTS ITEM`; `end ENTRY ON PROMISE
  /// WORD`; `money ENTRY ON CENTS METHOD`; `void ENTRY ON PAYMENT`; `set ENTRY ON PAYMENT ITEM
  /// CENTS`, below zero where it is taken off; `less ENTRY ON PAYMENT CENTS`; `ask DAY KNOWN`,
  /// which is answered by a line.
  private static let script = """
    import sys
    from datetime import date, timedelta
    HOLIDAYS = {date(2026,11,26), date(2026,12,25), date(2027,1,1), date(2027,1,18)}
    def day(text): return date.fromisoformat(text)
    def grace_end(due, grace):
        n = int(grace[:-1])
        if grace[-1] == "d": return due + timedelta(n)
        at = due
        while n > 0:
            at += timedelta(1)
            if at.weekday() < 5 and at not in HOLIDAYS: n -= 1
        return at
    EXCLUDED = {"garnishment", "remittance", "agency"}
    def ask(D, K, book):
        known = lambda rows: [r for r in rows if r["entry"] <= K and r["on"] <= D]
        promises = known(book["promise"])
        ends, voids = known(book["end"]), known(book["void"])
        for p in promises:
            p["end"] = next((e for e in ends if e["of"] == p["entry"]), None)
            p["G"] = grace_end(p["due"], book["grace"])
            p["got"], p["days"] = 0, []
        promises.sort(key=lambda p: (p["due"], p["entry"]))
        def takes(p, m):
            if p["got"] >= p["cents"] or m["on"] > p["G"]: return False
            if (m["on"], m["entry"]) <= (p["on"], p["entry"]): return False
            e = p["end"]
            return e is None or (m["on"], m["entry"]) < (e["on"], e["entry"])
        money = [m for m in known(book["money"]) if m["method"] not in EXCLUDED
                 and not any(v["of"] == m["entry"] for v in voids)]
        for m in sorted(money, key=lambda m: (m["on"], m["entry"])):
            less = [r["cents"] for r in known(book["less"]) if r["of"] == m["entry"]]
            left = m["cents"] - sum(less)
            sets = {}
            for s in known(book["set"]):
                if s["of"] == m["entry"]:
                    sets[s["item"]] = sets.get(s["item"], 0) + s["cents"]
            for p in [p for p in promises if p["item"] != "-"]:
                while left > 0 and sets.get(p["item"], 0) > 0 and takes(p, m):
                    p["got"] += 1; p["days"].append(m["on"]); left -= 1; sets[p["item"]] -= 1
            for p in [p for p in promises if p["item"] == "-"]:
                while left > 0 and takes(p, m):
                    p["got"] += 1; p["days"].append(m["on"]); left -= 1
        answer = []
        for p in promises:
            need = max(1, p["cents"] - max(100, (p["cents"] + 50) // 100))
            if p["got"] >= need: state = "kept"
            elif p["end"]: state = p["end"]["word"]
            elif D <= p["due"]: state = "open"
            elif D <= p["G"]: state = "grace"
            else: state = "partial" if p["got"] else "broken"
            kept = p["days"][need - 1].isoformat() if state == "kept" else r"\\N"
            answer.append(f"{p['entry']} {state} {p['got'] // 100}.{p['got'] % 100:02} {kept}")
        print(D, K, "; ".join(answer))
    book = None
    for line in sys.stdin:
        w = line.split()
        if w[0] == "book":
            book = {k: [] for k in ("promise", "end", "money", "void", "set", "less")}
            book["grace"] = w[1]
        elif w[0] == "ask": ask(day(w[1]), int(w[2]), book)
        else:
            row = {"entry": int(w[1]), "on": day(w[2])}
            if w[0] == "promise": row |= {"due": day(w[3]), "cents": int(w[4]), "item": w[5]}
            if w[0] == "end": row |= {"of": int(w[3]), "word": w[4]}
            if w[0] == "money": row |= {"cents": int(w[3]), "method": w[4]}
            if w[0] == "void": row |= {"of": int(w[3])}
            if w[0] == "set": row |= {"of": int(w[3]), "item": w[4], "cents": int(w[5])}
            if w[0] == "less": row |= {"of": int(w[3]), "cents": int(w[4])}
            book[w[0]].append(row)
    """
}

/// One account's promises and money by chance, as lines for the oracle, and what the desk answers.
private struct PromisePlay {
  private(set) var events: [String] = []
  private(set) var answers: [String] = []
  private var random: SplitMix64
  private let desk = Desk()
  private var promises: [EntryNumber] = []
  private var payments: [EntryNumber] = []

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    let grace = ["2b", "0d", "3d", "1b"][Int(seed % 4)]
    events.append("book \(grace)")
    for line in [
      "POST ACCOUNT C-1 kind=consumer name=Ann terms=0 date=2026-01-01",
      "POST ACCOUNT C-2 kind=consumer name=Bob terms=0 date=2026-01-01",
      "POST INVOICE C-1 I-0 60.00 date=2026-01-01", "POST INVOICE C-1 I-1 90.00 date=2026-01-02",
      "POST INVOICE C-1 I-2 99999.00 date=2026-01-03",
      "POST POLICY promise-grace \(grace) date=2026-01-01",
    ] { desk.run(line) }
  }

  mutating func run() {
    let first = desk.today
    for _ in 0..<36 {
      step()
      if random.oneIn(3) { desk.today = desk.today.advanced(days: 1) }
    }
    for _ in 0..<12 {
      let day = first.advanced(days: random.below(40) - 5)
      let known = 1 + random.below(Int(desk.book.sequence))
      events.append("ask \(day.text) \(known)")
      let reply = desk.run("LOOKUP PROMISES C-1 as-of=\(day.text) known=\(known)")
      let rows = Rows(reply, "promises").rows.map {
        "\($0["entry"]!) \($0["state"]!) \($0["counted"]!) \($0["kept-on"]!)"
      }
      answers.append("\(day.text) \(known) \(rows.joined(separator: "; "))")
    }
  }

  private static func text(_ cents: Int) -> String {
    "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
  }

  /// Sends a line, and tells the oracle if it was recorded.
  private mutating func send(_ line: String, _ event: (EntryNumber) -> [String]) {
    let number = desk.book.sequence + 1
    if desk.run(line)[0].hasPrefix("201 ") { events += event(number) }
  }

  private mutating func step() {
    let day = desk.today.advanced(days: -random.below(4))
    let (on, cents) = (day.text, 1 + random.below(1_500))
    let amount = Self.text(cents)
    let (payment, old) = (payments.randomElement(using: &random) ?? 0, promises.last ?? 0)
    let item = "I-\(random.below(3))"
    switch random.below(12) {
    case 0, 1, 2:
      let due = day.advanced(days: random.below(10)).text
      let items = random.oneIn(2) ? item : "-"
      let replaced = random.oneIn(4) && old > 0
      var line = "POST PROMISE C-1 \(amount)@\(due) date=\(on)"
      if items != "-" { line += " items=\(items)" }
      if replaced { line += " replaces=\(old)" }
      let before = events.count
      send(line) { number in
        let end = replaced ? ["end \(number) \(on) \(old) replaced"] : []
        return end + ["promise \(number) \(on) \(due) \(cents) \(items)"]
      }
      if events.count > before { promises.append(desk.book.sequence) }
    case 3 where old > 0:
      let ended = promises[random.below(promises.count)]
      send("POST END \(ended) date=\(on) -- why") { ["end \($0) \(on) \(ended) ended"] }
    case 4 where payment > 0:
      send("POST REVERSE \(payment) reason=void date=\(on)") { ["void \($0) \(on) \(payment)"] }
    case 5 where payment > 0:
      let to = random.oneIn(2) ? "REFUND C-1" : "TRANSFER C-1 C-2"
      send("POST \(to) \(amount) credit=\(payment) date=\(on)") {
        ["less \($0) \(on) \(payment) \(cents)"]
      }
    case 6 where payment > 0:
      send("POST UNAPPLY C-1 credit=\(payment) from=\(item):\(amount) date=\(on)") {
        ["set \($0) \(on) \(payment) \(item) -\(cents)"]
      }
    case 7 where payment > 0:
      send("POST APPLY \(payment) apply=\(item):\(amount) date=\(on)") {
        ["set \($0) \(on) \(payment) \(item) \(cents)"]
      }
    default:
      let method = random.oneIn(6) ? "remittance" : "card"
      let applied = random.oneIn(2) ? 1 + random.below(cents) : 0
      let apply = applied == 0 ? "none" : "\(item):\(Self.text(applied))"
      let before = events.count
      send("POST PAYMENT C-1 \(amount) method=\(method) apply=\(apply) date=\(on)") { number in
        let set = applied > 0 ? ["set \(number) \(on) \(number) \(item) \(applied)"] : []
        return ["money \(number) \(on) \(cents) \(method)"] + set
      }
      if events.count > before { payments.append(desk.book.sequence) }
    }
  }
}

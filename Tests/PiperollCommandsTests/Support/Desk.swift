import PiperollCommands
import PiperollLedger
import PiperollLetters
import PiperollWire

/// A book behind the commands, without a server: lines in, entries and replies out.
final class Desk {
  var book: Book
  let registry = Registry.standard
  var today = Day(year: 2026, month: 11, day: 23)!

  /// Who sends the lines.
  var user = "maria"
  var role = Role.admin

  /// - Parameter key: the secret of the book's indices.
  init(hashedWith key: HashKey = .stable) { book = Book(hashedWith: key) }

  /// The last second of today, before which everything is recorded.
  var context: Context {
    Context(
      now: Int64(today.number + 1) * 86_400_000 - 1000, today: today, user: user, role: role)
  }

  /// When an entry is recorded: one a second, from the first of today's on.
  func recorded(_ number: EntryNumber) -> Int64 {
    Int64(today.number) * 86_400_000 + Int64(number) * 1000
  }

  func bind(_ line: String, hasBlock: Bool = false) throws(Failure) -> Arguments {
    try bind(Array(line.utf8), hasBlock: hasBlock)
  }

  func bind(_ line: [UInt8], hasBlock: Bool = false) throws(Failure) -> Arguments {
    var request = Request()
    do throws(RequestFault) { try request.parse(line) } catch { throw Failure(error) }
    return try registry.bind(request, line: line, hasBlock: hasBlock, today: today)
  }

  /// What a write would be; nil for what is no write.
  func decide(_ line: String) throws(Failure) -> WriteDecision? {
    let arguments = try bind(line)
    return arguments.spec.effect.isWrite ? try arguments.decide(on: book, context) : nil
  }

  /// Runs a line as a server would and returns its reply, its lines without their ends.
  func run(_ line: [UInt8]) -> [String] {
    var reply = ReplyWriter()
    do throws(Failure) { try run(line, &reply) } catch {
      reply.bytes.removeAll()
      let correction = registry.correction(of: line, hasBlock: false, error, in: book, context)
      reply.write(error, correction: correction)
    }
    return reply.bytes.array.split(separator: 0x0A).map {
      String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
    }
  }

  @discardableResult
  func run(_ line: String) -> [String] { run(Array(line.utf8)) }

  /// Sends a letter about an account of its own.
  /// - Returns: the entry of its notice.
  func sendLetter() -> EntryNumber {
    for line in [
      "POST ACCOUNT LETTER kind=patient name=Ann terms=0 date=-90d",
      "POST CONTACT LETTER role=debtor name=Ann address=\"1 Quay, Portland OR\" date=-90d",
      "POST INVOICE LETTER LT-1 9.00 date=-90d",
      "POST POLICY dunning-levels 1:5:0:letter:1.00:reminder-1 kind=patient",
    ] {
      let reply = run(line)
      precondition(reply[0].hasPrefix("201 "), "\(line): \(reply)")
    }
    run("POST DUN LETTER")
    return book.sequence - 2
  }

  /// Lets writes give any date of the calendar.
  func allowFarDays() {
    run("POST POLICY date-years-back 9999")
    run("POST POLICY date-years-ahead 9999")
  }

  private func run(_ line: [UInt8], _ reply: inout ReplyWriter) throws(Failure) {
    let arguments = try bind(line)
    if let chosen = try arguments.format() { reply.format = chosen }
    switch arguments.spec.effect {
    case .read(let read), .readIfShort(let read, _):
      _ = try Effect.answer(read, arguments, book, context, &reply)
    case .report, .search:
      let run = ReportRun(arguments, book.view(), context, registry, tag: [], reply.form)
      var isMore = true
      while isMore {
        isMore = run.step()
        run.piece.withBytes { reply.bytes.append($0) }
        run.piece.removeAll()
      }
    case .write, .proposal:
      try write(try arguments.decide(on: book, context), arguments.spec, &reply)
    case .session(.dun):
      // No test of the ledger asks for the hash of a text.
      let writer = NoticeWriter { bytes in [UInt8](repeating: UInt8(bytes.count & 255), count: 32) }
      dun(try DunningRun(arguments, book, context, writer: writer, token: { 7 }), &reply)
    case .session(.help): try registry.writeHelp(arguments, to: &reply)
    case .session(.capabilities):
      registry.writeCapabilities(
        server: "test", zone: .utc, today: today, loginSeconds: 30, idleSeconds: 900, to: &reply)
    case .session:
      reply.status(.ok)
      reply.endLine()
    }
  }

  private func write(
    _ decision: consuming WriteDecision, _ spec: CommandSpec, _ reply: inout ReplyWriter
  ) throws(Failure) {
    let number = book.sequence + 1
    switch decision {
    case .fresh(let entry, let rest, isDry: false):
      record([entry] + rest)
      reply.write(.created, book.subject(ofRequestFrom: number), by: spec, in: book)
    case .pending(let entry, _):
      record([entry])
      reply.write(.pending, number, by: spec, in: book)
    case .fresh(let entry, let rest, isDry: true):
      var trial = book.trial()
      trial.apply([entry] + rest)
      reply.write(.ok, trial.subject(ofRequestFrom: number), by: spec, in: trial, dry: true)
    case .tried(let entry, let needs):
      var trial = book.trial()
      trial.apply([entry])
      reply.write(.ok, number, by: spec, in: trial, dry: true, needs: needs)
    case .duplicate(let earlier, let isApproved):
      reply.write(.dup, earlier, by: spec, in: book, asked: isApproved ? .approved : nil)
    case .waiting(let entry, _):
      reply.write(.pending, entry, by: spec, in: book, asked: .pending)
    case .nothing(let why): reply.write(nothing: why, by: spec)
    }
  }

  /// Sends the letters that are due, as a session does.
  private func dun(_ run: DunningRun, _ reply: inout ReplyWriter) {
    run.choose(in: book)
    run.begin(&reply)
    while let entries = run.next(on: book) {
      if entries.isEmpty { continue }
      let number = book.sequence + 1
      record(entries)
      run.tell(number, book, &reply)
    }
    run.end(book, &reply)
  }

  private func record(_ entries: [Entry]) {
    for entry in entries {
      let number = book.sequence + 1
      book.apply(entry, Stamp(number: number, recorded: recorded(number)))
    }
  }

  /// A desk with something of everything.
  static func open() -> Desk {
    let desk = Desk()
    for line in opening {
      // What one has recorded another verifies.
      desk.user = line.hasPrefix("POST SERVICE") ? "olga" : "maria"
      let reply = desk.run(line)
      precondition(reply.first?.hasPrefix("201 ") == true, "\(line): \(reply)")
    }
    (desk.user, desk.role) = ("olga", .operator)
    for item in ["INV-3381", "INV-3390"] {
      let reply = desk.run("POST WRITEOFF T-1042 7.00 reason=other apply=\(item)")
      precondition(reply.first?.hasPrefix("264 ") == true, "\(reply)")
    }
    (desk.user, desk.role) = ("maria", .admin)
    for line in [
      "POST PROMISE T-1042 10.00@+7d", "POST DISPUTE T-1042 goods items=INV-3390:6.00",
    ] {
      let reply = desk.run(line)
      precondition(reply.first?.hasPrefix("201 ") == true, "\(line): \(reply)")
    }
    return desk
  }

  private static let opening = [
    "POST ACCOUNT T-1042 kind=trade name=\"Harbor & Vale Provisions\" terms=30 collector=ann",
    "POST ACCOUNT C-20417 kind=consumer name=\"Jane Q. Debtor\" portfolio=\"north 1\"",
    "POST ACCOUNT J-1 kind=loan name=\"Yen\" currency=JPY credit-limit=500000 client=.x",
    "POST CONTACT C-20417 role=debtor name=\"Jane Q. Debtor\" mobile=\"(212) 555-0147\""
      + " born=1980-02-03",
    "POST INVOICE T-1042 INV-3381 1250.00 date=2026-10-02 ref=i-old -- November delivery",
    "POST INVOICE T-1042 INV-3390 20.00 date=2026-11-02",
    "POST INVOICE J-1 Y-1 70000 date=2026-01-05",
    "POST PAYMENT T-1042 500.00 method=check apply=INV-3381 date=2026-11-03 ref=lb-17-4",
    "POST PAYMENT T-1042 40.00 apply=INV-3381:5.00 date=2026-11-04",
    "NOTE GENERAL T-1042 -- they want a copy of INV-3381",
    "NOTE CALL C-20417 212-555-0147 direction=out result=right-party -- will pay on Friday",
    "POST INVOICE C-20417 Y-1 10.00",
    "POST WRITEOFF T-1042 10.00 reason=uncollectible apply=INV-3381",
    "POST HOLD C-20417 hardship source=phone -- lost the job",
    "POST SERVICE C-20417 99213 140.00 by=\"Dr. Osei\" date=2026-11-02",
    "POST INVOICE C-20417 H-90 35.00 draft=yes lines=COPAY:35.00",
    "POST ACCOUNT L-88 kind=loan name=\"Ada Borrower\" terms=0",
    "POST ACCOUNT L-77 kind=loan name=\"Bo Borrower\" terms=0",
    "POST LOAN L-77 900.00 rate=8 basis=30/360 instalments=3 first-due=2026-09-01 date=2026-08-01",
    "POST POLICY writeoff-limit 5.00 role=operator", "POST POLICY small-balance 5.00",
  ]
}

/// The first word of a reply: its code.
func code(_ reply: [String]) -> String { String((reply.first ?? "").prefix(3)) }

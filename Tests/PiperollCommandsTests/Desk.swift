import PiperollCommands
import PiperollLedger
import PiperollWire

/// A book behind the commands, without a server: lines in, entries and replies out.
final class Desk {
  var book = Book()
  let registry = Registry.standard
  let today = Day(year: 2026, month: 11, day: 23)!

  /// Who sends the lines.
  var user = "maria"

  var context: Context { Context(today: today, user: user, role: .admin) }

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
    guard case .write(let decide) = arguments.spec.effect else { return nil }
    return try arguments.decide(decide, on: book, context)
  }

  /// Runs a line as a server would and returns its reply, its lines without their ends.
  func run(_ line: [UInt8]) -> [String] {
    var reply = ReplyWriter()
    do throws(Failure) { try run(line, &reply) } catch {
      reply.bytes.removeAll()
      reply.write(error)
    }
    return reply.bytes.array.split(separator: 0x0A).map {
      String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
    }
  }

  @discardableResult
  func run(_ line: String) -> [String] { run(Array(line.utf8)) }

  private func run(_ line: [UInt8], _ reply: inout ReplyWriter) throws(Failure) {
    let arguments = try bind(line)
    if arguments.spec.hasFormat, let word = arguments.text("fmt") {
      guard let format = OutputFormat(rawValue: word) else {
        throw .fault(.badValue, column: nil, key: "fmt", sentence: word)
      }
      reply.format = format
    }
    switch arguments.spec.effect {
    case .read(let read), .report(let read): _ = try read(arguments, book, context, &reply)
    case .write(let decide): try write(try arguments.decide(decide, on: book, context), &reply)
    case .session(.help): try registry.writeHelp(arguments, to: &reply)
    case .session(.capabilities):
      registry.writeCapabilities(
        server: "test", loginSeconds: 30, idleSeconds: 900, to: &reply)
    case .session:
      reply.status(.ok)
      reply.endLine()
    }
  }

  private func write(_ decision: WriteDecision, _ reply: inout ReplyWriter) throws(Failure) {
    let number: EntryNumber
    switch decision {
    case .fresh(let entry):
      number = book.sequence + 1
      book.apply(entry, Stamp(number: number, recorded: 1))
      reply.status(.created)
    case .dry(let entry):
      var trial = book.view()
      trial.apply(entry, Stamp(number: book.sequence + 1, recorded: 1))
      reply.status(.ok)
      reply.fields(of: trial.outcome(of: trial.sequence), in: trial, dry: true)
      return reply.endLine()
    case .duplicate(let earlier):
      number = earlier
      reply.status(.dup)
    }
    reply.fields(of: book.outcome(of: number), in: book)
    reply.endLine()
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
    return desk
  }

  private static let opening = [
    "POST ACCOUNT T-1042 kind=trade name=\"Harbor & Vale Provisions\" terms=30 collector=ann",
    "POST ACCOUNT C-20417 kind=consumer name=\"Jane Q. Debtor\" portfolio=\"north 1\"",
    "POST ACCOUNT J-1 kind=loan name=\"Yen\" currency=JPY credit-limit=500000 client=.x",
    "POST CONTACT C-20417 role=debtor name=\"Jane Q. Debtor\" mobile=\"(212) 555-0147\"",
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
  ]
}

/// The first word of a reply: its code.
func code(_ reply: [String]) -> String { String((reply.first ?? "").prefix(3)) }

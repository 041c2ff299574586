import PiperollLedger
import PiperollWire

enum NoteCall {
  static let spec = CommandSpec(
    "NOTE CALL",
    "Records a telephone call that happened, whether a rule allowed it or not, what was"
      + " promised, and what it says of the number.",
    role: .operator,
    parameters: [
      .account,
      Parameter("number", .phone, .required, .positional, "the other side's number"),
      Parameter(
        "result", .choice(CallResult.words), .required, .positional,
        "how it ended; short: na vm tp rp ptp rf cb bz wn ns dr"
      ).also(taking: CallResult.self),
      Parameter(
        "promise", .dues, .optional, .positional,
        "with result=promise: what was promised, as POST PROMISE takes it: 250.00@fri"),
      Parameter(
        "direction", .choice(CallDirection.words),
        .defaulted("out; in, if the number is that of CALL"),
        help: "in: they called; out: we did"),
      Parameter("contact", .entry, help: "who was to be reached, or who called, by their entry"),
      Parameter(
        "debts", .identifiers, help: "other accounts that it was about: each gets an entry too"),
      Parameter(
        "minutes", .count(1...Noted.Call.minutesMax),
        help: "how long it took; left out, of a call in that has ended: what the telephone said"),
      Parameter(
        "dial", .choice(DialMode.words), .defaulted("manual"),
        help: "auto: a dialer called; recorded: a recorded voice spoke"),
      Parameter(
        "purpose", .choice(ContactPurpose.words), .defaulted("collect"),
        help: "of a call of the desk's: what it was for"),
      Parameter(
        "limited", .flag, .defaulted("no"),
        help: "yes: the message says no more than 12 CFR 1006.2(j) lists"),
      Parameter(
        "stop", .choice(CallStop.words),
        help: "what they do not want any more: call: calls; number: calls and texts to that number"
      ),
      .at, .next, .done, .corrects, .date, .memo,
    ],
    example: "NOTE CALL C-20417 212-555-0147 ptp 250.00@fri -- card on Friday",
    fields: [.entry, .accountField] + Telling.call.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide),
    asksWhoSpeaks: true)

  /// Accounts that one call may be about: more is a list and no call.
  private static let debtsMax = 20

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    try arguments.demandCorrectable(in: book, context)
    let account = try arguments.account(in: book)
    var call = try call(arguments, book, context)
    let contact = call.contact.map { book.entries[Int($0) - 1].subject }
    let (at, effective) = try arguments.timeNoted(with: contact, book, context, effective)
    call.at = at
    let steps = try arguments.nextSteps(
      call.result == .callback ? .callback : .followUp, with: contact)
    let promises = try promises(arguments, of: account, call.result, book)
    let debts = try arguments.accounts("debts", in: book, max: debtsMax).filter { $0 != account }
    let stop = try arguments.stop(by: call, on: account, effective, in: book, context)
    let correctsRestricted = try arguments.correctsRestricted(in: book)
    do {
      var facts = try book.decideCall(
        call, on: [account] + debts, effective: effective, for: context.viewer,
        stop: stop, then: steps, asking: context.now)
      if !promises.isEmpty {
        facts += try book.decidePromises(
          promises, account: account, on: effective, replaces: nil, correcting: call.corrects)
      }
      var proposal = Proposal(facts)
      proposal.effective = effective
      proposal.isMemoOfFirst =
        contact.map { book.isRestricted($0) }
        ?? book.isRestricted(.phone(call.number), on: account, asOf: effective)
      if correctsRestricted { proposal.isMemoOfFirst = true }
      return proposal
    } catch { throw .refused(error) }
  }

  private static func call(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context
  ) throws(Failure) -> Noted.Call {
    let number = try arguments.phone("number", in: book)
    let direction = try arguments.choice("direction", CallDirection.self)
    let live = context.speaker?.call(from: number, isIn: direction == .in)
    var call = Noted.Call(
      number: number, direction: direction ?? (live == nil ? .out : .in),
      result: try arguments.choice("result", CallResult.self) ?? .noAnswer)
    if arguments.has("corrects") { call.corrects = try arguments.entry("corrects") }
    if arguments.has("contact") {
      call.contact = book.contacts[try arguments.contact("contact", in: book, context)].entry
    }
    if let minutes = try arguments.count("minutes", in: 1...Noted.Call.minutesMax) {
      call.minutes = UInt16(minutes)
    } else if call.direction == .in, call.corrects == nil, let minutes = live?.minutes {
      call.minutes = UInt16(min(minutes, Noted.Call.minutesMax))
    }
    call.purpose = try arguments.choice("purpose", ContactPurpose.self)
    if call.purpose != nil, call.direction == .in {
      throw arguments.bad("purpose", "only with direction=out")
    }
    call.marks = try arguments.choice("dial", DialMode.self)?.marks ?? []
    if try arguments.flag("limited") { call.marks.insert(.limited) }
    return call
  }

  private static func promises(
    _ arguments: borrowing Arguments, of account: UInt32, _ result: CallResult,
    _ book: borrowing Book
  ) throws(Failure) -> [(amount: Money, due: Day)] {
    guard arguments.has("promise") else { return [] }
    guard result == .promise else {
      throw arguments.bad("promise", "only with result=promise (ptp)")
    }
    return try arguments.dues("promise", book.accounts[account].currency)
  }
}

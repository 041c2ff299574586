public import PiperollLedger
public import PiperollWire

/// A report under way, over the book that it was begun with.
///
/// It is written in steps. Each runs on the thread that calls `step`, until the report gives others
/// their turn: with each piece of its reply, and where it computes for long. Between two steps it
/// has no thread. Whoever runs it takes the piece and decides when the next step is due.
///
/// A report is a function as any other; that it is asynchronous is what lets it stop in the middle.
/// Its executor is this object, which keeps the function's next part until a step runs it.
///
/// Unchecked `Sendable`: it has one owner at a time.
public final class ReportRun: TaskExecutor, @unchecked Sendable {
  /// Bytes of a piece: small enough that the loop sends one in a tenth of a millisecond.
  public static let pieceBytes = 64 * 1024

  /// Others have their turn behind so many accounts: some milliseconds.
  static let accountsBetweenTurns: UInt32 = 256

  private let arguments: Arguments
  /// Nil: the report has begun, and gives the book up when it ends.
  private var view: View?
  private let report: Effect.Report
  private let context: Context
  private let registry: Registry
  private let form: OutputForm
  private let tag: [UInt8]
  private let reported: @Sendable (Failure) -> Failure
  private var hasBegun = false
  private var isCancelled = false
  /// The next part of the report.
  private var job: UnownedJob?
  /// What resumes the report where it gave others their turn; nil: it has not begun or has ended.
  private var turn: UnsafeContinuation<Void, Never>?

  /// What the last step wrote. Whoever runs the report takes it out.
  public var piece = ReplyBytes()
  /// Whether anything was told.
  private var hasTold = false
  /// How many rows of the reply's block were told, with those in `piece`.
  public private(set) var rowsTold = 0
  /// The last entry that the reply shows.
  public private(set) var seen: EntryNumber
  /// For the audit trail: the code that the reply has come to.
  public private(set) var code = Code.data
  /// For the audit trail: the accounts that the reply has shown.
  public private(set) var shown = ReplyBytes()
  /// For the audit trail: whether the reply has shown what only some may know.
  public private(set) var hasShownRestricted = false
  /// The command.
  public var spec: CommandSpec { arguments.spec }
  /// The line as it was typed.
  public var line: [UInt8] { arguments.line }

  /// - Parameter arguments: those of a command with a report.
  /// - Parameter book: a view that nobody else has.
  /// - Parameter reported: what is told of a failure.
  public init(
    _ arguments: consuming Arguments, _ book: consuming Book, _ context: Context,
    _ registry: Registry, tag: [UInt8], _ form: OutputForm,
    reported: @escaping @Sendable (Failure) -> Failure = { $0 }
  ) {
    guard let report = arguments.spec.effect.report else {
      preconditionFailure("\(arguments.spec.words) is no report")
    }
    self.report = report
    seen = book.sequence
    self.arguments = arguments
    view = View(book)
    self.context = context
    self.registry = registry
    self.tag = tag
    self.form = form
    self.reported = reported
  }

  /// Goes on until the report gives others their turn; false: it has ended.
  public func step() -> Bool {
    if let turn = turn.take() {
      turn.resume()
    } else {
      precondition(!hasBegun, "the report has ended")
      hasBegun = true
      Task(executorPreference: self) { await self.answer() }
    }
    while let job = job.take() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    return turn != nil
  }

  /// Lets the next step end the report: nobody reads it any more. Nothing is told of that.
  public func cancel() { isCancelled = true }

  /// Keeps the next part of the report for `step`.
  public func enqueue(_ job: consuming ExecutorJob) { self.job = UnownedJob(job) }

  // MARK: For the report

  /// Gives others their turn if a piece of the reply is written. Called behind each row.
  func row(_ reply: inout ReplyWriter) async throws(Failure) {
    if reply.bytes.count >= Self.pieceBytes { try await rest(&reply) }
  }

  /// Gives others their turn, and them who read what is written. Called where much is computed.
  func rest(_ reply: inout ReplyWriter) async throws(Failure) {
    tell(&reply)
    await withUnsafeContinuation { turn = $0 }
    if isCancelled { throw Self.unread }
  }

  /// Ends the function of a report that nobody reads.
  private static let unread = Failure.fault(
    .closing, column: nil, key: nil, sentence: "nobody reads it")

  private func answer() async {
    guard let view = view.take() else { return }
    var reply = ReplyWriter(for: tag, form)
    do throws(Failure) {
      seen = try await Effect.answer(report, arguments, view.book, context, &reply, self)
    } catch {
      fail(error, view.book, &reply)
    }
    swap(&shown, &reply.shown)
    hasShownRestricted = reply.showsRestricted
    if !isCancelled { tell(&reply) }
  }

  private func tell(_ reply: inout ReplyWriter) {
    precondition(piece.isEmpty, "the piece before was not taken")
    swap(&piece, &reply.bytes)
    if !piece.isEmpty { hasTold = true }
    rowsTold = reply.rowsWritten
  }

  private func fail(_ failure: Failure, _ book: borrowing Book, _ reply: inout ReplyWriter) {
    if isCancelled { return }
    seen = book.sequence
    code = failure.code
    if hasTold { return reply.endBlock(reported(failure)) }
    reply.bytes.removeAll()
    let correction = registry.correction(
      of: arguments.line, hasBlock: false, failure, in: book, context)
    reply.write(reported(failure), correction: correction)
  }
}

/// A view of the book with one owner. It is given up on the thread of the report's last step: to
/// let go of the pages of a large book takes a while.
private final class View {
  let book: Book

  init(_ book: consuming Book) { self.book = book }
}

public import PiperollLedger
public import PiperollLetters
public import PiperollWire

/// A run of dunning under way: first it looks at all accounts on a view of the book, beside the
/// loop; then what came to a level is decided again, an account at a time, on the book as it is by
/// then, and each letter is a request of its own. So what ends a run in the middle takes nothing
/// back, and runs beside each other send nothing twice.
///
/// Unchecked `Sendable`: it has one owner at a time.
public final class DunningRun: @unchecked Sendable {
  /// What stands in the way of a letter.
  private struct Skip {
    var account: UInt32
    var why: String
    /// The rule of contact that forbids it, or the one that refuses what would be recorded.
    var rule: String
    var text: String
  }

  /// Sums of the letters in a currency.
  private struct Total {
    var letters = 0
    var fees = Money.zero
    var payNow = Money.zero
  }

  /// The command, for whose role is asked at each account.
  public let spec: CommandSpec
  /// Whether nothing is to be recorded.
  public let isDry: Bool
  private let context: Context
  private let account: UInt32?
  private let filter: Filter?
  private let memo: String
  private let writer: NoticeWriter
  private let token: @Sendable () -> UInt64
  /// The accounts on which something came to a level, and those that have been told of.
  private var accounts: [UInt32] = []
  private var place = 0
  private var skips: [Skip] = []
  private var totals: [Currency: Total] = [:]

  /// Reads the request.
  /// - Parameter writer: writes the texts.
  /// - Parameter token: what makes a number that nobody can guess.
  public init(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    writer: NoticeWriter, token: @escaping @Sendable () -> UInt64
  ) throws(Failure) {
    (self.writer, self.token) = (writer, token)
    (self.context, spec) = (context, arguments.spec)
    isDry = try arguments.flag("dry")
    account = arguments.has("account") ? try arguments.account(in: book) : nil
    filter = try arguments.filter()
    memo = arguments.has("memo") ? try arguments.freeText("memo") : ""
  }

  /// Looks for the accounts on which something has come to a level.
  public func choose(in book: borrowing Book) {
    let selection = filter.map { book.select($0, asOf: context.today) }
    for one in account.map({ [$0] }) ?? Array(0..<UInt32(book.accounts.count))
    where selection?[one] ?? true {
      switch book.dunning(of: one, on: context.today, at: context.now) {
      case .nothing where account == nil: continue
      case .nothing, .skipped, .letter: accounts.append(one)
      }
    }
  }

  // MARK: Running

  /// Decides about the next account: the entries of its letter, the first of which is the notice.
  /// - Returns: nil behind the last account; empty where no letter may go any more.
  public func next(on book: borrowing Book) -> [Entry]? {
    guard place < accounts.count else { return nil }
    let account = accounts[place]
    place += 1
    switch book.dunning(of: account, on: context.today, at: context.now) {
    case .nothing(let why): if self.account != nil { skip(account, why, nil) }
    case .skipped(let why, let rule): skip(account, why, rule)
    case .letter(let letter)
    where letter.template == .validation
      && Itemization(book, account, on: context.today) == nil:
      skip(account, .itemizationOpen, nil)
    case .letter(let letter):
      do throws(Failure) { return try entries(letter, account, book) } catch {
        skips.append(
          Skip(
            account: account, why: Self.refused, rule: error.refusedBy ?? "",
            text: error.sentence))
      }
    }
    return []
  }

  private func skip(_ account: UInt32, _ why: NothingReason, _ rule: ContactRule?) {
    skips.append(
      Skip(account: account, why: why.word, rule: rule?.word ?? "", text: why.sentence))
  }

  /// Why there is no letter where a rule of the ledger refuses its entries.
  static var refused: String { "refused" }

  private func entries(
    _ letter: DunningLetter, _ account: UInt32, _ book: borrowing Book
  ) throws(Failure) -> [Entry] {
    let token = token()
    let hash = writer.hash(
      of: letter, account: account, entry: book.sequence + 1, token: token, on: context.today,
      in: book)
    let facts: [Fact]
    do throws(Refusal) {
      facts = try book.decide(
        letter, account: account, token: token, hash: hash, on: context.today,
        asking: context.now)
    } catch { throw .refused(error) }
    let needs = book.needs(
      for: facts[0], and: Array(facts.dropFirst()), effective: context.today, later: nil,
      by: context.user, context.role, on: context.today)
    if !needs.isEmpty { throw .needsApproval(needs, approval: nil) }
    return facts.enumerated().map { number, fact in
      Entry(
        effective: context.today, actor: context.user, memo: number == 0 ? memo : "",
        isContinuation: number > 0, fact: fact)
    }
  }

  // MARK: Telling

  /// Begins the reply.
  public func begin(_ reply: inout ReplyWriter) {
    reply.status(.data, block: true)
    if isDry { reply.field("dry", "yes") }
    reply.field("date", context.today)
    reply.endLine()
    reply.section(PostDun.letters)
  }

  /// Tells of a letter.
  /// - Parameter entry: the notice's, in a book that has it.
  public func tell(_ entry: EntryNumber, _ book: borrowing Book, _ reply: inout ReplyWriter) {
    guard let notice = book.notice(madeBy: entry) else { preconditionFailure("it is a notice") }
    let row = book.notices[notice]
    let account = book.accounts[row.account]
    totals[account.currency, default: Total()].letters += 1
    totals[account.currency]?.fees += row.fee
    totals[account.currency]?.payNow += row.payNow
    reply.beginRow()
    reply.cell(account.id, book)
    reply.cell(book.contact(row.contact, on: context.today).name, book)
    reply.cells(of: row, in: account.currency)
    if isDry { reply.emptyCell() } else { reply.cell(entry) }
    reply.endRow()
  }

  /// Ends the reply, with what was skipped and the sums.
  public func end(_ book: borrowing Book, _ reply: inout ReplyWriter) {
    reply.section(PostDun.skipped)
    for skip in skips {
      reply.beginRow()
      reply.cell(book.accounts[skip.account].id, book)
      reply.cell(skip.why)
      reply.cell(detail: skip.rule)
      reply.cell(skip.text)
      reply.endRow()
    }
    reply.section(PostDun.totals)
    for (currency, total) in totals.sorted(by: { $0.key.code < $1.key.code }) {
      reply.beginRow()
      reply.cell(currency.code)
      reply.cell(total.letters)
      reply.cell(total.fees, currency)
      reply.cell(total.payNow, currency)
      reply.endRow()
    }
    reply.endBlock()
    reply.field("letters", totals.values.reduce(0) { $0 + $1.letters })
    reply.field("skipped", skips.count)
    reply.endLine()
  }

  /// Ends the reply where the run cannot go on: what was told of so far is recorded.
  public func end(_ failure: Failure, _ reply: inout ReplyWriter) { reply.endBlock(failure) }
}

extension Failure {
  /// The name of the rule of the ledger that refuses something; nil if none does.
  fileprivate var refusedBy: String? {
    if case .refused(let refusal) = self { refusal.rule.name } else { nil }
  }
}

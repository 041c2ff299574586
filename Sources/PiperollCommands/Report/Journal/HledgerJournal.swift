import PiperollLedger

/// Writes the journal format of hledger, with a transaction for each entry and day. Receivables and
/// unapplied credit have a subaccount for each account of the book, so that hledger shows its
/// balance.
struct HledgerJournal: JournalFormat {
  private let chart: JournalChart

  init(_ scope: JournalScope, _ book: borrowing Book) {
    chart = JournalChart(book, on: scope.to, blank: " ", legal: Self.legal)
  }

  /// Makes a part of an account's name such that hledger reads it: two blanks would end the name, a
  /// semicolon would begin a comment.
  static func legal(_ part: String) -> String {
    part.split(whereSeparator: \.isWhitespace).joined(separator: " ").replacing(";", with: ",")
  }

  func writeHead(
    _ scope: JournalScope, _ survey: JournalSurvey, _ book: borrowing Book,
    _ file: inout JournalText
  ) {
    file.line("; Piperoll: \(scope.sentence(book))")
    // Without it hledger may read 1.234 as one thousand two hundred and thirty-four.
    file.line("decimal-mark .")
    for currency in survey.currencies {
      let zeros = String(repeating: "0", count: currency.decimals)
      file.line("commodity 1000.\(zeros) \(currency.code)")
    }
    survey.forEachName(of: chart) { account, owner in
      file.put("account ")
      put(account, owner, book, &file)
      file.endLine()
    }
  }

  func write(
    _ transaction: JournalTransaction, _ book: borrowing Book, _ file: inout JournalText
  ) {
    let code = transaction.entry.map { "(\($0)) " } ?? ""
    file.line("")
    file.line("\(transaction.day.text) \(code)\(description(of: transaction.entry, book))")
    for posting in transaction.postings {
      file.put("    ")
      put(posting.account, posting.owner, book, &file)
      file.put("  ")
      file.put(posting.amount, posting.currency)
      file.put(" ")
      file.put(posting.currency.code)
      if let item = posting.item, posting.account == .receivables {
        file.put("  ; \(Self.comment(book.text(book.items[item].number)))")
      }
      file.endLine()
    }
  }

  func writeFoot(_ proofs: [JournalProof], _ file: inout JournalText) {
    file.line("")
    for proof in proofs { file.line("; \(proof.sentence)") }
  }

  /// The description of a transaction. A semicolon would begin a comment, and hledger does not take
  /// a TAB for a blank, so both are replaced.
  private func description(of entry: EntryNumber?, _ book: borrowing Book) -> String {
    journalDescription(entry, book).replacing(";", with: ",").replacing("\t", with: " ")
  }

  /// A text as a comment. In one, hledger reads a word and a colon as a tag, and digits in square
  /// brackets as a date.
  private static func comment(_ text: String) -> String {
    text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "[") })
      ? text.replacing(":", with: " :").replacing("[", with: "(").replacing("]", with: ")") : text
  }

  private func put(
    _ account: LedgerAccount, _ owner: UInt32?, _ book: borrowing Book, _ file: inout JournalText
  ) {
    file.put(chart[account])
    guard account.isPersonal, let owner else { return }
    file.put(":")
    file.put(book.accounts[owner].id, book)
  }
}

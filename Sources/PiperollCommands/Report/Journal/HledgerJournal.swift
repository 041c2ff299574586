import PiperollLedger

/// The journal format of hledger: a transaction for each entry and day. Receivables and unapplied
/// credit are kept by account, so that what hledger says of an account is its balance.
struct HledgerJournal: JournalFormat {
  func writeHead(
    _ scope: JournalScope, _ survey: JournalSurvey, _ book: borrowing Book,
    _ file: inout JournalText
  ) {
    file.line("; Piperoll: \(scope.sentence(book))")
    // 1.234 is not a thousand.
    file.line("decimal-mark .")
    for currency in survey.currencies {
      let zeros = String(repeating: "0", count: currency.decimals)
      file.line("commodity 1000.\(zeros) \(currency.code)")
    }
    survey.forEachName(in: book) { account, owner in
      file.line("account \(Self.name(of: account, owner, book))")
    }
  }

  func write(
    _ transaction: JournalTransaction, _ book: borrowing Book, _ file: inout JournalText
  ) {
    let code = transaction.entry.map { "(\($0)) " } ?? ""
    file.line("")
    file.line("\(transaction.day.text) \(code)\(description(of: transaction.entry, book))")
    for posting in transaction.postings {
      file.put("    \(Self.name(of: posting.account, posting.owner, book))  ")
      file.put(posting.amount, posting.currency)
      file.put(" \(posting.currency.code)")
      if let item = posting.item, posting.account == .receivables {
        file.put("  ; \(book.text(book.items[item].number))")
      }
      file.endLine()
    }
  }

  func writeFoot(_ proofs: [JournalProof], _ file: inout JournalText) {
    file.line("")
    for proof in proofs { file.line("; \(proof.sentence)") }
  }

  /// A semicolon would begin a comment there, and a TAB is none of its blanks.
  private func description(of entry: EntryNumber?, _ book: borrowing Book) -> String {
    String(journalDescription(entry, book).map { $0 == ";" ? "," : $0 == "\t" ? " " : $0 })
  }

  static func name(of account: LedgerAccount, _ owner: UInt32?, _ book: borrowing Book) -> String {
    guard account.isPersonal, let owner else { return account.journalName }
    return "\(account.journalName):\(book.text(book.accounts[owner].id))"
  }
}

extension LedgerAccount {
  /// Its place in a chart with the four top accounts that hledger and beancount know.
  var journalName: String {
    switch self {
    case .receivables, .cash, .transfers, .loans: "assets:\(word)"
    case .unapplied, .refunds: "liabilities:\(word)"
    case .revenue, .fees, .interest, .costs, .recoveries: "income:\(word)"
    case .creditMemos, .adjustments, .badDebt: "expenses:\(word)"
    }
  }
}

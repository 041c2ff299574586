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
      file.put("account ")
      file.put(name: account, owner, book)
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
      file.put(name: posting.account, posting.owner, book)
      file.put("  ")
      file.put(posting.amount, posting.currency)
      file.put(" ")
      file.put(posting.currency.code)
      if let item = posting.item, posting.account == .receivables {
        file.put("  ; ")
        file.put(book.items[item].number, book)
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
    journalDescription(entry, book).replacing(";", with: ",").replacing("\t", with: " ")
  }
}

extension JournalText {
  fileprivate mutating func put(
    name account: LedgerAccount, _ owner: UInt32?, _ book: borrowing Book
  ) {
    put(account.journalName)
    guard account.isPersonal, let owner else { return }
    put(":")
    put(book.accounts[owner].id, book)
  }
}

extension LedgerAccount {
  /// Its place in a chart with the four top accounts that hledger and beancount know.
  var journalName: String { Self.journalNames[Int(rawValue)] }

  private static let journalNames = allCases.map(\.newJournalName)

  private var newJournalName: String {
    switch self {
    case .receivables, .cash, .transfers, .loans: "assets:\(word)"
    case .unapplied, .refunds: "liabilities:\(word)"
    case .revenue, .fees, .interest, .costs, .recoveries: "income:\(word)"
    case .creditMemos, .adjustments, .badDebt: "expenses:\(word)"
    }
  }
}

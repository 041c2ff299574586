import PiperollLedger

/// Writes the ledger format of beancount. Every account must be opened before it is used, and the
/// names of accounts may have fewer characters than here.
struct BeancountJournal: JournalFormat {
  /// Beancount reads no dates but those from here to the end of a year.
  static let firstDay = Day(year: 1700, month: 1, day: 1)!
  static let lastYear = 2099

  private let chart: JournalChart

  init(_ scope: JournalScope, _ book: borrowing Book) {
    chart = JournalChart(book, on: scope.to, blank: "-", legal: Self.legal)
  }

  func writeHead(
    _ scope: JournalScope, _ survey: JournalSurvey, _ book: borrowing Book,
    _ file: inout JournalText
  ) {
    file.line("; Piperoll: \(scope.sentence(book))")
    file.line("option \"title\" \"Piperoll\"")
    let first = Self.readable(survey.first ?? scope.to).text
    for currency in survey.currencies {
      file.line("option \"operating_currency\" \"\(currency.code)\"")
    }
    for currency in survey.currencies { file.line("\(first) commodity \(currency.code)") }
    survey.forEachName(of: chart) { account, owner in
      let currency = owner.map { " \(book.accounts[$0].currency.code)" } ?? ""
      file.line("\(first) open \(name(of: account, owner, book))\(currency)")
    }
  }

  func write(
    _ transaction: JournalTransaction, _ book: borrowing Book, _ file: inout JournalText
  ) {
    file.line("")
    let day = Self.readable(transaction.day)
    let description = Self.quoted(journalDescription(transaction.entry, book))
    file.line("\(day.text) * \(description)")
    if day != transaction.day { file.line("  effective: \"\(transaction.day.text)\"") }
    if let entry = transaction.entry { file.line("  entry: \(entry)") }
    for posting in transaction.postings {
      file.put("  \(name(of: posting.account, posting.owner, book))  ")
      file.put(posting.amount, posting.currency)
      file.line(" \(posting.currency.code)")
      if let item = posting.item, posting.account == .receivables {
        file.line("    item: \(Self.quoted(book.text(book.items[item].number)))")
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  func writeFoot(_ proofs: [JournalProof], _ file: inout JournalText) {
    file.line("")
    for proof in proofs { file.line("; \(proof.sentence)") }
  }

  /// The day itself, or the first that beancount reads. All balances from that one on are right.
  private static func readable(_ day: Day) -> Day { max(day, firstDay) }

  private func name(of account: LedgerAccount, _ owner: UInt32?, _ book: borrowing Book) -> String {
    guard account.isPersonal, let owner else { return chart[account] }
    return "\(chart[account]):\(Self.component(book.text(book.accounts[owner].id)))"
  }

  /// Makes a part of an account's name such that beancount reads it. It keeps letters and digits of
  /// any language and puts a `-` for whatever stands between them. A first letter becomes a
  /// capital; if it has none, an `X` is put in front.
  static func legal(_ part: String) -> String {
    let words = part.split { sign in !sign.unicodeScalars.allSatisfy(isNameSign) }
    let name = words.joined(separator: "-")
    guard let first = name.first else { return "" }
    let capital = first.uppercased()
    let isCapital = capital.unicodeScalars.allSatisfy {
      [.uppercaseLetter, .decimalNumber].contains($0.properties.generalCategory)
    }
    return isCapital ? capital + name.dropFirst() : "X" + name
  }

  private static func isNameSign(_ sign: Unicode.Scalar) -> Bool {
    switch sign.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      true
    default: false
    }
  }

  /// Makes a part of a name from an account's id, in letters, digits and `-`, with a capital or a
  /// digit first. Two ids never come to the same part.
  ///
  /// A character that is not allowed becomes `--` and two hexadecimal digits. So does a `-` beside
  /// such a character or beside another `-`. A small letter at the beginning is written the same
  /// way, with an `X` in front.
  static func component(_ id: String) -> String {
    let bytes = Array(id.utf8)
    var name = ""
    for (place, byte) in bytes.enumerated() {
      let isSmallFirst = place == 0 && (0x61...0x7A).contains(byte)
      if isSmallFirst { name += "X" }
      if isPlain(byte) && !isSmallFirst || isLoneDash(place, bytes) {
        name.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        name += "--\(digits)"
      }
    }
    return name
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isLoneDash(_ place: Int, _ bytes: [UInt8]) -> Bool {
    let isAfterEscape =
      place == 1 && (0x61...0x7A).contains(bytes[0]) || place > 0 && !isPlain(bytes[place - 1])
    return bytes[place] == UInt8(ascii: "-") && !isAfterEscape
      && (place + 1 == bytes.count || isPlain(bytes[place + 1]))
  }
}

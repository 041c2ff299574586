/// A filter prepared for one book. Its texts have been compared with all symbols of the book and
/// its questions with all names, so that for a row the answer only has to be looked up.
struct FilterRun: ~Copyable {
  private let tests: [Filter.Test]
  private let entry: UInt16
  private let numbers: [Int64]
  private let texts: [[UInt8]]
  private let parts: [SubstringTable]
  /// The answers of each comparison with a symbol, for all symbols of the book, and of each
  /// question about names, for all accounts. The answers of a comparison begin at its
  /// `firstAnswer`.
  private var answers: [Bool] = []
  private var firstAnswer: [Int]
  /// For each currency the place of its number of decimals in `Filter.exponents`.
  private let exponentPlace: [UInt8]

  init(_ filter: Filter, _ book: borrowing Book) {
    tests = filter.tests
    entry = filter.entry
    numbers = filter.numbers
    texts = filter.texts
    parts = filter.parts
    exponentPlace = (0...UInt8.max).map { index in
      let known = Int(index) < Currency.codes.count
      let decimals = known ? Currency(index: index).decimals : 2
      return UInt8(Filter.exponents.firstIndex(of: decimals)!)
    }
    firstAnswer = [Int](repeating: 0, count: tests.count)
    for (place, test) in filter.tests.enumerated() where test.field.kind == .symbol {
      firstAnswer[place] = answers.count
      for symbol in 0..<UInt32(book.symbols.count) {
        answers.append(isText(book.symbols[symbol], test, book))
      }
    }
    for (place, test) in filter.tests.enumerated() where test.shape == .words {
      firstAnswer[place] = answers.count
      answers += book.hasName(filter.questions[Int(test.first)])
    }
  }

  /// Whether the filter holds for an account.
  @inline(__always)
  func holds(for account: FilteredAccount, _ facts: borrowing AccountFacts, _ book: borrowing Book)
    -> Bool
  {
    var place = entry
    while place < Filter.rejected {
      let test = tests[Int(place)]
      let holds =
        switch test.field.kind {
        case .text where test.shape == .words:
          answers[firstAnswer[Int(place)] + account.account]
        case .text: isText(account.text(test.field), test, book)
        case .symbol:
          answers[firstAnswer[Int(place)] + Int(account.number(test.field, facts))]
        case .money: isNumber(account.number(test.field, facts), test, account.currency)
        case .holdKinds: hasBits(account.number(test.field, facts), test)
        case .choice, .currency, .count, .date:
          isNumber(account.number(test.field, facts), test, nil)
        }
      place = holds ? test.onTrue : test.onFalse
    }
    return place == Filter.accepted
  }

  @inline(__always)
  private func isNumber(_ value: Int64, _ test: Filter.Test, _ currency: UInt8?) -> Bool {
    var first = Int(test.first)
    if let currency { first += Int(test.count) * Int(exponentPlace[Int(currency)]) }
    if test.shape == .range { return numbers[first] <= value && value <= numbers[first + 1] }
    var (low, high) = (first, first + Int(test.count))
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < first + Int(test.count) && numbers[low] == value
  }

  private func hasBits(_ value: Int64, _ test: Filter.Test) -> Bool {
    let first = Int(test.first)
    return value & numbers[first] != 0 || (value == 0 && numbers[first + 1] != 0)
  }

  private func isText(
    _ text: TextReference, _ test: Filter.Test, _ book: borrowing Book
  ) -> Bool {
    book.arena.withBytes(text) { bytes in
      if test.shape == .part { return parts[Int(test.first)].occurs(in: bytes) }
      let end = Int(test.first + test.count)
      var (low, high) = (Int(test.first), end)
      while low < high {
        let middle = (low + high) / 2
        if texts[middle].withUnsafeBytes({ precedes($0, bytes) }) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low < end && texts[low].withUnsafeBytes { !precedes(bytes, $0) }
    }
  }
}

/// An account to evaluate a filter for: a pointer to its row, and the row's number.
struct FilteredAccount {
  let row: UnsafePointer<AccountRow>
  let account: Int

  var currency: UInt8 { row.pointee.currencyByte }

  /// A field's value as a number: a symbol, the raw value of a choice, a day, or an amount in minor
  /// units.
  @inline(__always)
  func number(_ field: FilterField, _ facts: borrowing AccountFacts) -> Int64 {
    switch field {
    case .account, .name: 0
    case .kind: Int64(row.pointee.kindByte)
    case .currency: Int64(currency)
    case .collector: Int64(row.pointee.collector)
    case .portfolio: Int64(row.pointee.portfolio)
    case .client: Int64(row.pointee.client)
    case .terms: row.pointee.termsFormByte == 0 ? Int64(row.pointee.termsCount) : Filter.none
    case .creditLimit: facts.creditLimit(of: account, row)?.minor ?? Filter.none
    case .opened: Int64(row.pointee.openedOn.number)
    case .balance: facts.balance(of: account, row).minor
    case .unapplied: facts.unapplied(of: account, row).minor
    case .open: (facts.balance(of: account, row) + facts.unapplied(of: account, row)).minor
    case .pastDue: facts.pastDue[account].minor
    case .daysPastDue: Int64(max(0, facts.day - facts.oldestDue[account]))
    case .oldestDue: Self.number(facts.oldestDue[account])
    case .lastPayment: Self.number(facts.lastPayment[account])
    case .hold: facts.holds[account]
    case .role: Int64(facts.roles[account])
    case .queue: facts.work[account].queue.map { Int64($0.rawValue) } ?? Filter.none
    case .stage: Int64(facts.work[account].stage.rawValue)
    case .score: Int64(facts.work[account].score)
    case .disputed: facts.disputed[account].minor
    }
  }

  private static func number(_ day: Day) -> Int64 {
    day == AccountFacts.noDue || day == AccountFacts.noPayment ? Filter.none : Int64(day.number)
  }

  @inline(__always)
  func text(_ field: FilterField) -> TextReference {
    field == .account ? row.pointee.id : row.pointee.name
  }
}

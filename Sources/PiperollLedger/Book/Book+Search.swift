extension Book {
  /// An account found by its own name, or by a contact's.
  public struct NameMatch: Equatable, Sendable {
    public let account: UInt32
    /// The contact whose name it is; nil if it is the account's own.
    public let contact: UInt32?
    /// The earlier name that was found; nil: the name is of today.
    public var formerly: TextReference?
  }

  /// Finds the accounts whose name, or a contact's, has every word of the question in it, as
  /// `Folding` takes words for the same. Those that fit best come first (`NameQuestion.Fit`); among
  /// equals, own names before contacts', and what was recorded first before what came later.
  /// - Parameter selection: the accounts to look at; nil for all.
  public func search(
    _ question: String, max: Int, of selection: Selection? = nil
  ) -> [NameMatch] {
    let question = withUTF8(question) { NameQuestion($0) }
    var best = BestMatches(max: max)
    if question.isEmpty { return [] }
    forEachFit(of: question, in: accountNames(), &best) { account in
      selection?[account] ?? true ? NameMatch(account: account, contact: nil) : nil
    }
    forEachFit(of: question, in: contactNames(), &best) { contact in
      let account = contacts[contact].account
      return selection?[account] ?? true ? NameMatch(account: account, contact: contact) : nil
    }
    return best.inOrder
  }

  private func forEachFit(
    of question: NameQuestion, in pages: [[UInt8]], _ best: inout BestMatches,
    _ match: (UInt32) -> NameMatch?
  ) {
    for (page, bytes) in pages.enumerated() {
      bytes.withUnsafeBytes { bytes in
        var scan = NameScan(bytes, firstRow: UInt32(page * FoldedNames.rowsInPage))
        while let worst = best.worst, let (row, name) = scan.next(question.needle(worst)) {
          guard let fit = question.fit(name), fit <= worst, let match = match(row) else { continue }
          best.add(match, fit)
        }
      }
    }
  }

  /// For each account whether its name has every word of the question in it.
  func hasName(_ question: NameQuestion) -> [Bool] {
    var answers = [Bool](repeating: question.isEmpty, count: accounts.count)
    if question.isEmpty { return answers }
    for (page, bytes) in accountNames().enumerated() {
      bytes.withUnsafeBytes { bytes in
        var scan = NameScan(bytes, firstRow: UInt32(page * FoldedNames.rowsInPage))
        while let (row, name) = scan.next(question.needle(.parts)) {
          answers[Int(row)] = question.fit(name) != nil
        }
      }
    }
    return answers
  }
}

/// The best matches so far, each account once, by its best name.
private struct BestMatches {
  private let max: Int
  private var found: [[Book.NameMatch]] = [[], [], [], []]
  private var fitOfAccount: [UInt32: NameQuestion.Fit] = [:]
  /// The worst fit that can still be among the best; nil if none can. What comes later is behind
  /// all that fits as well.
  private(set) var worst: NameQuestion.Fit?

  init(max: Int) {
    self.max = max
    worst = max > 0 ? .parts : nil
  }

  /// The matches in their order.
  var inOrder: [Book.NameMatch] { Array(found.joined().prefix(max)) }

  mutating func add(_ match: Book.NameMatch, _ fit: NameQuestion.Fit) {
    if let earlier = fitOfAccount[match.account] {
      if earlier <= fit { return }
      found[earlier.rawValue].removeAll { $0.account == match.account }
    }
    found[fit.rawValue].append(match)
    fitOfAccount[match.account] = fit
    while let fit = worst, found[..<(fit.rawValue + 1)].reduce(0, { $0 + $1.count }) >= max {
      worst = NameQuestion.Fit(rawValue: fit.rawValue - 1)
    }
  }
}

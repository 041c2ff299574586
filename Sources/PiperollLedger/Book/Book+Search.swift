extension Book {
  /// An account found by its own name, or by a contact's.
  public struct NameMatch: Equatable, Sendable {
    public let account: UInt32
    /// The contact whose name it is; nil if it is the account's own.
    public let contact: UInt32?
    /// The name that was found, where the account or contact has another one in this book.
    public let formerly: TextReference?
  }

  /// Finds the accounts of which a name, or a contact's, has every word of the question in it, as
  /// `Folding` takes words for the same. Names that amendments gave or replaced are found too.
  /// Those that fit best come first (`NameQuestion.Fit`); among equals, names of today before
  /// others, own names before contacts', and what was recorded first before what came later.
  /// - Parameter selection: the accounts to look at; nil for all.
  /// - Parameter day: contacts that were added later are left out.
  /// - Parameter viewer: contacts that are not there for them are left out; nil: nobody asks.
  public func search(
    _ question: String, max: Int, of selection: Selection? = nil, on day: Day = .last,
    for viewer: Viewer? = nil
  ) -> [NameMatch] {
    let sample = FoldedNames.sample(of: accountNames())
    let question = withUTF8(question) { NameQuestion($0, sample: sample) }
    var best = BestMatches(max: max)
    if question.isEmpty { return [] }
    forEachFit(of: question, in: accountNames(), &best) { account in
      guard selection?[account] ?? true else { return [] }
      return [match(openingName(ofAccount: account), of: account, nil)]
    }
    forEachFit(of: question, in: contactNames(), &best) { contact in
      matches(openingName(ofContact: contact), of: contact, selection, day, viewer)
    }
    forEachFit(of: question, in: amendedNames(), &best) { change in
      let row = amendments[changes[change].amendment]
      let name = TextReference(word: changes[change].value)
      if row.contact != none { return matches(name, of: row.contact, selection, day, viewer) }
      return selection?[row.account] ?? true ? [match(name, of: row.account, nil)] : []
    }
    return best.inOrder
  }

  /// The accounts whose ids begin with a text, in small letters or capitals, in the order in which
  /// they were opened.
  /// - Parameter max: more of them are not looked for.
  public func accounts(beginningWith text: String, max: Int) -> [UInt32] {
    let wanted = text.utf8.map(Self.small)
    var found: [UInt32] = []
    for account in 0..<UInt32(accounts.count) where found.count < max {
      let fits = arena.withBytes(accounts[account].id) { id in
        id.count >= wanted.count
          && wanted.indices.allSatisfy { Self.small(id[$0]) == wanted[$0] }
      }
      if fits { found.append(account) }
    }
    return found
  }

  private static func small(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  /// The accounts that a contact leads to, as far as somebody may see it.
  private func matches(
    _ name: TextReference, of contact: UInt32, _ selection: Selection?, _ day: Day,
    _ viewer: Viewer?
  ) -> [NameMatch] {
    guard isThere(contact: contact, on: day) else { return [] }
    let home = contacts[contact].account
    if !hasPeople(home) {
      return selection?[home] ?? true ? [match(name, of: home, contact)] : []
    }
    if let viewer, isHidden(contact, from: viewer) { return [] }
    return links(of: contact, on: day).filter { selection?[$0.account] ?? true }.map {
      match(name, of: $0.account, contact)
    }
  }

  private func match(
    _ name: TextReference, of account: UInt32, _ contact: UInt32?
  ) -> NameMatch {
    let present = contact.map { contacts[$0].name } ?? accounts[account].name
    return NameMatch(
      account: account, contact: contact, formerly: name == present ? nil : name)
  }

  private func forEachFit(
    of question: NameQuestion, in pages: [[UInt8]], _ best: inout BestMatches,
    _ matches: (UInt32) -> [NameMatch]
  ) {
    for (page, bytes) in pages.enumerated() {
      bytes.withUnsafeBytes { bytes in
        var scan = NameScan(bytes, firstRow: UInt32(page * FoldedNames.rowsInPage))
        while let worst = best.worst, let name = scan.next(question.needle(worst)) {
          guard let fit = question.fit(name), fit <= worst else { continue }
          for match in matches(scan.row(of: name)) { best.add(match, fit) }
        }
      }
    }
  }

  /// For each account whether the name that it has in this book has every word of the question in
  /// it.
  func hasName(_ question: NameQuestion) -> [Bool] {
    var answers = [Bool](repeating: question.isEmpty, count: accounts.count)
    if question.isEmpty { return answers }
    forEachFit(of: question, in: accountNames()) { account in
      let name = accounts[account].name
      if openingName(ofAccount: account) == name { answers[Int(account)] = true }
    }
    forEachFit(of: question, in: amendedNames()) { change in
      let row = amendments[changes[change].amendment]
      // A contact's name is another text, even if it reads the same.
      let name = accounts[row.account].name
      if TextReference(word: changes[change].value) == name { answers[Int(row.account)] = true }
    }
    return answers
  }

  private func forEachFit(
    of question: NameQuestion, in pages: [[UInt8]], _ body: (UInt32) -> Void
  ) {
    for (page, bytes) in pages.enumerated() {
      bytes.withUnsafeBytes { bytes in
        var scan = NameScan(bytes, firstRow: UInt32(page * FoldedNames.rowsInPage))
        while let name = scan.next(question.needle(.parts)) {
          if question.fit(name) != nil { body(scan.row(of: name)) }
        }
      }
    }
  }
}

/// The best matches so far, each account once, by its best name.
private struct BestMatches {
  private let max: Int
  /// The matches by rank: for each fit those by names of today, and behind them the others.
  private var found = [[Book.NameMatch]](
    repeating: [], count: 2 * NameQuestion.Fit.allCases.count)
  private var rankOfAccount: [UInt32: Int] = [:]
  /// The worst rank that can still be among the best; nil if none can. What comes later is behind
  /// all of the same rank.
  private var worstRank: Int?

  init(max: Int) {
    self.max = max
    worstRank = max > 0 ? found.count - 1 : nil
  }

  /// The worst fit that can still be among the best; nil if none can.
  var worst: NameQuestion.Fit? { worstRank.flatMap { NameQuestion.Fit(rawValue: $0 / 2) } }

  /// The matches in their order.
  var inOrder: [Book.NameMatch] { Array(found.joined().prefix(max)) }

  mutating func add(_ match: Book.NameMatch, _ fit: NameQuestion.Fit) {
    let rank = fit.rawValue * 2 + (match.formerly == nil ? 0 : 1)
    guard let worst = worstRank, rank <= worst else { return }
    if let earlier = rankOfAccount[match.account] {
      if earlier <= rank { return }
      found[earlier].removeAll { $0.account == match.account }
    }
    found[rank].append(match)
    rankOfAccount[match.account] = rank
    while let worst = worstRank, found[...worst].reduce(0, { $0 + $1.count }) >= max {
      worstRank = worst == 0 ? nil : worst - 1
    }
  }
}

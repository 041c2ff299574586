import TestSupport
import Testing

@testable import PiperollLedger

/// Searches against a walk through all names, which compares them as strings.
@Suite struct SearchTests {
  private struct Name: Equatable {
    let account: UInt32
    let contact: UInt32?
    /// Folded, its words with blanks between them.
    let text: String
  }

  private static func words(_ text: String, _ signs: FoldedText.Signs) -> [String] {
    let bytes = withUTF8(text) { FoldedText($0, signs).bytes }
    return String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
  }

  /// All names in the order in which equals are shown: accounts' first.
  private static func names(of book: borrowing Book) -> [Name] {
    var names: [Name] = []
    for account in 0..<UInt32(book.accounts.count) {
      let text = words(book.text(book.accounts[account].name), .ofName).joined(separator: " ")
      names.append(Name(account: account, contact: nil, text: text))
    }
    for contact in 0..<UInt32(book.contacts.count) {
      let text = words(book.text(book.contacts[contact].name), .ofName).joined(separator: " ")
      names.append(Name(account: book.contacts[contact].account, contact: contact, text: text))
    }
    return names
  }

  private struct Question {
    let words: [[UInt8]]
    let whole: String

    init(_ text: String) {
      words = SearchTests.words(text, .ofQuestion).map { Array($0.utf8) }
      whole = SearchTests.words(text, .ofName).joined(separator: " ")
    }

    func fit(_ name: String) -> Int? {
      if name.utf8.elementsEqual(whole.utf8) { return 0 }
      if name.utf8.starts(with: whole.utf8) { return 1 }
      let parts = Array(name.utf8).split(separator: UInt8(ascii: " "))
      if words.allSatisfy({ word in parts.contains { $0.starts(with: word) } }) { return 2 }
      let isThere = words.allSatisfy { word in
        parts.contains { part in part.indices.contains { part[$0...].starts(with: word) } }
      }
      return isThere ? 3 : nil
    }
  }

  private static func naive(
    _ names: [Name], _ question: String, max: Int, _ isChosen: (UInt32) -> Bool
  ) -> [Book.NameMatch] {
    let question = Question(question)
    if question.words.isEmpty { return [] }
    var best: [UInt32: (fit: Int, place: Int)] = [:]
    for (place, name) in names.enumerated() where isChosen(name.account) {
      guard let fit = question.fit(name.text) else { continue }
      if fit < best[name.account]?.fit ?? 9 { best[name.account] = (fit, place) }
    }
    return best.values.sorted { ($0.fit, $0.place) < ($1.fit, $1.place) }.prefix(max).map {
      Book.NameMatch(account: names[$0.place].account, contact: names[$0.place].contact)
    }
  }

  /// A question that some name answers, probably: words of it, or parts of them.
  private static func question(_ random: inout SplitMix64) -> String {
    let words = SampleNames.name(&random).split(separator: " ").shuffled(using: &random)
    return words.prefix(1 + random.below(3)).map { word in
      let start = random.oneIn(2) ? 0 : random.below(word.count)
      return String(word.dropFirst(start).prefix(1 + random.below(5)))
    }.joined(separator: [" ", " ", "-", "'"][random.below(4)])
  }

  /// More than a page of names.
  private static func play(_ random: inout SplitMix64) -> Play {
    let play = Play()
    for number in 0..<1_100 {
      let fact = AccountOpened(
        account: "A-\(number)", kind: .trade, name: SampleNames.name(&random),
        collector: "c\(number % 3)")
      play.record(Fact(fact), on: 0)
      if random.oneIn(3) {
        let account = UInt64(random.below(number + 1) + 1)
        // The entry that opened the account has another number, because of contacts.
        let opened = play.book.accounts[UInt32(account - 1)].opened
        play.record(
          Fact(ContactAdded(account: opened, role: .debtor, name: SampleNames.name(&random))), on: 0
        )
      }
    }
    return play
  }

  @Test func `a search finds what a walk through all names finds, the best first`() throws {
    var random = SplitMix64(seed: 3)
    let play = Self.play(&random)
    let known = play.book.view(known: 1_300)
    let trial = play.book.trial()
    let (now, then) = (Self.names(of: play.book), Self.names(of: known))
    let selection = play.book.select(
      Filter.of(.collector, part: "C1"), asOf: Play.day(0))
    var (found, cut) = (0, 0)
    for _ in 0..<40 {
      let question = Self.question(&random)
      let max = [1, 3, 50][random.below(3)]
      let all = play.book.search(question, max: max)
      let ofThen = known.search(question, max: max)
      let ofTrial = trial.search(question, max: max)
      let ofSome = play.book.search(question, max: max, of: selection)
      #expect(all == Self.naive(now, question, max: max) { _ in true }, "\(question), \(max)")
      #expect(ofThen == Self.naive(then, question, max: max) { _ in true }, "\(question) as known")
      #expect(ofSome == Self.naive(now, question, max: max) { $0 % 3 == 1 }, "\(question) of some")
      #expect(ofTrial == all)
      let chosen = play.book.select(Filter.of(.name, part: question), asOf: Play.day(0))
      let asked = Question(question)
      let isFit = now.prefix(play.book.accounts.count).map {
        asked.words.isEmpty || asked.fit($0.text) != nil
      }
      #expect((0..<UInt32(isFit.count)).map { chosen[$0] } == isFit, "name ~ \(question)")
      found += all.isEmpty ? 0 : 1
      cut += all.count == max ? 1 : 0
    }
    #expect(found > 25 && cut > 8, "\(found) found something, \(cut) of them more than asked for")
  }

  @Test func `a name that was added since is found, and views keep what they had`() {
    let play = Play()
    func open(_ count: Int, _ name: String) {
      for _ in 0..<count {
        let id = "A-\(play.book.accounts.count)"
        play.record(Fact(AccountOpened(account: id, kind: .trade, name: name)), on: 0)
      }
    }
    open(1_000, "Old")
    let view = play.book.view()
    func accounts(_ book: borrowing Book, _ question: String, max: Int = 9) -> [UInt32] {
      book.search(question, max: max).map(\.account)
    }
    let before = accounts(view, "zoë")
    open(1, "ZOE")
    let (one, unseen) = (accounts(play.book, "zoë"), accounts(view, "zoë"))
    open(2_000, "Zoé and more")
    let (many, nobody) = (accounts(play.book, "zoë", max: 3), accounts(play.book, "zoë", max: 0))
    #expect(one == [1_000] && many == [1_000, 1_001, 1_002] && nobody == [])
    #expect(before == [] && unseen == [] && accounts(view, "zoë") == [])
    // A trial's rows are in nobody else's pages.
    var trial = play.book.trial()
    for number in 0..<200 {
      let fact = Fact(AccountOpened(account: "T-\(number)", kind: .trade, name: "Trial"))
      trial.apply([Entry(effective: Play.day(0), actor: "a", fact: fact)])
    }
    let (tried, real) = (accounts(trial, "trial", max: 300), accounts(play.book, "trial"))
    #expect(tried.count == 200 && real == [])
  }

  @Test func `long names and questions are found whole`() {
    let play = Play()
    let long = String(repeating: "lorem ipsum ", count: 600)
    play.record(Fact(AccountOpened(account: "A", kind: .trade, name: "x" + long)), on: 0)
    play.record(Fact(AccountOpened(account: "B", kind: .trade, name: long)), on: 0)
    #expect(play.book.search(long, max: 9).map(\.account) == [1, 0])
    #expect(play.book.search(long + "dolor", max: 9).isEmpty)
    let solid = String(repeating: "ab", count: 3_000)
    play.record(Fact(AccountOpened(account: "C", kind: .trade, name: solid)), on: 0)
    #expect(play.book.search(String(solid.dropFirst()), max: 9).map(\.account) == [2])
    #expect(play.book.search(solid + "a", max: 9).isEmpty)
  }
}

extension Filter {
  /// A filter of one comparison.
  fileprivate static func of(_ field: FilterField, part: String) -> Filter {
    var filter = Filter()
    let node = filter.add(field, part: Array(part.utf8))
    filter.finish(node, of: FilterTree())
    return filter
  }
}

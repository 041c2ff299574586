import TestSupport
import Testing

@testable import PiperollLedger

/// Searches against a walk through all names, which compares them as strings.
@Suite struct SearchTests {
  /// A name that an entry gave to an account or a contact.
  private struct Name: Equatable {
    let account: UInt32
    let contact: UInt32?
    let given: String
    let entry: EntryNumber
    /// The day from which it counts; nil: the account or contact began with it.
    let from: Int?
    /// Folded, its words with blanks between them.
    let text: String

    init(
      _ account: UInt32, _ contact: UInt32?, _ given: String, _ entry: EntryNumber, from: Int? = nil
    ) {
      (self.account, self.contact, self.given) = (account, contact, given)
      (self.entry, self.from) = (entry, from)
      text = words(given, .ofName).joined(separator: " ")
    }
  }

  /// What a walk finds: texts, so that it needs nothing of the book.
  private struct Found: Equatable {
    let account: UInt32
    let contact: UInt32?
    let formerly: String?
  }

  /// The names that entries gave, in the order in which equals are shown.
  private struct Names {
    private var ofAccounts: [Name] = []
    private var ofContacts: [Name] = []
    private var amended: [Name] = []

    mutating func add(_ name: Name) {
      if name.from != nil { return amended.append(name) }
      if name.contact == nil { ofAccounts.append(name) } else { ofContacts.append(name) }
    }

    /// The names that had been given by an entry, each with whether it counts on a day.
    func known(at entry: EntryNumber, on day: Int) -> [(name: Name, isPresent: Bool)] {
      let names = (ofAccounts + ofContacts + amended).filter { $0.entry <= entry }
      struct Owner: Hashable { let account: UInt32, contact: UInt32? }
      func order(_ name: Name) -> (Int, EntryNumber) { (name.from ?? -1, name.entry) }
      var present: [Owner: Name] = [:]
      for name in names where name.from ?? -1 <= day {
        let owner = Owner(account: name.account, contact: name.contact)
        if let other = present[owner], order(other) > order(name) { continue }
        present[owner] = name
      }
      return names.map {
        ($0, present[Owner(account: $0.account, contact: $0.contact)] == $0)
      }
    }
  }

  private static func words(_ text: String, _ signs: FoldedText.Signs) -> [String] {
    let bytes = withUTF8(text) { FoldedText($0, signs).bytes }
    return String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
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
    _ names: [(name: Name, isPresent: Bool)], _ question: String, max: Int,
    _ isChosen: (UInt32) -> Bool = { _ in true }
  ) -> [Found] {
    let question = Question(question)
    if question.words.isEmpty { return [] }
    typealias Rank = (fit: Int, formerly: Int, place: Int)
    var best: [UInt32: Rank] = [:]
    for (place, (name, isPresent)) in names.enumerated() where isChosen(name.account) {
      guard let fit = question.fit(name.text) else { continue }
      let rank = (fit, isPresent ? 0 : 1, place)
      if rank < best[name.account] ?? (9, 9, 9) { best[name.account] = rank }
    }
    return best.values.sorted(by: <).prefix(max).map {
      let (name, isPresent) = names[$0.place]
      return Found(
        account: name.account, contact: name.contact, formerly: isPresent ? nil : name.given)
    }
  }

  private static func search(
    _ book: borrowing Book, _ question: String, max: Int, of selection: Selection? = nil
  ) -> [Found] {
    var found: [Found] = []
    for match in book.search(question, max: max, of: selection) {
      let formerly = match.formerly.map { book.text($0) }
      found.append(Found(account: match.account, contact: match.contact, formerly: formerly))
    }
    return found
  }

  /// A question that some name answers, probably: words of it, or parts of them.
  private static func question(_ random: inout SplitMix64) -> String {
    let words = SampleNames.name(&random).split(separator: " ").shuffled(using: &random)
    return words.prefix(1 + random.below(3)).map { word in
      let start = random.oneIn(2) ? 0 : random.below(word.count)
      return String(word.dropFirst(start).prefix(1 + random.below(5)))
    }.joined(separator: [" ", " ", "-", "'"][random.below(4)])
  }

  /// More than a page of names and of changes, dated to and fro.
  private static func play(_ random: inout SplitMix64) -> (Play, Names) {
    let (play, collectors) = (Play(), 3)
    var names = Names()
    for number in 0..<1_100 {
      let name = SampleNames.name(&random)
      let fact = AccountOpened(
        account: "A-\(number)", kind: .trade, name: name, collector: "c\(number % collectors)")
      names.add(Name(UInt32(number), nil, name, play.record(Fact(fact), on: 0)))
      if random.oneIn(3) {
        let account = UInt32(random.below(number + 1))
        let name = SampleNames.name(&random)
        // The entry that opened the account has another number, because of contacts.
        let fact = ContactAdded(
          account: play.book.accounts[account].opened, role: .debtor, name: name)
        let contact = UInt32(play.book.contacts.count)
        names.add(Name(account, contact, name, play.record(Fact(fact), on: 0)))
      }
      if random.oneIn(2) { amend(play, &names, &random) }
    }
    return (play, names)
  }

  /// Amends an account or a contact: its name in most cases, and something else.
  private static func amend(_ play: Play, _ names: inout Names, _ random: inout SplitMix64) {
    var contact: UInt32?
    if random.oneIn(3), play.book.contacts.count > 0 {
      contact = UInt32(random.below(play.book.contacts.count))
    }
    let account =
      contact.map { play.book.contacts[$0].account }
      ?? UInt32(random.below(min(40, play.book.accounts.count)))
    let (name, day) = (SampleNames.name(&random), random.below(20))
    var changes = [Amended.Change(field: contact == nil ? .client : .email, text: name)]
    let isRenamed = !random.oneIn(4)
    if isRenamed {
      changes.append(
        Amended.Change(field: contact == nil ? .accountName : .contactName, text: name))
    }
    if random.oneIn(2) {
      changes.append(Amended.Change(field: contact == nil ? .terms : .role, number: 1))
    }
    let fact = Amended(
      account: play.book.accounts[account].opened,
      contact: contact.map { play.book.contacts[$0].entry } ?? 0,
      isAssignment: false, changes: changes)
    let entry = play.record(Fact(fact), on: day)
    if isRenamed { names.add(Name(account, contact, name, entry, from: day)) }
  }

  @Test func `a search finds what a walk through all names finds, the best first`() throws {
    var random = SplitMix64(seed: 3)
    let (play, names) = Self.play(&random)
    let (last, before) = (play.book.sequence, EntryNumber(1_700))
    let (now, then) = (names.known(at: last, on: 99), names.known(at: before, on: 10))
    let trial = play.book.trial()
    let known = play.book.view(known: before, masterDataOn: Play.day(10))
    let selection = play.book.select(Filter.of(.collector, part: "C1"), asOf: Play.day(20))
    var (found, cut, former) = (0, 0, 0)
    for _ in 0..<40 {
      let question = Self.question(&random)
      let max = [1, 3, 50][random.below(3)]
      let all = Self.search(play.book, question, max: max)
      let ofThen = Self.search(known, question, max: max)
      let ofTrial = Self.search(trial, question, max: max)
      let ofSome = Self.search(play.book, question, max: max, of: selection)
      #expect(all == Self.naive(now, question, max: max), "\(question), \(max)")
      #expect(ofThen == Self.naive(then, question, max: max), "\(question) as known")
      #expect(ofSome == Self.naive(now, question, max: max) { $0 % 3 == 1 }, "\(question) of some")
      #expect(ofTrial == all)
      let chosen = play.book.select(Filter.of(.name, part: question), asOf: Play.day(20))
      #expect(Self.accounts(chosen, play.book) == Self.named(question, now), "name ~ \(question)")
      let chosenThen = known.select(Filter.of(.name, part: question), asOf: Play.day(10))
      #expect(Self.accounts(chosenThen, known) == Self.named(question, then), "then: \(question)")
      found += all.isEmpty ? 0 : 1
      cut += all.count == max ? 1 : 0
      former += ofThen.contains { $0.formerly != nil } ? 1 : 0
    }
    #expect(found > 25 && cut > 8, "\(found) found something, \(cut) of them more than asked for")
    #expect(former > 5, "\(former) found former names")
  }

  private static func accounts(_ selection: Selection, _ book: borrowing Book) -> [UInt32] {
    (0..<UInt32(book.accounts.count)).filter { selection[$0] }
  }

  /// The accounts whose own names of the day have every word of a question.
  private static func named(
    _ question: String, _ names: [(name: Name, isPresent: Bool)]
  ) -> [UInt32] {
    let question = Question(question)
    return names.filter { name, isPresent in
      isPresent && name.contact == nil
        && (question.words.isEmpty || question.fit(name.text) != nil)
    }.map(\.name.account).sorted()
  }

  @Test func `an amendment since is found, and views made before find the name they had`() {
    let play = Play()
    var (random, names) = (SplitMix64(seed: 1), Names())
    func rename(_ account: Int, _ name: String) -> Entry {
      let fact = Amended(
        account: EntryNumber(account + 1), contact: 0, isAssignment: false,
        changes: [Amended.Change(field: .accountName, text: name)])
      return Entry(effective: Play.day(30), actor: "a", fact: Fact(fact))
    }
    for number in 0..<40 {
      let name = number == 0 ? "Zoë's Mill" : "Other"
      play.record(Fact(AccountOpened(account: "A-\(number)", kind: .trade, name: name)), on: 0)
    }
    let view = play.book.view()
    let before = Self.search(play.book, "zoe", max: 9)
    for _ in 0..<700 { Self.amend(play, &names, &random) }
    play.record(rename(0, "Xaver & Co").fact, on: 30)
    let present = [Found(account: 0, contact: nil, formerly: nil)]
    let former = [Found(account: 0, contact: nil, formerly: "Zoë's Mill")]
    let (after, ofView) = (Self.search(play.book, "ZOE", max: 9), Self.search(view, "zoe", max: 9))
    let (byNew, unseen) = (Self.search(play.book, "xaver", max: 9), view.search("xaver", max: 9))
    #expect(before == present && ofView == present && after == former)
    #expect(byNew == present && unseen.isEmpty)
    // A trial's amendments are in nobody else's pages.
    var trial = play.book.trial()
    trial.apply((0..<1_100).map { rename($0 % 40, "Trial \($0)") })
    let (tried, real) = (trial.search("trial", max: 99), play.book.search("trial", max: 99))
    #expect(tried.count == 40 && tried.allSatisfy { $0.formerly == nil } && real.isEmpty)
    for number in 0..<1_100 { play.record(rename(number % 40, "Real").fact, on: 30) }
    #expect(play.book.search("trial", max: 9).isEmpty && trial.search("real", max: 9).isEmpty)
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

/// What a user works: of which accounts LOOKUP NEXT offers them any. An empty list stands for all.
public struct UserWork: Equatable, Sendable {
  /// In the order of their numbers.
  public var queues: [DeskQueue]
  /// The languages that they speak, such as `es`, which covers `es-MX` too.
  public var languages: [String]
  public var portfolios: [String]

  /// The most languages and the most portfolios of a user: more than anybody speaks, and than a
  /// request has room for.
  public static let languagesMax = 20
  public static let portfoliosMax = 100

  /// All there is.
  public static let all = UserWork(queues: [], languages: [], portfolios: [])

  /// - Parameter queues: in any order.
  public init(queues: [DeskQueue], languages: [String], portfolios: [String]) {
    self.queues = Set(queues).map(\.rawValue).sorted().compactMap(DeskQueue.init)
    (self.languages, self.portfolios) = (languages, portfolios)
  }

  /// Whether they speak a language; one that is not known is anybody's.
  public func speaks(_ language: String) -> Bool {
    languages.isEmpty || language.isEmpty
      || languages.contains { language == $0 || language.hasPrefix("\($0)-") }
  }

  /// Whether they work a portfolio; an account without one is in none.
  public func isIn(_ portfolio: String) -> Bool {
    portfolios.isEmpty || portfolios.contains(portfolio)
  }

  /// A bit for each queue, by its number.
  var queueBits: UInt8 { queues.reduce(0) { $0 | 1 << $1.rawValue } }

  /// With commas between them: no name has one.
  var languagesText: String { languages.joined(separator: ",") }
  var portfoliosText: String { portfolios.joined(separator: ",") }

  /// What a row or an entry keeps; nil if a bit is no queue's.
  init?(queueBits: UInt8, languages: String, portfolios: String) {
    let known = UserWork(queues: DeskQueue.allCases, languages: [], portfolios: []).queueBits
    if queueBits & ~known != 0 { return nil }
    self.init(
      queues: DeskQueue.allCases.filter { queueBits & 1 << $0.rawValue != 0 },
      languages: languages.split(separator: ",").map(String.init),
      portfolios: portfolios.split(separator: ",").map(String.init))
  }
}

/// What a user works since an entry.
public struct UserWorkRow: BitwiseCopyable, Sendable {
  var languages: TextReference
  var portfolios: TextReference
  var entryWord: UInt32
  /// The user's row.
  var user: UInt32
  var queueBits: UInt64

  var entry: EntryNumber { EntryNumber(entryWord) }
}

/// What users work, in the order of recording; the last row of a user counts.
enum UserWorkTable: BookTable {
  typealias Row = UserWorkRow
  static var section: Section { Section(73, "work of users") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.nextEntry(row.entry, of: section)
      links.extents[UserTable.section].mustName(row.user)
      links.text(row.languages)
      links.text(row.portfolios)
      links.demand(
        UInt8(exactly: row.queueBits).flatMap {
          UserWork(queueBits: $0, languages: "", portfolios: "")
        } != nil)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that an entry said so of its user.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<UInt32(book.userWorks.count) {
      let row = book.userWorks[place]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .user && entry.subject == row.user, "work of a user \(row.entry): its entry")
    }
  }
}

extension Book {
  /// What a user works.
  public func work(ofUser name: String) -> UserWork {
    guard let user = findUser(name) else { return .all }
    var place = UInt32(userWorks.count)
    while place > 0 {
      place -= 1
      if userWorks[place].user == user { return work(userWorks[place]) }
    }
    return .all
  }

  /// What an entry said that its user works; nil if it said nothing of that.
  public func work(by number: EntryNumber) -> UserWork? {
    let place = userWorks.firstRow { $0.entry >= number }
    guard place < userWorks.count, userWorks[place].entry == number else { return nil }
    return work(userWorks[place])
  }

  private func work(_ row: UserWorkRow) -> UserWork {
    UserWork(
      queueBits: UInt8(row.queueBits), languages: text(row.languages),
      portfolios: text(row.portfolios))!
  }

  mutating func add(_ work: UserWork, of user: UInt32, by number: EntryNumber) {
    userWorks.append(
      UserWorkRow(
        languages: arena.append(work.languagesText), portfolios: arena.append(work.portfoliosText),
        entryWord: UInt32(number), user: user, queueBits: UInt64(work.queueBits)))
  }
}

/// A change of a user that says what they work.
struct UserChangedWithWork: Equatable, Sendable {
  var plain: UserChanged
}

extension UserChangedWithWork: WiderFact {
  static var code: FactCode { 66 }

  func put(to writer: inout EntryWriter) {
    plain.put(to: &writer)
    let work = plain.work ?? .all
    writer.put(work.queueBits)
    writer.put(work.languagesText)
    writer.put(work.portfoliosText)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    plain = try UserChanged(from: &reader)
    let (bits, languages, portfolios) = (
      try reader.take(UInt8.self), try reader.takeText(), try reader.takeText()
    )
    guard let work = UserWork(queueBits: bits, languages: languages, portfolios: portfolios),
      work.languagesText == languages, work.portfoliosText == portfolios
    else { throw .unknownValue }
    plain.work = work
  }
}

extension Fact {
  /// The change of a user that it is; nil if it is none.
  var userChange: UserChanged? {
    body(as: UserChanged.self) ?? body(as: UserChangedWithWork.self)?.plain
  }
}

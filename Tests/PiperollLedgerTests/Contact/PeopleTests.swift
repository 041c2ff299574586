import TestSupport
import Testing

@testable import PiperollLedger

/// Who a person is, how to reach them, where they lead and what they said, against a plain replay
/// of the entries in the order of their dates.
@Suite struct PeopleTests {
  /// What entries say of contacts: each replayed in turn, later ones over earlier ones.
  private struct Naive {
    struct Told {
      let entry: EntryNumber
      let day: Int
      let fact: PreferenceTold
      var isEnded = false
    }

    /// By contact: the standing of each point, by its text.
    var points: [EntryNumber: [String: String]] = [:]
    var mail: [EntryNumber: String] = [:]
    var roles: [EntryNumber: [EntryNumber: ContactRole]] = [:]
    var ties: [Set<EntryNumber>] = []
    var told: [Told] = []

    mutating func replay(_ fact: Fact, _ entry: EntryNumber, _ day: Int) {
      if let added = fact.body(as: ContactWithDetails.self)?.plain {
        roles[entry] = [added.account: added.role]
        points[entry] = [:]
        for phone in added.phones { points[entry]![phone.number.text] = "unsaid \(phone.kind)" }
        for email in added.details.emails {
          points[entry]![email.text] = word(.unsaid, email.isWork)
        }
        if !added.email.isEmpty { points[entry]![added.email] = word(.unsaid, false) }
      } else if let amended = fact.body(as: Amended.self) {
        for change in amended.changes { replay(change, amended) }
      } else if let link = fact.body(as: ContactLinked.self) {
        roles[link.contact]![link.account] = link.role
      } else if let tie = fact.body(as: ContactsTied.self) {
        if let other = tie.other {
          ties.append([tie.contact, other])
        } else {
          ties.removeAll { $0.contains(tie.contact) }
        }
      } else if let preference = fact.body(as: PreferenceTold.self) {
        told.append(Told(entry: entry, day: day, fact: preference))
      } else if let end = fact.body(as: Ended.self),
        let place = told.firstIndex(where: {
          $0.entry == end.entry
        })
      {
        told[place].isEnded = true
      }
    }

    private func word(_ state: PointState, _ isWork: Bool) -> String {
      "\(state) \(isWork ? "work" : "home")"
    }

    private mutating func replay(_ change: Amended.Change, _ amended: Amended) {
      let contact = amended.contact
      switch change.field {
      case .role:
        roles[contact]![amended.account] = ContactRole(rawValue: UInt8(change.number))!
      case .address: mail[contact] = change.text.isEmpty ? nil : "unsaid"
      case .mailState: mail[contact] = mail[contact].map { _ in "\(state(change))" }
      case .phone:
        let standing = PhoneStanding(word: change.number)!
        let number = PhoneNumber(digits: change.digits).text
        points[contact]![number] =
          standing.isKept ? "\(standing.state) \(standing.kind)" : nil
      case .emailState: replay(EmailStanding(word: change.number)!, "first@example.com", contact)
      case .emailPoint: replay(EmailStanding(word: change.number)!, change.text, contact)
      case .accountName, .terms, .client, .collector, .portfolio, .contactName, .email, .zone,
        .region, .language, .born, .ssn4, .collectionRole, .queue, .debt, .placed, .itemized,
        .barredFrom:
        break
      }
    }

    private mutating func replay(
      _ standing: EmailStanding, _ email: String, _ contact: EntryNumber
    ) {
      points[contact]![email] =
        standing.state.isKept ? word(standing.state, standing.isWork) : nil
    }

    private func state(_ change: Amended.Change) -> PointState {
      PointState(rawValue: UInt8(change.number))!
    }

    func person(_ contact: EntryNumber) -> [EntryNumber] {
      var all: Set<EntryNumber> = [contact]
      while let tie = ties.first(where: { !$0.isDisjoint(with: all) && !$0.isSubset(of: all) }) {
        all.formUnion(tie)
      }
      return all.sorted()
    }

    /// The preferences of a person and their states on a day.
    func states(_ person: [EntryNumber], _ day: Day) -> [String] {
      let own = told.filter { person.contains($0.fact.contact) }
      let standing = own.filter { !$0.isEnded && ($0.fact.until ?? .last) >= day }
      return own.map { one in
        if one.isEnded { return "\(one.entry) ended" }
        if (one.fact.until ?? .last) < day { return "\(one.entry) expired" }
        let later = standing.drop { $0.entry != one.entry }.dropFirst()
        let isOverruled = later.contains { opposes($0.fact, one.fact) }
        return "\(one.entry) \(isOverruled ? "overruled" : "inForce")"
      }
    }

    /// Whether the later of two takes back all of the earlier, by the table of the protocol.
    private func opposes(_ later: PreferenceTold, _ earlier: PreferenceTold) -> Bool {
      let isTimed = later.when != nil
      let verbs = "\(later.verb) \(earlier.verb)"
      let isOpposite =
        verbs == "allow stop" && later.source == .own || verbs == "stop allow"
        || verbs == "allow never" && isTimed && later.source == .own
        || verbs == "never allow" && earlier.when != nil || verbs == "never only"
        || verbs == "only never"
      let isOfPoint = later.point == nil || later.point == earlier.point
      let isOfTime = !isTimed || later.when == earlier.when
      let isOfChannel =
        later.channel == earlier.channel
        || later.channel == .all && (earlier.channel != .auto || later.verb == .stop)
        || later.verb == .stop && later.channel == .call && earlier.channel == .auto
      return isOpposite && isOfPoint && isOfTime && isOfChannel
    }
  }

  /// A random book of contacts, and its entries.
  private final class People {
    let play = Play()
    var random: SplitMix64
    var entries: [(fact: Fact, number: EntryNumber, day: Int)] = []
    static let contacts = 5

    init(seed: UInt64) {
      random = SplitMix64(seed: seed)
      for id in ["A", "B", "C"] {
        play.open(
          Model.Account(
            id: id, kind: "consumer", currency: "USD", collector: "", portfolio: "", client: ""))
      }
      for number in 0..<Self.contacts { add(number) }
      for _ in 0..<60 { step() }
    }

    private func record(_ fact: Fact?, on day: Int) {
      guard let fact else { return }
      entries.append((fact, play.record(fact, on: day), day))
    }

    private func add(_ number: Int) {
      var details = ContactDetails()
      details.language = "en"
      if number == 0 { details.emails = [ContactDetails.Email("w@example.com", isWork: true)] }
      record(
        play.book.decide(
          ContactAdded(
            account: play.book.accounts[number % 3].opened, role: .debtor, name: "N\(number)",
            email: "first@example.com", phones: phones(number % 3),
            details: details)), on: 0)
    }

    /// Numbers of a new contact, each once.
    private func phones(_ count: Int) -> [ContactAdded.Phone] {
      var phones: [ContactAdded.Phone] = []
      for _ in 0..<count {
        let phone = phone()
        if !phones.contains(where: { $0.number == phone.number }) { phones.append(phone) }
      }
      return phones
    }

    private func phone() -> ContactAdded.Phone {
      let digits = 12_125_550_100 + UInt64(random.below(4))
      return ContactAdded.Phone(
        number: PhoneNumber(digits: digits), kind: PhoneKind.allCases[random.below(4)])
    }

    private func email() -> String { ["first", "w", "x"][random.below(3)] + "@example.com" }

    private func step() {
      let day = 1 + random.below(20)
      let contact = UInt32(random.below(Self.contacts))
      let book = play.book.view()
      switch random.below(9) {
      case 0, 1, 2:
        record(try? book.decideAmendment(ofContact: contact, [wish()], on: Play.day(day)), on: day)
      case 3:
        let account = UInt32(random.below(3))
        let role = [ContactRole.spouse, .guarantor, nil][random.below(3)]
        record(book.decideLink(of: contact, to: account, as: role, on: Play.day(day)), on: day)
      case 4:
        let other = random.oneIn(3) ? nil : UInt32(random.below(Self.contacts))
        record(try? book.decideTie(of: contact, to: other, on: Play.day(day)), on: day)
      case 5:
        let told = entries.filter { $0.fact.body(as: PreferenceTold.self) != nil }
        guard let one = told.randomElement(using: &random) else { return }
        record(try? book.decideEnd(of: one.number, on: Play.day(day)), on: day)
      default:
        var fact = PreferenceTold(
          contact: book.contacts[contact].entry, PreferenceVerb.allCases[random.below(4)],
          [PreferenceChannel.all, .call, .email, .auto][random.below(4)])
        if random.oneIn(3) { fact.point = .email(email()) }
        if random.oneIn(2) { fact.when = WeekWindows(parsing: ["mon", "tue"][random.below(2)]) }
        if random.oneIn(4) { fact.source = .creditor }
        if random.oneIn(4) { fact.until = Play.day(day + random.below(9)) }
        record(try? book.decidePreference(fact, on: Play.day(day)), on: day)
      }
    }

    private func wish() -> ContactChange {
      let state = [PointState.good, .bad, .notTheirs, .dropped][random.below(4)]
      switch random.below(7) {
      case 0: return .add(phone())
      case 1: return .mark(.phone(phone().number), state)
      case 2: return .addEmail(ContactDetails.Email(email(), isWork: random.oneIn(2)))
      case 3: return .mark(.email(email()), state)
      case 4: return .address(["", "1 Elm St", "2 Elm St"][random.below(3)])
      case 5: return .mark(.mail, state)
      default: return .role([.debtor, .patient][random.below(2)])
      }
    }

    func naive(known: EntryNumber, _ day: Int) -> Naive {
      var naive = Naive()
      let counted = entries.filter { $0.number <= known && $0.day <= day }
      for one in counted.sorted(by: { ($0.day, $0.number) < ($1.day, $1.number) }) {
        naive.replay(one.fact, one.number, one.day)
      }
      return naive
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func `people are what a plain replay of their entries says, on any day and known at any entry`(
    seed: UInt64
  ) {
    let people = People(seed: seed)
    #expect(people.play.book.violations().isEmpty)
    for _ in 0..<12 {
      let known = EntryNumber(8 + people.random.below(Int(people.play.book.sequence) - 7))
      let day = people.random.below(24)
      let view = people.play.book.view(known: known)
      let naive = people.naive(known: known, day)
      for contact in 0..<UInt32(view.contacts.count) {
        compare(contact, view, naive, Play.day(day))
      }
    }
  }

  private func compare(_ contact: UInt32, _ view: borrowing Book, _ naive: Naive, _ day: Day) {
    let number = view.contacts[contact].entry
    let expected = naive.person(number)
    let all = view.contacts(ofPerson: contact, on: day)
    #expect(all.map { view.contacts[$0].entry } == expected)
    #expect(
      view.preferences(of: all, on: day).map { "\($0.preference.entry) \($0.state)" }
        == naive.states(expected, day))
    for account in 0..<UInt32(3) {
      let opened = view.accounts[account].opened
      #expect(view.role(of: contact, on: account, asOf: day) == naive.roles[number]![opened])
      let person = Person(view, contact: contact, on: account, asOf: day)
      let roles = expected.compactMap { naive.roles[$0]![opened] }
      #expect(person.roles.map { "\($0)" }.sorted() == roles.map { "\($0)" }.sorted())
      var found: [UInt32] = []
      view.forEachRole(on: account, asOf: day) { member, _ in found.append(member) }
      #expect(found.contains(contact) == (naive.roles[number]![opened] != nil))
    }
    var points: [String: String] = [:]
    var mail: String?
    let person = Person(view, contact: contact, on: 0, asOf: day)
    for point in person.points where point.contact == contact {
      switch point.point {
      case .phone(let number): points[number.text] = "\(point.state) \(point.phoneKind!)"
      case .email(let email):
        points[email] = "\(point.state) \(point.isWork ? "work" : "home")"
      case .mail: mail = "\(point.state)"
      }
    }
    #expect(points == naive.points[number]!)
    #expect(mail == naive.mail[number])
  }
}

/// What the book knows of a person at the end of a day: what the rules of contact ask for. In a
/// view of the past it is what was known then. It is of all contacts that are this person
/// (`POST LINK same-as=`), so that the limits of each hold for all.
public struct Person: Sendable {
  /// A way to reach the person.
  public struct Point: Equatable, Sendable {
    /// The row of the contact that it is of.
    public let contact: UInt32
    public let point: ContactPoint
    /// What kind of line it is; nil if it is no telephone number.
    public let phoneKind: PhoneKind?
    /// Whether it is one at work.
    public let isWork: Bool
    /// What is known of it: never dropped or absent.
    public let state: PointState
  }

  /// The rows of the contacts that are this person, in the order they were added.
  public let contacts: [UInt32]
  /// What they are to the account, the asked contact's first; empty if they have no role there.
  public let roles: [ContactRole]
  /// All ways to reach them, known to be wrong or not: for each contact its telephone numbers, its
  /// email addresses, its postal address.
  public let points: [Point]
  /// What was said of how they may be reached and is in force, in the order in which it was said.
  public let preferences: [Preference]
  /// Where they are known to be: the zone of each contact that has one.
  public let zones: [Zone]
  /// Where they live: the region of each contact that has one.
  public let regions: [Region]
  /// The language to speak with them, by the first contact that has one; empty if not known.
  public let language: String

  /// - Parameter account: the account about which they would be reached.
  public init(_ book: borrowing Book, contact: UInt32, on account: UInt32, asOf day: Day) {
    let all = book.contacts(ofPerson: contact, on: day)
    contacts = all
    var roles: [ContactRole] = []
    for own in [contact] + all.filter({ $0 != contact }) {
      if let role = book.role(of: own, on: account, asOf: day) { roles.append(role) }
    }
    self.roles = roles
    var points: [Point] = []
    for own in all { Self.add(own, day, book, to: &points) }
    self.points = points
    preferences = book.preferences(of: all, on: day).filter { $0.state == .inForce }
      .map(\.preference)
    var (zones, regions, language) = ([Zone](), [Region](), "")
    for own in all {
      guard let known = book.person(of: own, on: day) else { continue }
      if let zone = Zone(name: book.text(symbol: known.zone)) { zones.append(zone) }
      if let region = Region(code: book.text(symbol: known.region)) { regions.append(region) }
      if language.isEmpty { language = book.text(symbol: known.language) }
    }
    (self.zones, self.regions, self.language) = (zones, regions, language)
  }

  private static func add(
    _ contact: UInt32, _ day: Day, _ book: borrowing Book, to points: inout [Point]
  ) {
    book.forEachPhone(of: contact, on: day) { number, standing in
      points.append(
        Point(
          contact: contact, point: .phone(number), phoneKind: standing.kind,
          isWork: standing.kind == .work, state: standing.state))
    }
    book.forEachEmail(of: contact, on: day) { email, standing in
      points.append(
        Point(
          contact: contact, point: .email(book.text(email)), phoneKind: nil,
          isWork: standing.isWork, state: standing.state))
    }
    if book.contact(contact, on: day).address.isEmpty { return }
    points.append(
      Point(
        contact: contact, point: .mail, phoneKind: nil, isWork: false,
        state: book.mailState(ofContact: contact, on: day)))
  }

  /// What allows somebody else to be told of the debt (T11), where no later stop has taken it back:
  /// their own word to this desk, or a court's (12 CFR 1006.6(d)(1)).
  public func mayBeTold(_ other: UInt32, about account: UInt32) -> Preference? {
    var found: Preference?
    for said in preferences where said.isAbout(nil, account) {
      switch said.verb {
      case .allow
      where said.channel == .share && said.with == other
        && (said.source == .own || said.source == .court):
        found = said
      case .stop
      where said.channel == .all || said.channel == .share && said.with == other: found = nil
      case .stop, .allow, .never, .only: continue
      }
    }
    return found
  }
}

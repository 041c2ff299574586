/// What somebody has said to show who they are. It is compared, and never kept.
public struct ToldIdentity: Sendable {
  /// The postal code of their address.
  public var zip: String?
  public var born: Day?
  public var ssn4: LastFour?
  /// The beginning of their address: a number and a street.
  public var street: String?

  /// Nothing.
  public init() {}

  /// Whether a text may be a postal code: it has a digit.
  public static func isZip(_ text: String) -> Bool {
    text.utf8.contains { (0x30...0x39).contains($0) }
  }

  /// Whether a text has a number and a street's name.
  public static func isStreet(_ text: String) -> Bool { PostalAddress.isStreet(text) }

  /// What was said.
  public var factors: FactorSet {
    var told: FactorSet = []
    if zip != nil { told.insert(FactorSet(.zip)) }
    if born != nil { told.insert(FactorSet(.born)) }
    if ssn4 != nil { told.insert(FactorSet(.ssn4)) }
    if street != nil { told.insert(FactorSet(.street)) }
    return told
  }
}

/// What the book knows of a person by which they can show who they are.
struct KnownIdentity {
  private var born: [Day] = []
  private var ssn4: [LastFour] = []
  private var addresses: [PostalAddress] = []

  /// - Parameter contacts: the contacts that are the person.
  init(_ book: borrowing Book, _ contacts: [UInt32], on day: Day) {
    for contact in contacts {
      let known = book.person(of: contact, on: day)
      if let day = known?.born { born.append(day) }
      if let digits = known?.ssn4 { ssn4.append(digits) }
      let address = book.text(book.contact(contact, on: day).address)
      if !address.isEmpty { addresses.append(PostalAddress(address)) }
    }
  }

  /// What can be compared.
  var factors: FactorSet {
    var known: FactorSet = []
    if addresses.contains(where: \.hasZip) { known.insert(FactorSet(.zip)) }
    if !born.isEmpty { known.insert(FactorSet(.born)) }
    if !ssn4.isEmpty { known.insert(FactorSet(.ssn4)) }
    if addresses.contains(where: \.hasStreet) { known.insert(FactorSet(.street)) }
    return known
  }

  /// What of it was said rightly.
  func matched(_ told: ToldIdentity) -> FactorSet {
    var matched: FactorSet = []
    if let zip = told.zip, addresses.contains(where: { $0.hasZip(zip) }) {
      matched.insert(FactorSet(.zip))
    }
    if let day = told.born, born.contains(day) { matched.insert(FactorSet(.born)) }
    if let digits = told.ssn4, ssn4.contains(digits) { matched.insert(FactorSet(.ssn4)) }
    if let street = told.street, addresses.contains(where: { $0.hasStreet(street) }) {
      matched.insert(FactorSet(.street))
    }
    return matched
  }
}

/// An address in words, as people compare it: in any case, without marks and signs.
struct PostalAddress {
  /// The words of each line, or part between commas, but for the part with the postal code.
  private var streets: [[String]] = []
  /// The postal code in each form in which it may be said.
  private var zips: Set<String> = []

  init(_ text: String) {
    let parts = text.split { ",;\n".contains($0) }.map { Self.words(String($0)) }
    // The code stands last, or in front of the town: never at the beginning, where the house is.
    let coded = parts.indices.last { place in
      (place > 0 || parts.count == 1) && !Self.zips(in: parts[place], isFirst: place == 0).isEmpty
    }
    for (place, words) in parts.enumerated() {
      if place == coded { zips = Self.zips(in: words, isFirst: place == 0) }
      let isStreet = place != coded || place == 0
      if isStreet, Self.isStreet(words) { streets.append(words) }
    }
  }

  var hasZip: Bool { !zips.isEmpty }
  var hasStreet: Bool { !streets.isEmpty }

  /// Whether a postal code is its own. Of a ZIP+4 the first five digits are enough.
  func hasZip(_ told: String) -> Bool { zips.contains(Self.words(told).joined()) }

  /// Whether a text is the beginning of a line of it, with a number and a name.
  func hasStreet(_ told: String) -> Bool {
    let words = Self.words(told)
    return Self.isStreet(words) && streets.contains { $0.starts(with: words) }
  }

  /// Whether a text has a number and a street's name.
  static func isStreet(_ text: String) -> Bool { isStreet(words(text)) }

  /// A number and a name make a street.
  private static func isStreet(_ words: [String]) -> Bool {
    words.contains(where: hasDigit) && words.contains { $0.utf8.contains(where: isLetter) }
  }

  /// The postal code among the words of a part, in each form in which it may be said; empty if
  /// there is none. It is the last word with a digit, with what belongs to it: `97201-1234`,
  /// `SW1A 1AA`, `1012 AB`.
  private static func zips(in words: [String], isFirst: Bool) -> Set<String> {
    guard let last = words.lastIndex(where: hasDigit), last > 0 || !isFirst,
      !partsOfHouses.contains(words[0])
    else { return [] }
    let word = words[last]
    if last > 0, hasDigit(words[last - 1]) {
      let front = words[last - 1]
      if isNumber(word, digits: 4...4), isNumber(front, digits: 5...5) {
        return [front, front + word]
      }
      if word.count == 3, (2...4).contains(front.count), !isNumber(front, digits: 2...4) {
        return [front + word]
      }
    }
    if isNumber(word, digits: 4...4), last + 1 < words.count, words[last + 1].count == 2 {
      return [word, word + words[last + 1]]
    }
    return isNumber(word, digits: 4...7) || (5...8).contains(word.count) ? [word] : []
  }

  /// What a number behind is no postal code.
  private static let partsOfHouses: Set<String> = [
    "apt", "ste", "unit", "box", "po", "floor", "fl", "room", "rm", "building", "bldg",
  ]

  private static func isNumber(_ word: String, digits: ClosedRange<Int>) -> Bool {
    digits.contains(word.utf8.count) && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func hasDigit(_ word: String) -> Bool {
    word.utf8.contains { (0x30...0x39).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { !(0x30...0x39).contains(byte) }

  /// The words of a text as a search folds them, with the usual short forms for the long ones.
  private static func words(_ text: String) -> [String] {
    let folded = Array(text.utf8).withUnsafeBytes { FoldedText($0, .ofQuestion) }
    return folded.bytes.split(separator: FoldedText.blank).map {
      let word = String(decoding: $0, as: UTF8.self)
      return shortForms[word] ?? word
    }
  }

  /// What is said in full and written short, as the United States Postal Service writes it
  /// (Publication 28, appendix C1): those that are heard most.
  private static let shortForms = [
    "street": "st", "avenue": "ave", "road": "rd", "drive": "dr", "lane": "ln", "court": "ct",
    "boulevard": "blvd", "place": "pl", "square": "sq", "terrace": "ter", "circle": "cir",
    "parkway": "pkwy", "highway": "hwy", "apartment": "apt", "suite": "ste", "north": "n",
    "south": "s", "east": "e", "west": "w", "saint": "st",
  ]
}

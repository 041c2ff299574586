/// One step of dunning: when an item comes to it, and what is done then.
public struct DunningLevel: Equatable, Sendable {
  /// An item comes to it so many days past due.
  public let daysPastDue: Int
  /// And so many days after the letter about the item before it; 0 on the first level.
  public let daysBetween: Int
  /// By which means the letter may go; the first that is allowed is taken.
  public let channels: [ContactChannel]
  /// What the letter costs the debtor, in `currency`.
  public let fee: Money
  /// The currency of the fee: accounts of others are charged none.
  public let currency: Currency
  /// The letter.
  public let template: LetterName

  /// Reads `5:0:email+letter:0.00:reminder-1`, as a level stands behind its number.
  fileprivate init?(_ fields: [Substring]) {
    guard fields.count == 5, let days = Self.days(fields[0]), let gap = Self.days(fields[1]),
      let channels = Self.channels(fields[2]), let (fee, currency) = Self.fee(fields[3]),
      let template = LetterName(word: fields[4])
    else { return nil }
    (daysPastDue, daysBetween, self.channels) = (days, gap, channels)
    (self.fee, self.currency, self.template) = (fee, currency, template)
  }

  private static func days(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 4, text.utf8.allSatisfy(isDigit),
      let days = Int(text), days <= PolicyValue.daysMax
    else { return nil }
    return days
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The means that a letter can go by, by their words.
  private static let words: [(Substring, ContactChannel)] = [
    ("email", .email), ("letter", .letter),
  ]

  private static func channels(_ text: Substring) -> [ContactChannel]? {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    let channels = parts.compactMap { part in words.first { $0.0 == part }?.1 }
    return channels.count == parts.count && Set(channels).count == channels.count
      ? channels : nil
  }

  /// `10.00` is of US dollars, `10.00EUR` of another currency.
  private static func fee(_ text: Substring) -> (Money, Currency)? {
    let digits = text.prefix { isDigit($0.utf8.first!) || $0 == "." }
    let code = text.dropFirst(digits.count)
    guard let currency = code.isEmpty ? .usd : Currency(code: String(code)),
      let fee = try? Money(parsing: Array(digits.utf8), decimals: currency.decimals),
      fee >= .zero, fee <= .largest
    else { return nil }
    return (fee, currency)
  }

  fileprivate var text: String {
    let means = channels.compactMap { channel in Self.words.first { $0.1 == channel }?.0 }
    let money = fee.text(decimals: currency.decimals) + (currency == .usd ? "" : currency.code)
    return
      "\(daysPastDue):\(daysBetween):\(means.joined(separator: "+")):\(money):\(template.word)"
  }
}

/// The steps of dunning of a kind of account: the policy `dunning-levels`.
public struct DunningLevels: Equatable, Sendable {
  /// The first is level 1.
  public let levels: [DunningLevel]

  /// Nine: a level is told by one digit, and whoever did not answer nine letters does not read.
  public static let countMax = 9

  /// Reads `1:5:0:email+letter:0.00:reminder-1,2:20:14:letter:10.00:reminder-2`: of each level its
  /// number, the days past due, the days since the last letter, the means, the fee, the template.
  /// Nil if a level is none, or is out of its order.
  public init?(parsing text: String) {
    var levels: [DunningLevel] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let fields = part.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.first.map(String.init) == "\(levels.count + 1)",
        let level = DunningLevel(Array(fields.dropFirst())),
        levels.last.map({ $0.daysPastDue <= level.daysPastDue }) ?? true
      else { return nil }
      levels.append(level)
    }
    guard (1...Self.countMax).contains(levels.count) else { return nil }
    self.levels = levels
  }

  /// What such a policy looks like, for people.
  public static let formText = "level:days:days:email+letter:fee:template,..."

  /// As it was read.
  public var text: String {
    levels.enumerated().map { "\($0 + 1):\($1.text)" }.joined(separator: ",")
  }

  /// The level with a number from 1; nil above the last.
  public subscript(number: Int) -> DunningLevel? {
    levels.indices.contains(number - 1) ? levels[number - 1] : nil
  }
}

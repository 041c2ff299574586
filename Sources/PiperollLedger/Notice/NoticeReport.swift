/// The notices of a period by their levels, and the proof that none is lost and that their fees are
/// charged.
public struct NoticeReport: Sendable {
  /// What notices have in common that are counted together.
  public struct Key: Hashable, Sendable {
    /// The account's currency.
    public let currency: Currency
    /// The highest level.
    public let level: UInt8
    /// The means.
    public let channel: ContactChannel
    /// What they are for.
    public let template: LetterName
  }

  /// How many there are, and what they ask for.
  public struct Sum: Equatable, Sendable {
    /// How many notices.
    public internal(set) var count = 0
    /// What they ask for.
    public internal(set) var payNow = Money.zero
    /// What they cost the debtors.
    public internal(set) var fees = Money.zero
  }

  /// Whether the notices of a currency are what the entries of the period say.
  public struct Proof: Sendable {
    /// The currency of the accounts.
    public let currency: Currency
    /// How many notices there are, by their table.
    public internal(set) var notices = 0
    /// What they cost, by the same.
    public internal(set) var fees = Money.zero
    /// From the entries of the period.
    public internal(set) var entries = 0
    /// What the charges behind these entries come to.
    public internal(set) var charged = Money.zero

    /// Whether both say the same.
    public var isProved: Bool { notices == entries && fees == charged }
  }

  /// By currency, level, means and template.
  public private(set) var rows: [(key: Key, sum: Sum)] = []
  /// By currency.
  public private(set) var proofs: [Proof] = []

  /// The notices of a period.
  /// - Parameter isShown: by the account's row, which notices the report shows.
  public init(
    _ book: borrowing Book, from first: Day, asOf last: Day, isShown: (UInt32) -> Bool
  ) {
    var sums: [Key: Sum] = [:]
    for notice in 0..<UInt32(book.notices.count) {
      let row = book.notices[notice]
      guard first <= row.made, row.made <= last else { continue }
      let currency = book.accounts[row.account].currency
      let place = self.place(ofProof: currency)
      proofs[place].notices += 1
      proofs[place].fees += row.fee
      if !isShown(row.account) { continue }
      let key = Key(
        currency: currency, level: row.level, channel: row.channel, template: row.template)
      sums[key, default: Sum()].count += 1
      sums[key]?.payNow += row.payNow
      sums[key]?.fees += row.fee
    }
    for number in 0..<book.entries.count where book.entries[number].kind == .notice {
      let entry = book.entries[number]
      guard first <= entry.effective, entry.effective <= last else { continue }
      let place = self.place(ofProof: book.accounts[entry.account].currency)
      proofs[place].entries += 1
      let next = number + 1
      if next < book.entries.count, book.entries[next].isContinuation,
        book.entries[next].kind == .charge
      {
        proofs[place].charged += book.entries[next].effect
      }
    }
    rows = sums.map { ($0.key, $0.value) }.sorted {
      Self.order($0.key) < Self.order($1.key)
    }
    proofs.sort { $0.currency.code < $1.currency.code }
  }

  private static func order(_ key: Key) -> (String, UInt8, UInt8, UInt8) {
    (key.currency.code, key.level, key.channel.rawValue, key.template.rawValue)
  }

  private mutating func place(ofProof currency: Currency) -> Int {
    if let place = proofs.firstIndex(where: { $0.currency == currency }) { return place }
    proofs.append(Proof(currency: currency))
    return proofs.count - 1
  }
}

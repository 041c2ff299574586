import PiperollLedger

extension PromiseState: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .kept: "kept"
    case .ended: "ended"
    case .replaced: "replaced"
    case .open: "open"
    case .grace: "grace"
    case .partial: "partial"
    case .broken: "broken"
    }
  }
}

extension Arguments {
  /// The most promises of one request: a year of weeks.
  private static var duesMax: Int { 52 }

  /// Amounts and the days on which they are due: `250.00@fri,200.00@2026-12-11`.
  func dues(
    _ name: StaticString, _ currency: Currency
  ) throws(Failure) -> [(amount: Money, due: Day)] {
    var dues: [(amount: Money, due: Day)] = []
    let start = try startOfRelativeDates()
    for part in required(name).utf8.split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    {
      let halves = part.split(
        separator: UInt8(ascii: "@"), maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, let due = Day(parsing: halves[1], today: today, from: start) else {
        throw bad(
          name, "amounts and their days with commas between them: 250.00@fri,200@2026-12-11")
      }
      dues.append((try money(name, bytes: halves[0], currency), due))
    }
    if dues.count > Self.duesMax { throw bad(name, "at most \(Self.duesMax) of them") }
    return dues
  }

  /// Methods of payments with commas between them, or `no-method`.
  func methods(_ name: StaticString, _ text: String) throws(Failure) -> MethodSet {
    if text == MethodSet.empty { return MethodSet([]) }
    var methods: [PaymentMethod] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let method = PaymentMethod(word: String(word)) else {
        let words = PaymentMethod.words.joined(separator: " ")
        throw bad(name, "\(MethodSet.empty), or methods with commas between them: \(words)")
      }
      methods.append(method)
    }
    return MethodSet(methods)
  }
}

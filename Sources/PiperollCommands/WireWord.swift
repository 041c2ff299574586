import PiperollLedger

/// A choice of the ledger's with its words on the wire: the case's name, with `-` between its
/// parts.
protocol WireWord: CaseIterable, Equatable, Sendable {
  /// Each at the place of its case's number.
  static var words: [String] { get }
}

extension WireWord where Self: RawRepresentable<UInt8> {
  init?(word: String) {
    guard let place = Self.words.firstIndex(of: word) else { return nil }
    self.init(rawValue: UInt8(place))
  }

  /// The word, which stands at the place of the case's number.
  var word: String { Self.words[Int(rawValue)] }
}

/// `thirdParty` is `third-party`.
func words<Choice: CaseIterable & RawRepresentable<UInt8>>(of _: Choice.Type) -> [String] {
  // At the place of its number; a number that no case has is no word.
  var words = [String](repeating: "", count: Choice.allCases.map { Int($0.rawValue) + 1 }.max()!)
  for choice in Choice.allCases {
    words[Int(choice.rawValue)] = hyphenated("\(choice)")
  }
  return words
}

extension AccountKind: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension ContactRole: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension PhoneKind: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension AllocationOrder: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension Reason: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension LedgerAccount: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension ItemStatus: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension ItemKind: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension PaymentMethod: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension ReversalReason: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension CallDirection: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension CallResult: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension Role: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension LoanPeriod: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension DayCount: WireWord { static let words = ["actual/365", "30/360"] }
extension EntryKind: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension Grouping: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension Aging.Basis: WireWord { static let words = PiperollCommands.words(of: Self.self) }
extension FlowColumn: WireWord { static let words = PiperollCommands.words(of: Self.self) }

import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct BookBytesTests {
  private static let small: [UInt8] = {
    var random = RandomPlay(seed: 7)
    for _ in 0..<12 { random.step() }
    return encoded(random.play.book)
  }()

  private func decodes(_ bytes: [UInt8]) -> Bool {
    var source = ByteSource(bytes)
    do {
      _ = try Book(from: &source)
      return true
    } catch { return false }
  }

  @Test func `every truncation is refused`() {
    #expect(decodes(Self.small))
    for length in 0..<Self.small.count where decodes(Array(Self.small.prefix(length))) {
      Issue.record("the first \(length) bytes were taken for a book")
    }
  }

  @Test func `altered bytes are refused or read, and never trap`() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<3000 {
      var bytes = Self.small
      for _ in 0...random.below(3) {
        bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = decodes(bytes)
    }
  }

  /// Overwrites every word in turn, counts and sizes among them. A wrong count does not make the
  /// reader allocate much, because a table grows only with the bytes that fill it.
  @Test(arguments: [UInt64.max, 1 << 63, 1 << 40, 1 << 31, 0])
  func `no size in the bytes makes it reach for more than there is`(word: UInt64) {
    for place in stride(from: 0, to: Self.small.count - 8, by: 8) {
      var bytes = Self.small
      withUnsafeBytes(of: word.littleEndian) {
        bytes.replaceSubrange(place..<place + 8, with: $0)
      }
      _ = decodes(bytes)
    }
  }

  @Test func `another format is named`() {
    var bytes = Self.small
    bytes[0] = 99
    var source = ByteSource(bytes)
    #expect(throws: BookDecodingError.format(stored: 99)) { _ = try Book(from: &source) }
  }

}

/// A snapshot and the state hash contain the rows' bytes. A byte of padding in a row would hold
/// whatever was in memory.
@Suite struct RowTests {
  private func isPacked<Row>(_ row: Row) -> Bool {
    let fields = Mirror(reflecting: row).children.reduce(0) { $0 + Self.size($1.value) }
    return MemoryLayout<Row>.size == MemoryLayout<Row>.stride && fields == MemoryLayout<Row>.size
  }

  private static func size(_ field: Any) -> Int {
    func sizeOfType<Field>(_: Field) -> Int { MemoryLayout<Field>.size }
    return sizeOfType(field)
  }

  @Test func `no row has padding`() {
    let text = TextReference.empty
    let day = Day.first
    #expect(
      isPacked(
        AccountRow(
          id: text, name: text, creditLimitOrNone: .zero, openedWord: 0, termsCount: 0, kindByte: 0,
          currencyByte: 0, collector: 0, portfolio: 0, client: 0, openedOn: day)))
    #expect(
      isPacked(
        ContactRow(
          name: text, email: text, address: text, entry: 0, account: 0, roleWord: 0)))
    #expect(isPacked(PhoneRow(digits: 0, contact: 0, kindWord: 0)))
    #expect(
      isPacked(
        ItemRow(
          number: text, kind: .invoice, amount: .zero, entryWord: 0, date: day,
          previousOfAccount: 0)))
    #expect(
      isPacked(
        CreditRow(
          amount: .zero, unapplied: .zero, entry: 0, account: 0, date: day, previousOfAccount: 0,
          kindByte: 0, methodByte: 0, reasonByte: 0)))
    #expect(
      isPacked(
        ApplicationRow(
          amount: .zero, entry: 0, credit: 0, item: 0, effective: day, corrects: nil,
          previousOfCredit: 0, previousOfItem: 0)))
    #expect(isPacked(LegRow(entry: 0, account: 0)))
    #expect(isPacked(PairRow(item: 0, credit: 0)))
    #expect(
      isPacked(
        EntryRow(
          recorded: 0, effective: day, actor: 0, kind: .note, hasMemo: false, hasReference: false,
          isContinuation: false)))
    #expect(isPacked(MemoRow(entry: 0, text: text)))
    #expect(isPacked(CallRow(digits: 0, previousNote: 0, directionByte: 0, resultByte: 0)))
    #expect(
      isPacked(
        NoteRow(
          point: text, entryWord: 0, correctsWord: 0, dayOrNever: day, directionByte: 0, viaByte: 0,
          purposeByte: 0)))
    #expect(isPacked(ReferenceRow(name: text, payloadHash: 0, entry: 0)))
    #expect(isPacked(UserRow(name: text, passwordRecord: text, roleWord: 0)))
    #expect(isPacked(ControlRow(.usd)))
  }

  @Test func `no row of what was agreed or decided has padding`() {
    let text = TextReference.empty
    let day = Day.first
    #expect(isPacked(HeadRow(account: 0, chainWord: 0, newest: 0)))
    #expect(isPacked(RateRow(rate: .zero, from: day, entryWord: 0, previousOfAccount: 0)))
    #expect(isPacked(LateFeeRow(item: 0, due: day, previousOfAccount: 0)))
    #expect(isPacked(InterestRow(through: day, previousOfAccount: 0)))
    let terms = LoanTerms(principal: .zero, rate: .zero, instalments: 1, firstDue: day)
    #expect(isPacked(LoanRow(terms, instalment: .zero, item: 0, previousOfAccount: 0)))
    #expect(
      isPacked(
        HoldRow(
          source: text, entryWord: 0, account: 0, itemRow: 0, from: day, untilOrNever: day,
          previousOfAccount: 0, kindWord: 0)))
    #expect(
      isPacked(
        LimitRow(
          limitOrNone: .zero, openingOrNone: .zero, entryWord: 0, effective: day,
          previousOfAccount: 0, requestedBy: 0, reasonWord: 0)))
    #expect(
      isPacked(
        ServiceRow(
          amount: .zero, quantityWord: 0, code: 0, renderedBy: 0, account: 0, entryWord: 0,
          date: day, previousOfAccount: 0)))
    #expect(
      isPacked(
        DraftRow(
          number: text, amount: .zero, account: 0, entryWord: 0, dueOrNever: day,
          previousOfAccount: 0)))
    #expect(isPacked(LineRow(entry: 0, amount: .zero, code: 0, serviceRow: 0)))
    #expect(isPacked(AmountRow(entry: 0, amount: .zero)))
    #expect(
      isPacked(
        PolicyRow(
          number: 0, text: text, entryWord: 0, effective: day, policyByte: 0, scopeByte: 0,
          currencyByte: 0, isSetByte: 0)))
    #expect(
      isPacked(
        ApprovalRow(
          request: text, hashLow: 0, hashHigh: 0, amount: .zero, entryWord: 0, account: 0,
          effective: day, expires: day, needs: [], kindByte: 0, currencyByte: 0)))
    #expect(isPacked(CarriedOutRow(entry: 0, approval: 0)))
    #expect(isPacked(NoteTimeRow(at: 0, entryWord: 0)))
    #expect(
      isPacked(
        IdentificationRow(
          entryWord: 0, account: 0, contactWord: 0, matchedByte: 0, missedByte: 0,
          verifiedByte: 0)))
    #expect(
      isPacked(
        TaskRow(
          due: 0, entryWord: 0, account: 0, made: day, day: day, previousOfAccount: 0, user: 0,
          kindByte: 0, queueByte: 0, minuteByte: 0)))
    #expect(
      isPacked(
        UserChangeRow(
          entryWord: 0, user: 0, actByte: 0, roleByte: 0, formerRoleByte: 0, flags: 0)))
    #expect(
      isPacked(
        TemplateRow(
          text: text, entryWord: 0, effective: day, nameByte: 0, languageByte: 0, formatByte: 0)))
    #expect(
      isPacked(
        UserWorkRow(languages: text, portfolios: text, entryWord: 0, user: 0, queueBits: 0)))
  }

  @Test func `the check sees padding`() {
    struct Padded {
      var wide: UInt64 = 0
      var narrow: UInt8 = 0
    }
    struct Gap {
      var narrow: UInt32 = 0
      var wide: UInt64 = 0
      var last: UInt32 = 0
    }
    #expect(!isPacked(Padded()))
    #expect(!isPacked(Gap()))
  }
}

/// The time from one instalment of a loan to the next.
public enum LoanPeriod: UInt8, CaseIterable, Sendable {
  case month, week, fortnight, quarter

  /// The day that comes so many of them after another; in a shorter month its last.
  func day(_ count: Int, after first: Day) -> Day {
    switch self {
    case .week: first.advanced(days: count * 7)
    case .fortnight: first.advanced(days: count * 14)
    case .month: first.advanced(months: count)
    case .quarter: first.advanced(months: count * 3)
    }
  }
}

/// What a loan was granted on.
public struct LoanTerms: Equatable, Sendable {
  /// Fifty years of months: beyond it a number of instalments is a typing error.
  public static let instalmentsMax = 600

  /// What was lent.
  public var principal: Money
  /// The rate that it begins with.
  public var rate: InterestRate
  /// How its days count.
  public var dayCount: DayCount
  /// At least one.
  public var instalments: Int
  /// When the first is to be paid.
  public var firstDue: Day
  /// From one to the next.
  public var every: LoanPeriod

  public init(
    principal: Money, rate: InterestRate, dayCount: DayCount = .actual365, instalments: Int,
    firstDue: Day, every: LoanPeriod = .month
  ) {
    self.principal = principal
    self.rate = rate
    self.dayCount = dayCount
    self.instalments = instalments
    self.firstDue = firstDue
    self.every = every
  }

  /// When an instalment is to be paid, counted from 0.
  public func due(_ number: Int) -> Day { every.day(number, after: firstDue) }

  /// When the last one is.
  public var lastDue: Day { due(instalments - 1) }

  /// What is paid each time until nothing is left: the smallest amount with which the last
  /// instalment, which takes the rest, is no larger. Rounded up, it may pay a small loan before.
  public func equalInstalment(from granted: Day) -> Money {
    func last(_ instalment: Int64) -> Int64 {
      let schedule = LoanSchedule(self, from: granted, instalment: Money(minor: instalment))
      return schedule.instalments.last.map { $0.amount.minor } ?? 0
    }
    var (low, high) = (Int64(1), max(1, last(0)))
    while low < high {
      let middle = (low + high) / 2
      if last(middle) <= middle { high = middle } else { low = middle + 1 }
    }
    return Money(minor: low)
  }
}

extension LoanTerms: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(principal)
    writer.put(rate)
    writer.put(dayCount.rawValue)
    writer.put(UInt16(instalments))
    writer.put(firstDue)
    writer.put(every.rawValue)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    principal = try reader.takeMoney()
    rate = try reader.takeRate()
    dayCount = try reader.takeChoice()
    instalments = Int(try reader.take(UInt16.self))
    guard (1...Self.instalmentsMax).contains(instalments) else { throw .unknownValue }
    firstDue = try reader.takeDay()
    every = try reader.takeChoice()
  }
}

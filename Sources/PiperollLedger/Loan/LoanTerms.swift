/// The time from one instalment of a loan to the next.
public enum LoanPeriod: UInt8, CaseIterable, Sendable {
  case month, week, fortnight, quarter

  /// The day some periods after another; in a shorter month that month's last day.
  func day(_ count: Int, after first: Day) -> Day {
    switch self {
    case .week: first.advanced(days: count * 7)
    case .fortnight: first.advanced(days: count * 14)
    case .month: first.advanced(months: count)
    case .quarter: first.advanced(months: count * 3)
    }
  }
}

/// The terms that a loan was granted on.
public struct LoanTerms: Equatable, Sendable {
  /// Fifty years of months: a larger number of instalments is a typing error.
  public static let instalmentsMax = 600

  /// The amount lent.
  public var principal: Money
  /// The rate at the grant.
  public var rate: InterestRate
  /// How its days are counted.
  public var dayCount: DayCount
  /// How many instalments there are; at least one.
  public var instalments: Int
  /// The day on which the first instalment is due.
  public var firstDue: Day
  /// The time from one instalment to the next.
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

  /// The day on which an instalment is due.
  /// - Parameter number: the instalment, counted from 0.
  public func due(_ number: Int) -> Day { every.day(number, after: firstDue) }

  /// The day on which the last instalment is due.
  public var lastDue: Day { due(instalments - 1) }

  /// The amount of every instalment but the last: the smallest one with which the last instalment,
  /// which takes the rest, is no larger than the others. It is rounded up, so a small loan may be
  /// paid back earlier.
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

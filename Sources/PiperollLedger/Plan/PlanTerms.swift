/// What is to be paid by a plan, and when: a down payment, if there is one, and instalments.
public struct PlanTerms: Equatable, Sendable {
  /// Fifty years of months, as of loans: a larger number is a typing error.
  public static let instalmentsMax = LoanTerms.instalmentsMax

  /// A part of a plan: an amount and the day on which it is due.
  public struct Part: BitwiseCopyable, Equatable, Sendable {
    public var amount: Money
    public var due: Day

    public init(amount: Money, due: Day) {
      self.amount = amount
      self.due = due
    }
  }

  /// All that is to be paid.
  public var total: Money
  /// The down payment; nil for none.
  public var down: Part?
  /// How many instalments there are, without the down payment; at least one.
  public var instalments: Int
  /// The amount of every instalment but the last, which takes the rest.
  public var each: Money
  /// The day on which the first instalment is due.
  public var first: Day
  /// The time from one instalment to the next.
  public var every: LoanPeriod

  public init(
    total: Money, down: Part? = nil, instalments: Int, each: Money, first: Day,
    every: LoanPeriod = .month
  ) {
    self.total = total
    self.down = down
    self.instalments = instalments
    self.each = each
    self.first = first
    self.every = every
  }

  /// Its parts, in the order of their days.
  public var parts: [Part] {
    var left = total
    var parts: [Part] = []
    parts.reserveCapacity(instalments + 1)
    if let down {
      parts.append(down)
      left -= down.amount
    }
    for number in 0..<instalments {
      let amount = number == instalments - 1 ? left : min(each, left)
      parts.append(Part(amount: amount, due: every.day(number, after: first)))
      left -= amount
    }
    return parts
  }

  /// The day on which the last instalment is due.
  public var last: Day { every.day(instalments - 1, after: first) }
}

/// How the instalments of a plan are given: how many they are, or how much each is.
public enum PlanSize: Equatable, Sendable {
  case count(Int)
  case each(Money)
}

extension PlanTerms: FactCoding {
  /// No down payment is written as an amount of zero.
  func put(to writer: inout EntryWriter) {
    writer.put(total)
    writer.put(down?.amount ?? .zero)
    writer.put(down?.due ?? first)
    writer.put(UInt16(instalments))
    writer.put(each)
    writer.put(first)
    writer.put(every.rawValue)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    total = try reader.takeMoney()
    let down = Part(amount: try reader.takeMoney(), due: try reader.takeDay())
    self.down = down.amount == .zero ? nil : down
    instalments = Int(try reader.take(UInt16.self))
    guard (1...Self.instalmentsMax).contains(instalments) else { throw .unknownValue }
    each = try reader.takeMoney()
    first = try reader.takeDay()
    if self.down == nil, down.due != first { throw .unknownValue }
    every = try reader.takeChoice()
  }
}

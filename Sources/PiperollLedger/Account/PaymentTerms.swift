/// When an account has to pay: how the due date of an invoice follows from its date.
public struct PaymentTerms: Equatable, Sendable {
  /// From where the days or months are counted.
  public enum Form: UInt8, CaseIterable, Sendable {
    /// Days from the invoice's date: `30`.
    case days
    /// Days from the end of its month: `eom+30`, and `eom` with none.
    case monthEndThenDays
    /// Days from its date, and on to the end of that month: `30+eom`.
    case daysThenMonthEnd
    /// The end of a month that many months later: `eom+1m`.
    case monthEndThenMonths
  }

  /// From where it is counted.
  public var form: Form
  /// How many days; of `monthEndThenMonths`, how many months.
  public var count: UInt16

  public init(_ form: Form, count: UInt16) {
    self.form = form
    self.count = count
  }

  /// Thirty days.
  public static let usual = PaymentTerms(.days, count: 30)
  /// Ten years. A longer term is a typing error.
  public static let daysMax = 3650
  /// Ten years too.
  public static let monthsMax = 120

  /// The due date of what has a date.
  public func due(from date: Day) -> Day {
    switch form {
    case .days: date.advanced(days: Int(count))
    case .monthEndThenDays: date.endOfMonth.advanced(days: Int(count))
    case .daysThenMonthEnd: date.advanced(days: Int(count)).endOfMonth
    case .monthEndThenMonths: date.advanced(months: Int(count)).endOfMonth
    }
  }
}

// Their number, in the journal's amendments and in the rows of changes.
extension PaymentTerms {
  var word: UInt64 { UInt64(form.rawValue) << 16 | UInt64(count) }

  /// Nil if no terms have the number.
  init?(word: UInt64) {
    guard word >> 24 == 0, let form = Form(rawValue: UInt8(word >> 16)) else { return nil }
    self.init(form, count: UInt16(truncatingIfNeeded: word))
  }
}

// Their text, in requests and replies.
extension PaymentTerms {
  private static let monthEnd = "eom"

  /// `30`, `eom`, `eom+30`, `30+eom`, `eom+1m`.
  public var text: String {
    switch form {
    case .days: "\(count)"
    case .monthEndThenDays: count == 0 ? Self.monthEnd : "\(Self.monthEnd)+\(count)"
    case .daysThenMonthEnd: "\(count)+\(Self.monthEnd)"
    case .monthEndThenMonths: "\(Self.monthEnd)+\(count)m"
    }
  }

  /// Reads what `text` gives; nil if it is no such text.
  public init?(parsing text: String) {
    let halves = text.split(separator: "+", omittingEmptySubsequences: false)
    switch (halves.count, halves.first == "eom", halves.last == "eom") {
    case (1, true, _): self.init(.monthEndThenDays, count: 0)
    case (1, false, _): self.init(.days, text[...], max: Self.daysMax)
    case (2, true, false) where halves[1].hasSuffix("m"):
      self.init(.monthEndThenMonths, halves[1].dropLast(), max: Self.monthsMax)
    case (2, true, false): self.init(.monthEndThenDays, halves[1], max: Self.daysMax)
    case (2, false, true): self.init(.daysThenMonthEnd, halves[0], max: Self.daysMax)
    case (_, _, _): return nil
    }
  }

  private init?(_ form: Form, _ digits: Substring, max: Int) {
    // Swift's own reader also takes a sign.
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let count = Int(digits), count <= max
    else { return nil }
    self.init(form, count: UInt16(count))
  }
}

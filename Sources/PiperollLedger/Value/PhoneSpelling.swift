/// A telephone number as somebody wrote it, taken apart: its digits, and what tells how to read
/// them. The rule by which all commands read numbers is here and nowhere else.
///
/// A number is one of these, and what is none of them is refused, for it would only be guessed:
/// - `+` and a number with its calling code, of any country (E.164);
/// - the international prefix of the desk's country and such a number: `011 44 ...` in the United
///   States, `00 44 ...` in most other countries, and in those too whose own prefix is another one;
/// - a national number of the desk's country, with its trunk prefix if that country asks for one.
///
/// A zero behind the calling code, `+44 (0)20`, is the trunk prefix and is dropped, unless numbers
/// of that country begin with it, as in `+39 06`.
struct PhoneSpelling {
  /// An international prefix and the longest number.
  private static var digitsMax: Int { 19 }

  private var digits: UInt64 = 0
  private var count = 0
  private var hasPlus = false
  /// How many digits stand before the first blank or mark between digits.
  private var firstGroup = 0
  /// The extension behind the number.
  private(set) var ext = PhoneExtension.none

  /// Nil if the text has something that no number has.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        if count == Self.digitsMax { return nil }
        // So many digits fit in a machine word.
        digits = digits &* 10 &+ UInt64(digit)
        count &+= 1
        place &+= 1
        continue
      }
      switch byte {
      case UInt8(ascii: "+") where count == 0 && !hasPlus: hasPlus = true
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: "\t"):
        if firstGroup == 0 { firstGroup = count }
      default:
        guard count > 0, let ext = PhoneExtension(parsing: bytes[place...]) else { return nil }
        self.ext = ext
        return
      }
      place += 1
    }
  }

  /// The number, read at a desk of a country.
  func number(in country: Country) -> PhoneNumber? {
    if hasPlus { return Self.international(digits, count) }
    if country.isNorthAmerican {
      if count == 10 { return Self.northAmerican(digits) }
      if count == 11, digits / 10_000_000_000 == 1 {
        return Self.northAmerican(digits - 10_000_000_000)
      }
    }
    return prefixed(in: country.plan) ?? national(country.plan)
  }

  /// The number behind an international prefix; nil if it begins with none.
  private func prefixed(in plan: NumberingPlan) -> PhoneNumber? {
    let own = plan.international
    if own.isEmpty { return nil }
    if let number = number(behind: own) { return number }
    // Nearly the whole world dials 00. It is understood everywhere but where it begins the
    // country's own prefix, and where carriers have prefixes that begin with it.
    let usual = NumberingPlan.Prefix("00")
    return begins(with: usual) && !Self.begins(own.value, own.count, with: usual)
      ? number(behind: usual) : nil
  }

  private func number(behind prefix: NumberingPlan.Prefix) -> PhoneNumber? {
    guard begins(with: prefix) else { return nil }
    let left = count - prefix.count
    let rest = digits % Self.power(left)
    // `0117 496 0123` is no number behind 011: where the digits stand in groups, the prefix is one
    // of them, alone or with the whole calling code.
    if firstGroup > prefix.count, firstGroup < count {
      let code = firstGroup - prefix.count
      guard code <= 3, NumberingPlans.place(of: rest / Self.power(left - code)) != nil else {
        return nil
      }
    }
    return Self.international(rest, left)
  }

  private func national(_ plan: NumberingPlan) -> PhoneNumber? {
    if !plan.trunk.isEmpty, begins(with: plan.trunk) {
      let left = count - plan.trunk.count
      if let number = Self.number(digits % Self.power(left), left, plan) { return number }
    }
    guard plan.trunk.isEmpty || count >= plan.lengthWithoutTrunk ?? .max else { return nil }
    if plan.yieldsToNorthAmerica, count == 10, Self.northAmerican(digits) != nil { return nil }
    return Self.number(digits, count, plan)
  }

  private func begins(with prefix: NumberingPlan.Prefix) -> Bool {
    Self.begins(digits, count, with: prefix)
  }

  private static func begins(
    _ digits: UInt64, _ count: Int, with prefix: NumberingPlan.Prefix
  ) -> Bool {
    count > prefix.count && digits / power(count - prefix.count) == prefix.value
  }

  /// The number of a calling code and what follows it.
  private static func international(_ digits: UInt64, _ count: Int) -> PhoneNumber? {
    if count == 11, digits / 10_000_000_000 == 1 { return northAmerican(digits - 10_000_000_000) }
    for length in 1...3 where count > length {
      let (code, left) = (digits / power(count - length), count - length)
      guard code >= power(length - 1), let place = NumberingPlans.place(of: code) else { continue }
      let (plan, rest) = (NumberingPlans[place], digits % power(left))
      let hasTrunk = rest < power(left - 1) && !plan.keepsZero
      if !hasTrunk { return number(rest, left, plan) }
      return plan.trunk.count == 1 && plan.trunk.value == 0 ? number(rest, left - 1, plan) : nil
    }
    return nil
  }

  /// The number of a plan, without its trunk prefix.
  private static func number(
    _ digits: UInt64, _ count: Int, _ plan: NumberingPlan
  ) -> PhoneNumber? {
    guard plan.has(length: count), plan.keepsZero || digits >= power(count - 1) else { return nil }
    if plan.callingCode == 1 { return northAmerican(digits) }
    let number = plan.callingCode * power(count) + digits
    return number <= PhoneNumber.largest ? PhoneNumber(digits: number) : nil
  }

  /// A number of ten digits in North America. Area codes and exchanges begin with 2 to 9.
  @inline(__always)
  private static func northAmerican(_ digits: UInt64) -> PhoneNumber? {
    guard digits / 1_000_000_000 >= 2, digits / 1_000_000 % 10 >= 2 else { return nil }
    return PhoneNumber(digits: 10_000_000_000 + digits)
  }

  /// 10 to a power: the smallest number with one digit more.
  private static func power(_ exponent: Int) -> UInt64 {
    var power: UInt64 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}

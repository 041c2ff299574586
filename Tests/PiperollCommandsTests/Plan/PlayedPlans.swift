import PiperollLedger
import TestSupport

/// A naive count of one account's plans: it moves money a cent at a time, and looks at every day.
struct PlayedPlans {
  private struct Plan {
    let entry: EntryNumber, made: Day, isSettlement: Bool, acceptBy: Day?
    /// The cents and the days of its parts.
    var parts: [(cents: Int, due: Day)] = []
    var acceptance: (entry: EntryNumber, on: Day)?
    var end: (entry: EntryNumber, on: Day, isReplacement: Bool)?

    var total: Int { parts.reduce(0) { $0 + $1.cents } }
  }
  private struct Payment {
    let entry: EntryNumber, cents: Int, date: Day, counts: Bool
    var reversal: (entry: EntryNumber, on: Day)?
  }
  private var plans: [Plan] = []
  private var payments: [Payment] = []
  private var pending: (inout PlayedPlans, _ total: Int) -> Void = { _, _ in }

  /// Takes note of what was recorded.
  mutating func took(_ reply: String) {
    let total = reply.split(separator: " ").first { $0.hasPrefix("total=") }
    let change = pending
    change(&self, total.flatMap { Int($0.dropFirst(6).filter { $0 != "." }) } ?? 0)
  }

  private static func text(_ cents: Int) -> String {
    "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
  }

  /// The next line, which is taken note of once it was recorded.
  mutating func next(_ number: EntryNumber, on today: Day, _ random: inout SplitMix64) -> String {
    let cents = Int(random.next() % 200) + 1
    let back = today.advanced(days: -Int(random.next() % 3))
    switch random.next() % 9 {
    case 0, 1, 2: return plan(number, on: back, cents, &random)
    case 3 where !plans.isEmpty:
      let place = Int(random.next() % UInt64(plans.count))
      if plans[place].acceptBy != nil, random.next() % 2 == 0 {
        pending = { played, _ in played.plans[place].acceptance = (number, back) }
        return "POST SETTLEMENT C-1 accepts=\(plans[place].entry) date=\(back.text)"
      }
      pending = { played, _ in played.plans[place].end = (number, back, false) }
      return "POST END \(plans[place].entry) date=\(back.text) -- why"
    case 4 where !payments.isEmpty:
      let place = Int(random.next() % UInt64(payments.count))
      pending = { played, _ in played.payments[place].reversal = (number, back) }
      return "POST REVERSE \(payments[place].entry) reason=nsf date=\(back.text)"
    default:
      let counts = random.next() % 5 > 0
      pending = { played, _ in
        played.payments.append(
          Payment(entry: number, cents: cents, date: back, counts: counts))
      }
      let method = counts ? "card" : "agency"
      return "POST PAYMENT C-1 \(Self.text(cents)) method=\(method) date=\(back.text)"
    }
  }

  private mutating func plan(
    _ number: EntryNumber, on made: Day, _ cents: Int, _ random: inout SplitMix64
  ) -> String {
    let first = made.advanced(days: Int(random.next() % 6))
    let count = Int(random.next() % 3) + 1
    let down = random.next() % 3 == 0 ? Int(random.next() % 40) + 1 : 0
    let isSettlement = random.next() % 2 == 0
    let acceptBy =
      isSettlement && random.next() % 2 == 0
      ? made.advanced(days: min(Int(random.next() % 4), first - made)) : nil
    let replaced = plans.indices.last { plans[$0].end == nil }
    pending = { played, total in
      var plan = Plan(entry: number, made: made, isSettlement: isSettlement, acceptBy: acceptBy)
      var left = total
      if down > 0 {
        plan.parts.append((down, made))
        left -= down
      }
      let each = (left + count - 1) / count
      for place in 0..<count {
        plan.parts.append((min(each, left), first.advanced(days: 7 * place)))
        left -= min(each, left)
      }
      if let replaced { played.plans[replaced].end = (number, made, true) }
      played.plans.append(plan)
    }
    let amount = isSettlement ? "SETTLEMENT C-1 \(Self.text(cents))" : "PLAN C-1"
    var line = "POST \(amount) instalments=\(count) first=\(first.text) every=week"
    line += " date=\(made.text)"
    if down > 0 { line += " down=\(Self.text(down))@\(made.text)" }
    if let acceptBy { line += " accept-by=\(down > 0 ? made.text : acceptBy.text)" }
    if down > 0, acceptBy != nil {
      let change = pending
      pending = { played, total in
        change(&played, total)
        let last = played.plans.removeLast()
        played.plans.append(
          Plan(
            entry: last.entry, made: made, isSettlement: true, acceptBy: made, parts: last.parts))
      }
    }
    if let replaced { line += " replaces=\(plans[replaced].entry)" }
    return line
  }

  /// What each plan had got by the end of a day, and whether it was no mere offer then.
  /// - Parameter last: the day of the last payment that is asked for.
  private func got(
    on day: Day, known: EntryNumber, paidBy last: Day = .last
  ) -> [(cents: Int, isAgreed: Bool)] {
    var got = plans.map { plan in
      let said = plan.acceptance.map { $0.entry <= known && $0.on <= day } ?? false
      return (cents: 0, isAgreed: plan.acceptBy == nil || said)
    }
    let money = payments.filter { payment in
      payment.entry <= known && payment.date <= min(day, last) && payment.counts
        && !(payment.reversal.map { $0.entry <= known && $0.on <= day } ?? false)
    }
    for payment in money.sorted(by: { ($0.date, $0.entry) < ($1.date, $1.entry) }) {
      for _ in 0..<payment.cents {
        let places = plans.indices.sorted {
          (plans[$0].made, plans[$0].entry) < (plans[$1].made, plans[$1].entry)
        }
        let taker = places.first { place in
          let plan = plans[place]
          guard plan.entry <= known, plan.made <= day, got[place].cents < plan.total else {
            return false
          }
          if let end = plan.end, end.entry <= known,
            (payment.date, payment.entry) >= (end.on, end.entry)
          {
            return false
          }
          return (payment.date, payment.entry) > (plan.made, plan.entry)
            && (got[place].isAgreed || payment.date <= plan.acceptBy!)
        }
        guard let taker else { break }
        got[taker].cents += 1
        got[taker].isAgreed = true
      }
    }
    return got
  }

  private func missed(_ place: Int, on day: Day, known: EntryNumber) -> Int {
    let plan = plans[place]
    var (due, missed) = (0, 0)
    for part in plan.parts {
      due += part.cents
      let last = until(part.due, plan)
      if day <= last { continue }
      let got = got(on: day, known: known, paidBy: plan.isSettlement ? last : .last)
      if got[place].cents < due - (plan.isSettlement ? 0 : 5) { missed += 1 }
    }
    return missed
  }

  func states(on day: Day, known: EntryNumber) -> [String] {
    var failed = [EntryNumber: Day]()
    let firstDay = plans.map(\.made).min() ?? day
    for asked in stride(from: firstDay.number, through: day.number, by: 1).map({ Day(number: $0) })
    {
      let got = got(on: asked, known: known)
      for (place, plan) in plans.enumerated()
      where failed[plan.entry] == nil && plan.made <= asked && got[place].isAgreed {
        if let end = plan.end, end.entry <= known, end.on <= asked { continue }
        if missed(place, on: asked, known: known) >= (plan.isSettlement ? 1 : 2) {
          failed[plan.entry] = asked
        }
      }
    }
    let got = got(on: day, known: known)
    return plans.indices.filter { plans[$0].entry <= known && plans[$0].made <= day }.map { place in
      let (plan, cents) = (plans[place], got[place].cents)
      let end = plan.end.flatMap { $0.entry <= known && $0.on <= day ? $0 : nil }
      let failure = failed[plan.entry]
      let late = missed(place, on: day, known: known)
      let needed = plan.isSettlement ? plan.total : max(1, plan.total - 5)
      let state =
        if cents >= needed, !plan.isSettlement || failure == nil {
          "paid"
        } else if let end {
          end.isReplacement ? "replaced" : "ended"
        } else if !got[place].isAgreed {
          day <= plan.acceptBy! ? "offered" : "lapsed"
        } else if plan.isSettlement {
          failure != nil ? "broken" : isLate(plan, cents, on: day) ? "grace" : "accepted"
        } else {
          failure != nil ? "default" : late > 0 ? "behind" : "current"
        }
      let shown = ["current", "behind", "default", "accepted", "grace"].contains(state) ? late : 0
      return "\(state) \(Self.text(cents)) \(shown) \(failure?.text ?? "\\N")"
    }
  }

  private func isLate(_ plan: Plan, _ cents: Int, on day: Day) -> Bool {
    var due = 0
    return plan.parts.contains { part in
      due += part.cents
      return part.due < day && cents < due
    }
  }

  /// Five days, or five work days of the weeks around Thanksgiving Day and Christmas Day of 2026.
  private func until(_ due: Day, _ plan: Plan) -> Day {
    if !plan.isSettlement { return due.advanced(days: 5) }
    var (day, left) = (due, 5)
    while left > 0 {
      day = day.advanced(days: 1)
      let weekday = (Int(day.number) + 3) % 7
      if weekday < 5, !["2026-11-26", "2026-12-25"].contains(day.text) { left -= 1 }
    }
    return day
  }
}

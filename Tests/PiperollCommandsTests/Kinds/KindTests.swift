import PiperollLedger
import TestSupport
import Testing

/// What is asked of every kind of entry (`EntryKind.answers`).
@Suite struct KindTests {
  /// The reports that are held against each other, each as of some days.
  private static let reports = [
    "REPORT AGING by=account", "REPORT CONTROL", "REPORT UNVERIFIED by=account",
    "REPORT CREDIT by=account",
  ]

  private static let rows: [(kind: EntryKind, row: KindRow)] = EntryKind.allCases.compactMap {
    guard case .row(let row) = $0.answers else { return nil }
    return ($0, row)
  }

  /// A desk with what comes before a row's line.
  private func desk(_ row: KindRow) -> Desk {
    let desk = Desk()
    for line in KindRow.first + row.before { run(line, on: desk) }
    return desk
  }

  /// Runs a line that must be taken.
  @discardableResult
  private func run(_ line: String, on desk: Desk) -> String {
    let isOperator = line.hasPrefix("olga: ")
    let reply = desk.run(
      isOperator ? String(line.dropFirst(6)) : line, by: isOperator ? "olga" : "maria",
      isOperator ? .operator : .admin)
    #expect(["201", "264"].contains(code([reply])), "\(line): \(reply)")
    return reply
  }

  /// What the reports say of some days, without what the number of entries changes, and without
  /// rows of zeros: a total has one for a currency of which something was reversed.
  private func says(_ desk: Desk) -> [String] {
    var said: [String] = []
    for number in [1, 4, 7, 8, 9, 10, 11, 20] {
      for report in Self.reports {
        let reply = desk.run("\(report) as-of=2026-11-\(number < 10 ? "0" : "")\(number)")
        said += masked(reply).filter { $0.wholeMatch(of: /[A-Z]{3}(\t0(\.00)?)+/) == nil }
          .map { $0.replacing(/\ (rows|closed)=\S+/, with: "") }
      }
    }
    return said
  }

  private func masked(_ reply: [String]) -> [String] {
    reply.map { $0.replacing(/\ (known|rev)=\S+/, with: "") }
  }

  @Test func `each kind's line records an entry of the kind`() {
    for (kind, row) in Self.rows {
      let desk = desk(row)
      run(row.line, on: desk)
      #expect(desk.book.entry(desk.book.sequence)?.kind == kind, "\(kind)")
    }
  }

  @Test func `random desks have entries of each kind, but for some`() {
    let rare: [EntryKind: String] = [
      .user: "the session makes users",
      .close: "all that is dated back would wait",
      .reage: "it always waits",
      .notice: "POST DUN sends letters where a policy says so",
      .template: "it comes with a block",
    ]
    var kinds: Set<EntryKind> = []
    for seed in UInt64(0)..<12 {
      var random = SplitMix64(seed: seed)
      let desk = Desk.random(&random)
      for number in 1...desk.book.sequence { kinds.insert(desk.book.entry(number)!.kind) }
    }
    let missing = Set(EntryKind.allCases).subtracting(kinds).subtracting(rare.keys)
    #expect(missing.isEmpty)
    #expect(kinds.isDisjoint(with: rare.keys))
  }

  @Test func `order: what comes first makes no difference`() {
    for (kind, row) in Self.rows {
      guard case .either(let other) = row.order else { continue }
      let (first, second) = (desk(row), desk(row))
      for line in [other, row.line] { run(line, on: first) }
      for line in [row.line, other] { run(line, on: second) }
      #expect(says(first) == says(second), "\(kind)")
    }
  }

  @Test func `day: nothing is used before it is there`() {
    for (kind, row) in Self.rows {
      let desk = desk(row)
      switch row.day {
      case .refused(let line, let rule):
        let reply = desk.run(line).first ?? ""
        #expect(reply.hasPrefix("550 INVALID rule=\(rule) "), "\(kind): \(reply)")
      case .waits(let line): run(line, on: desk)
      case .no: run(row.line, on: desk)
      }
      for number in -10...40 {
        let day = desk.today.advanced(days: -number)
        #expect(desk.impossibilities(on: day).isEmpty, "\(kind) on \(day.text)")
      }
      #expect(desk.book.violations().isEmpty)
    }
  }

  @Test func `reversal: all is as it was, or it is refused`() {
    for (kind, row) in Self.rows {
      let desk = desk(row)
      let before = says(desk)
      run(row.line, on: desk)
      let reply = desk.run(
        "POST REVERSE \(desk.book.sequence) reason=error date=2026-11-10", by: "maria", .admin)
      switch row.reversal {
      case .undone:
        #expect(reply.hasPrefix("201 "), "\(kind): \(reply)")
        #expect(says(desk) == before, "\(kind)")
      case .refused:
        #expect(reply.hasPrefix("550 INVALID rule=entry_not_reversible"), "\(kind): \(reply)")
      }
      #expect(kind.isReversible == (row.reversal == .undone), "\(kind)")
    }
  }

  @Test func `limit: above it an operator's line waits`() {
    for (kind, row) in Self.rows {
      let desk = desk(row)
      if case .need(let policy) = row.limit {
        run("POST POLICY \(policy) 1.00 role=operator date=2026-11-01", on: desk)
      }
      let line = row.line.hasPrefix("olga: ") ? String(row.line.dropFirst(6)) : row.line
      let reply = desk.run(line, by: "olga", .operator)
      switch row.limit {
      case .need(let policy): #expect(reply.contains(" need=\(policy) "), "\(kind): \(reply)")
      case .no: #expect(!reply.contains(" need="), "\(kind): \(reply)")
      }
    }
  }

  @Test func `closed period and pending: nothing changes until it is approved, and then all does`()
  {
    for (kind, row) in Self.rows {
      let (desk, open) = (desk(row), desk(row))
      run("POST CLOSE 2026-11-15", on: desk)
      let before = says(desk)
      if case .no = row.closed { continue }
      let reply = run(row.line, on: desk)
      guard case .waits = row.closed else {
        #expect(reply.hasPrefix("201 "), "\(kind): \(reply)")
        continue
      }
      #expect(reply.contains(" need=closed-period"), "\(kind): \(reply)")
      #expect(says(desk) == before, "\(kind) while it waits")
      let approved = desk.run("POST APPROVE \(desk.book.sequence)", by: "tom", .admin)
      #expect(approved.hasPrefix("201 "), "\(kind): \(approved)")
      run(row.line, on: open)
      #expect(says(desk) == says(open), "\(kind) once it was approved")
    }
  }

  @Test func `views of the past: it is seen from its date and from its recording on`() {
    for (kind, row) in Self.rows {
      let desk = desk(row)
      let known = desk.book.sequence
      let before = (now: desk.run(row.look), then: desk.run("\(row.look) as-of=2026-11-09"))
      run(row.line, on: desk)
      let after = masked(desk.run("\(row.look) known=\(known)"))
      #expect(after == masked(before.now), "\(kind) known")
      #expect(masked(desk.run(row.look)) != masked(before.now), "\(kind) is not seen")
      guard case .shown = row.past else { continue }
      let then = masked(desk.run("\(row.look) as-of=2026-11-09"))
      #expect(then == masked(before.then), "\(kind) as of the day before")
    }
  }
}

extension Desk {
  /// Runs a line of a user, and returns the status line.
  fileprivate func run(_ line: String, by user: String, _ role: Role) -> String {
    (self.user, self.role) = (user, role)
    defer { (self.user, self.role) = ("maria", .admin) }
    return run(line).first ?? ""
  }
}

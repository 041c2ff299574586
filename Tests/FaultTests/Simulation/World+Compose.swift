// What the clients ask.

extension World {
  /// What a client asks that only looks.
  func question() -> Request {
    let account = chance(Self.accounts)
    switch chance(8) {
    case 0..<2: return .account(account)
    case 2..<4: return .history(account)
    case 4..<6: return .opening(account)
    case 6: return model.writes.isEmpty ? .verify : .reference(chance(model.writes.count))
    default: return .verify
    }
  }

  /// The next requests of a client, by chance: a list, or one.
  func compose() -> [Request] {
    switch chance(26) {
    case 0: list(chance(Self.accounts))
    case 1: again()
    case 2: reaging(chance(Self.accounts))
    default: [single()]
    }
  }

  private func single() -> Request {
    let account = chance(Self.accounts)
    switch chance(45) {
    case 0..<2: return .write(opening(account))
    case 2..<6: return .write(invoice(account))
    case 6..<11: return .write(payment(account))
    case 11: return .write(chance(3) == 0 ? otherNote(account) : note(account))
    case 12: return reversal()
    case 13: return .each((0...chance(10)).map { _ in payment(chance(Self.accounts)) })
    case 14: return atomic(account)
    case 15: return .write(charge(account))
    case 16..<18: return .account(account)
    case 18..<20: return .history(account)
    case 20: return model.writes.isEmpty ? .health : .reference(chance(model.writes.count))
    case 21: return chance(3) == 0 ? .snapshot : .control
    case 22: return .health
    case 23: return .write(charge(account))
    case 24: return .write(service(account))
    case 25: return .write(hold(account))
    case 26, 32: return lent()
    case 27..<32: return movement(account)
    case 33: return .write(contact(account))
    case 34..<37: return .write(amendment(account))
    case 37..<39: return promise(account)
    case 39: return .write(otherNote(account))
    case 40..<44: return agreed(account)
    default: return .verify
    }
  }

  /// Amounts are large and by chance, so that no two ways come to the same balance.
  private func cents() -> Int { 1 + chance(10_000_000) }

  func opening(_ account: Int) -> Write {
    // An account is opened by one write, which may be sent again.
    if let made = model.writes.first(where: { $0.kind == .account && $0.account == account }) {
      return made
    }
    return model.add { number in
      Write(
        number: number, kind: .account, account: account, cents: 0,
        line: "POST ACCOUNT A-\(account) kind=\(account == 0 ? "loan" : "trade") name=Account")
    }
  }

  func invoice(_ account: Int) -> Write {
    let cents = cents()
    return model.add { number in
      Write(
        number: number, kind: .invoice, account: account, cents: cents,
        line: "POST INVOICE A-\(account) I-\(number) \(Request.amount(cents))")
    }
  }

  func payment(_ account: Int) -> Write {
    let cents = cents()
    return model.add { number in
      Write(
        number: number, kind: .payment, account: account, cents: -cents,
        line: "POST PAYMENT A-\(account) \(Request.amount(cents))")
    }
  }

  func note(_ account: Int) -> Write {
    let memo = "memo=n\(String(repeating: "o", count: chance(200)))"
    let minutes = chance(9)
    return model.add { number in
      Write(
        number: number, kind: .note, account: account, cents: 0,
        line: minutes > 2
          ? "NOTE GENERAL A-\(account) \(memo)"
          : "NOTE CALL A-\(account) 212-555-0147 vm limited=yes minutes=\(minutes + 1) \(memo)")
    }
  }

  /// Undoes what is known to be recorded, once.
  private func reversal() -> Request {
    let undone = Set(model.writes.filter { $0.kind == .reversal }.map(\.line))
    for _ in 0..<4 where !model.writes.isEmpty {
      let write = model.writes[chance(model.writes.count)]
      guard
        ![
          .account, .note, .hold, .promise, .interest, .reversal, .contact, .amendment, .link,
          .asked,
        ].contains(write.kind),
        let entry = model.entries[write.number],
        case let line = "POST REVERSE \(entry) reason=error", !undone.contains(line)
      else { continue }
      return .write(
        model.add { number in
          Write(
            number: number, kind: .reversal, account: write.account, cents: -write.cents,
            other: write.other, line: line)
        })
    }
    return .health
  }

  private func atomic(_ account: Int) -> Request {
    .atomic(together((0...chance(6)).map { _ in payment(account) }))
  }

  /// Writes of several kinds, of which all are recorded or none.
  private func list(_ account: Int) -> [Request] {
    let makers = [invoice, payment, charge, service, note]
    return Self.list(
      together((0...chance(6)).map { _ in makers[chance(makers.count)](account) }, listed: true))
  }

  private static func list(_ rows: [Write]) -> [Request] {
    [.begin] + rows.map(Request.queued) + [.commit(rows)]
  }

  private func together(_ rows: [Write], listed: Bool = false) -> [Write] {
    rows.map { row in
      var row = row
      (row.block, row.isListed) = (rows[0].number, listed)
      model.replace(row)
      return row
    }
  }

  /// What was sent before, whatever came of it.
  private func again() -> [Request] {
    guard !model.writes.isEmpty else { return [.health] }
    let write = model.writes[chance(model.writes.count)]
    guard let block = write.block else { return [.write(write)] }
    let rows = model.writes.filter { $0.block == block }
    return write.isListed ? Self.list(rows) : [.atomic(rows)]
  }
}

import TestSupport

// What the clients write beside invoices, payments and notes.

extension World {
  /// An item of its own, as an invoice is.
  func charge(_ account: Int) -> Write {
    let cents = 1 + chance(10_000_000)
    let amount = Request.amount(cents)
    let words =
      chance(2) == 0
      ? "CHARGE A-\(account) \(amount) kind=late"
      : "ADJUST A-\(account) debit \(amount) reason=error"
    return post(.charge, account, cents, words)
  }

  /// A service, which nobody owes anything for yet.
  func service(_ account: Int) -> Write {
    post(.service, account, 0, "SERVICE A-\(account) 99213 \(Request.amount(1 + chance(9_000)))")
  }

  /// A hold, which changes no balance, but what is set against what.
  func hold(_ account: Int) -> Write {
    let kind = ["dispute", "cease", "hardship"][chance(3)]
    return post(.hold, account, 0, "HOLD A-\(account) \(kind) until=+30d memo=why")
  }

  /// A promise of so little that it is mostly owed, a plan, a task, a dispute, or the end of one of
  /// these.
  func promise(_ account: Int) -> Request {
    let known = model.writes.filter { $0.kind == .promise && model.entries[$0.number] != nil }
    if chance(3) == 0 { return dispute(account) }
    if chance(3) == 0, let write = known.randomElement(using: &random) {
      return move(write.account, 0, "END \(model.entries[write.number]!) memo=why")
    }
    if chance(3) == 0 {
      return .write(post(.promise, account, 0, "PLAN A-\(account) instalments=3 first=+7d"))
    }
    if chance(3) == 0 {
      let minute = chance(2) == 0 ? "/15:00" : ""
      return .write(post(.promise, account, 0, "TASK A-\(account) +3d\(minute) memo=why"))
    }
    let amount = Request.amount(1 + chance(100))
    return .write(
      post(.promise, account, 0, "PROMISE A-\(account) \(amount)@+\(chance(30))d"))
  }

  /// A dispute of all that is open, or the end of one.
  private func dispute(_ account: Int) -> Request {
    let words = "DISPUTE A-\(account) goods"
    let known = model.writes.filter {
      $0.line.hasPrefix("POST DISPUTE") && model.entries[$0.number] != nil
    }
    guard chance(2) == 0, let write = known.randomElement(using: &random) else {
      return .write(post(.promise, account, 0, words))
    }
    return move(write.account, 0, "RESOLVE \(model.entries[write.number]!) withdrawn")
  }

  func contact(_ account: Int) -> Write {
    post(
      .contact, account, 0,
      "CONTACT A-\(account) role=debtor name=C\(chance(1_000_000)) born=1980-02-03")
  }

  /// Another name or collector of an account, or another name of a contact that is known to be
  /// recorded, or what the contact or a caller said. It is never the one before, which would record
  /// nothing.
  func amendment(_ account: Int) -> Write {
    let word = "N\(model.writes.count)"
    let contacts = model.writes.filter { $0.kind == .contact && model.entries[$0.number] != nil }
    switch chance(contacts.isEmpty ? 2 : 3) {
    case 0:
      return post(.amendment, account, 0, "ASSIGN A-\(account) collector=\(word) debt=\(word)")
    case 1: return post(.amendment, account, 0, "AMEND-ACCOUNT A-\(account) name=\(word)")
    default:
      let contact = contacts[chance(contacts.count)]
      let entry = model.entries[contact.number] ?? 0
      if chance(4) == 0 {
        let day = chance(2) == 0 ? "1980-02-03" : "1980-02-04"
        // It may be refused: a link may have taken the contact off the account.
        return model.add { number in
          Write(
            number: number, kind: .movement, account: contact.account, cents: 0,
            line: "NOTE IDENTIFIED A-\(contact.account) born=\(day) memo=\(word)")
        }
      }
      if chance(3) == 0 {
        return post(.amendment, contact.account, 0, "PREFER \(entry) stop call memo=\(word)")
      }
      return post(.amendment, contact.account, 0, "AMEND \(entry) name=\(word)")
    }
  }

  /// A loan on the account for one, and its interest.
  func lent() -> Request {
    if chance(3) > 0 { return .write(post(.interest, 0, 0, "INTEREST A-0")) }
    let cents = 100_000 + chance(1_000_000)
    let terms = "rate=9.5 instalments=12 first-due=+1m date=-60d"
    return .write(post(.movement, 0, cents, "LOAN A-0 \(Request.amount(cents)) \(terms)"))
  }

  /// What takes of what is there: small amounts, because the large ones are seldom there.
  func movement(_ account: Int) -> Request {
    let cents = 1 + chance(500_000)
    let amount = Request.amount(cents)
    switch chance(6) {
    case 0: return move(account, -cents, "ADJUST A-\(account) credit \(amount) reason=error")
    case 1: return move(account, -cents, "WRITEOFF A-\(account) \(amount) reason=bankruptcy")
    // The money covers an item of its own, and the balance stays as it is. It is so much less than
    // what is written off that it is seldom too much.
    case 2:
      return move(account, 0, "RECOVERY A-\(account) \(Request.amount(1 + cents / 1_000))")
    case 3: return move(account, cents, "REFUND A-\(account) \(amount)")
    case 4:
      let other = (account + 1 + chance(Self.accounts - 1)) % Self.accounts
      return move(account, cents, "TRANSFER A-\(account) A-\(other) \(amount)", to: other)
    default: return takeBack()
    }
  }

  /// Takes a payment off what it is set against, or ends a hold.
  private func takeBack() -> Request {
    // Holds are few: as often one of them as a payment.
    let kind: Write.Kind = chance(2) == 0 ? .hold : .payment
    let known = model.writes.filter { $0.kind == kind && model.entries[$0.number] != nil }
    guard let write = known.randomElement(using: &random) else { return .health }
    let entry = model.entries[write.number]!
    let words =
      write.kind == .hold ? "RELEASE-HOLD \(entry)" : "UNAPPLY A-\(write.account) credit=\(entry)"
    return move(write.account, 0, words)
  }

  func move(
    _ account: Int, _ cents: Int, _ words: String, to other: Int? = nil
  ) -> Request {
    .write(post(.movement, account, cents, words, to: other))
  }

  func post(
    _ kind: Write.Kind, _ account: Int, _ cents: Int, _ words: String, to other: Int? = nil
  ) -> Write {
    let line = words.hasPrefix("NOTE ") ? words : "POST \(words)"
    return model.add { number in
      Write(number: number, kind: kind, account: account, cents: cents, other: other, line: line)
    }
  }
}

import TestSupport

// What the clients write of people and of what was agreed with them.

extension World {
  /// A note of each kind, in turn; seeds begin with different ones.
  func otherNote(_ account: Int) -> Write {
    let own = [
      "REVIEW A-%", "LETTER A-% direction=out purpose=validation",
      "EMAIL A-% a@example.com direction=in", "TEXT A-% 212-555-0147 direction=out",
      "CEASE A-% via=letter", "DECEASED A-%", "HARDSHIP A-% until=+9d", "COMPLAINT A-%",
      "FOLLOWUP A-% +3d", "ESCALATE A-%", "SOURCE A-%", "ATTORNEY A-% name=Law phone=212-555-0148",
    ]
    let before = model.writes.count { $0.kind == .note && $0.line.contains(" memo=n\($0.number)") }
    // 5 and the number of kinds have no divisor in common, so a few seeds come to all of them.
    let turn = (Int(seed % 1_000) * 5 + before) % own.count
    let words = own[turn].replacing("%", with: "\(account)")
    return post(.note, account, 0, "NOTE \(words) memo=n\(model.writes.count)")
  }

  /// An invoice and a later day for it, which waits for the other administrator.
  func reaging(_ account: Int) -> [Request] {
    let item = invoice(account)
    let words = "REAGE A-\(account) due=+90d items=I-\(item.number)"
    return [.write(item), .write(post(.asked, account, 0, words))]
  }

  /// A link of a contact, a correction of a note, a settlement, or the approval of what waits.
  func agreed(_ account: Int) -> Request {
    switch chance(6) {
    case 0: return link(to: account)
    case 1: return correction()
    case 2:
      let amount = Request.amount(1 + chance(9_000))
      let offer = chance(2) == 0 ? " accept-by=+3d" : ""
      return .write(post(.promise, account, 0, "SETTLEMENT A-\(account) \(amount) due=+7d\(offer)"))
    default:
      let asked = model.writes.last { $0.kind == .asked && model.entries[$0.number] != nil }
      guard let asked else { return .health }
      return move(asked.account, 0, "APPROVE \(model.entries[asked.number]!)")
    }
  }

  /// A write of a kind that is known to be recorded.
  private func some(_ kind: Write.Kind) -> Write? {
    model.writes.filter { $0.kind == kind && model.entries[$0.number] != nil }
      .randomElement(using: &random)
  }

  private func link(to account: Int) -> Request {
    guard let contact = some(.contact) else { return .health }
    let role = ["guarantor", "spouse", "none"][chance(3)]
    let entry = model.entries[contact.number]!
    return .write(post(.link, account, 0, "LINK \(entry) A-\(account) role=\(role)"))
  }

  /// A note that takes the place of an earlier one of the account.
  private func correction() -> Request {
    guard let note = some(.note) else { return .health }
    let entry = model.entries[note.number]!
    return move(note.account, 0, "NOTE CALL A-\(note.account) 212-555-0147 wn corrects=\(entry)")
  }
}

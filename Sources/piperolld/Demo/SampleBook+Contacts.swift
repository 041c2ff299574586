/// Who is behind an account and how to reach them.
extension SampleBook {
  /// A number nobody else has, or now and then one that an earlier contact has too: couples and
  /// sister firms share a line.
  mutating func nextPhone() -> SamplePhone {
    if contactCount > 200 && random.chance(permille: 20) {
      let shared = SamplePhone(index: contactCount - random.pick(1, 150))
      if !shared.isReserved { return shared }
    }
    while SamplePhone(index: contactCount).isReserved { contactCount += 1 }
    contactCount += 1
    return SamplePhone(index: contactCount - 1)
  }

  mutating func writeContacts(_ debtor: SampleDebtor, account: Int, since opened: String) {
    let first = debtor.kind == .patient ? "patient" : "debtor"
    var head = "POST CONTACT \(debtor.id) role=\(first) name=\"\(debtor.contactName)\""
    head.append(" \(phoneKey(debtor.kind))=\(debtor.dialled)")
    if random.chance(permille: 450) {
      head.append(" email=\(email(debtor, account: account))")
    }
    head.append(" address=\"\(address(debtor.city))\"")
    let contact = write("\(head) date=\(opened)")
    debtors[account].contact = contact
    writeWishes(debtor, contact: contact, since: opened)
    if let second = secondContact(debtor) { write("\(second) date=\(opened)") }
  }

  private mutating func phoneKey(_ kind: SampleDebtor.Kind) -> String {
    let draw = random.pick(1, 10)
    if kind == .trade { return draw <= 7 ? "work" : "phone" }
    return draw <= 6 ? "mobile" : draw <= 8 ? "landline" : "phone"
  }

  /// Under `.example`, which no mail can ever reach (RFC 2606).
  private func email(_ debtor: SampleDebtor, account: Int) -> String {
    debtor.kind == .trade ? "ap@firm\(account).example" : "mail\(account)@home.example"
  }

  private mutating func address(_ city: SampleCity) -> String {
    "\(random.pick(2, 960)) \(random.choice(SampleWords.streets)), \(city.name) \(city.zip)"
  }

  private mutating func secondContact(_ debtor: SampleDebtor) -> String? {
    let draw = random.pick(1, 100)
    let given = random.choice(SampleWords.givenNames)
    let family = random.choice(SampleWords.familyNames)
    let role: String
    var name = "\(given) \(family)"
    switch debtor.kind {
    case .trade where draw <= 25: role = "guarantor"
    case .consumer where draw <= 12: role = "spouse"
    case .consumer where draw <= 15:
      role = "attorney"
      name += ", Esq."
    case .consumer where draw <= 20: role = "employer"
    case .patient where draw <= 60:
      return "POST CONTACT \(debtor.id) role=insurer"
        + " name=\"\(random.choice(SampleWords.insurers))\""
    case .patient where draw <= 75: role = "guarantor"
    case .loan where draw <= 40: role = "guarantor"
    case .trade, .consumer, .patient, .loan: return nil
    }
    let phone = SamplePhone.spelled(nextPhone(), style: random.pick(0, 5))
    return "POST CONTACT \(debtor.id) role=\(role) name=\"\(name)\" phone=\(phone)"
  }
}

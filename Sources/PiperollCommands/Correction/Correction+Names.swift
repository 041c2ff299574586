import PiperollLedger

// Ids of accounts and numbers of invoices: in another case, one in the place of the other.

extension Correction {
  /// An id as it may be spelt in the book. Case matters there.
  static func spellings(_ id: String) -> [String] {
    let upper = id.uppercased()
    let lower = id.lowercased()
    return [id, upper, lower, String(upper.prefix(1) + lower.dropFirst())]
  }

  /// The id of the account that a word means; nil if there is none.
  func account(_ word: String, _ book: borrowing Book) -> String? {
    for id in Self.spellings(word) where Arguments.isIdentifier(id) && book.findAccount(id) != nil {
      return id
    }
    return nil
  }

  func isAccount(_ word: String, _ book: borrowing Book) -> Bool { account(word, book) != nil }

  func isPhone(_ text: String, _ book: borrowing Book) -> Bool {
    PhoneNumber(parsing: text.utf8, in: book.deskCountry(on: today)) != nil
  }

  mutating func mendNames(_ refusal: Refusal, _ book: borrowing Book) {
    // What was not known then is not told from what is known now.
    if value("known") != nil { return }
    if refusal == .accountNotFound("") { return mendAccount(book) }
    if refusal == .invoiceNotFound("") { return mendInvoice(book) }
    guard refusal == .invoiceAmbiguous("", of: []), let number = value("invoice") else { return }
    if let item = book.invoices(number, max: 1).first {
      let account = book.text(book.accounts[book.itemAccount[item]].id)
      guard spec?.effect.isWrite == true else { return set("account", to: account) }
      // Of which account a write is meant, only the user knows.
      set("account", to: MeantLine.blank("account"))
      line.leaveBlank()
    }
  }

  private mutating func mendAccount(_ book: borrowing Book) {
    for name in ["account", "to"] {
      guard let given = value(name), book.findAccount(given) == nil else { continue }
      if let account = account(given, book) { return set(name, to: account) }
      if let amount = value("amount"), isAccount(amount, book) {
        set(name, to: amount)
        return set("amount", to: given)
      }
      if let invoice = value("invoice"), isAccount(invoice, book) {
        set(name, to: invoice)
        return set("invoice", to: given)
      }
      if name == "account" { mendAccount(given, book) }
    }
  }

  /// There is no such account: is it something else?
  private mutating func mendAccount(_ given: String, _ book: borrowing Book) {
    let isShown = spec.map { $0.words == "LOOKUP ACCOUNT" || $0.words == "LOOKUP HISTORY" } ?? false
    if let (invoice, account) = owner(given, book) {
      if isShown {
        replace(1, by: "INVOICE")
        return set("invoice", to: invoice)
      }
      guard let wish = ["apply", "item"].first(where: { parameter($0) != nil }), value(wish) == nil
      else { return }
      set("account", to: account)
      set(wish, to: invoice)
    } else if isShown, isPhone(given, book) {
      replace(1, by: "PHONE")
    } else if isShown, !given.utf8.contains(where: { (0x30...0x39).contains($0) }) {
      replace(1, by: "NAME")
    }
  }

  /// The invoice that a word means, and its account, if there is exactly one.
  private func owner(_ word: String, _ book: borrowing Book) -> (invoice: String, account: String)?
  {
    item(word, book).map { ($0.number, book.text(book.accounts[book.itemAccount[$0.item]].id)) }
  }

  /// The one item that a word means; nil if there is none, or several.
  func item(_ word: String, _ book: borrowing Book) -> (number: String, item: UInt32)? {
    for number in Self.spellings(word) {
      let items = book.invoices(number, max: 2)
      if items.count == 1 { return (number, items[0]) }
    }
    return nil
  }

  /// The entry of the one draft that a word means; nil if there is none, or several.
  func draft(_ word: String, _ book: borrowing Book) -> EntryNumber? {
    for number in Self.spellings(word) {
      let drafts = book.drafts(number, max: 2)
      if drafts.count == 1 { return drafts[0] }
    }
    return nil
  }

  private mutating func mendInvoice(_ book: borrowing Book) {
    for name in ["invoice", "item"] {
      guard let given = value(name) else { continue }
      if let number = invoice(given, book) { return set(name, to: number) }
      if spec?.words == "LOOKUP INVOICE", let account = account(given, book) {
        replace(1, by: "ACCOUNT")
        line.words.removeAll { $0.key.lowercased() == "account" }
        return set("account", to: account)
      }
    }
    guard let wishes = value("apply") else { return }
    // A number may have a semicolon in it, so that a list with semicolons is one unknown number.
    let commas = wishes.replacing(";", with: ",")
    let mended = commas.split(separator: ",", omittingEmptySubsequences: false).map { wish in
      let halves = wish.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let number = invoice(String(halves[0]), book) ?? String(halves[0])
      return ([number] + halves.dropFirst().map(String.init)).joined(separator: ":")
    }
    set("apply", to: mended.joined(separator: ","))
  }

  /// The number as the account of the line has it in another case, or, where the line names none,
  /// any account; nil where there is none, or it is spelt so already.
  private func invoice(_ given: String, _ book: borrowing Book) -> String? {
    let account = value("account").flatMap { book.findAccount($0) }
    return Self.spellings(given).dropFirst().first { number in
      if number == given { return false }
      if let account { return book.findInvoice(number, of: account) != nil }
      return !book.invoices(number, max: 1).isEmpty
    }
  }
}

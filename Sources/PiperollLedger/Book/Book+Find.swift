// Functions that find rows by the names and numbers that users give.

extension Book {
  /// The row of an account by its id.
  public func findAccount(_ id: String) -> UInt32? { withUTF8(id) { findAccount($0) } }

  /// The row of an account by its id's bytes.
  public func findAccount(_ id: UnsafeRawBufferPointer) -> UInt32? {
    accountIndex.find(hashKey.hash(id)) { $0 < accounts.count && arena.equals(accounts[$0].id, id) }
  }

  /// The row of an account by its id.
  /// - Throws: `accountNotFound`.
  public func account(_ id: String) throws(Refusal) -> UInt32 {
    guard let row = findAccount(id) else { throw .accountNotFound(id) }
    return row
  }

  /// The rows of invoices with a number, oldest first.
  /// - Parameter max: how many rows to return at most. A common number may be on every account, and
  ///   callers need only know that there are several.
  public func invoices(_ number: String, max: Int) -> [UInt32] {
    let first = withUTF8(number) { firstInvoice($0) }
    var rows: [UInt32] = []
    var row = first ?? none
    while row != none, rows.count < max {
      if row < items.count { rows.append(row) }
      row = items[row].nextSameNumber
    }
    return rows.sorted()
  }

  /// The row of an account's invoice by its number.
  public func findInvoice(_ number: String, of account: UInt32) -> UInt32? {
    withUTF8(number) { bytes in
      guard let first = firstInvoice(bytes) else { return nil }
      if itemAccount[first] == account { return first }
      if items[first].nextSameNumber == none { return nil }
      return accountInvoiceIndex.find(hashKey.hash(bytes, of: account)) {
        $0 < items.count && itemAccount[$0] == account && arena.equals(items[$0].number, bytes)
      }
    }
  }

  /// The first invoice with a number, on any account.
  func firstInvoice(_ number: UnsafeRawBufferPointer) -> UInt32? {
    invoiceIndex.find(hashKey.hash(number)) {
      $0 < items.count && arena.equals(items[$0].number, number)
    }
  }

  /// The phone rows with a number, in the order they were added, whatever their standing.
  public func phones(_ number: PhoneNumber) -> [UInt32] {
    var rows: [UInt32] = []
    var row = firstPhone(number) ?? none
    while row != none {
      if phones[row].contact < contacts.count { rows.append(row) }
      row = phones[row].nextSameNumber
    }
    if rows.count > 1 { rows.sort() }
    return rows
  }

  /// The phone row with a number, if exactly one has it; nil if none or several have.
  public func onlyPhone(_ number: PhoneNumber) -> UInt32? {
    guard let row = firstPhone(number), phones[row].nextSameNumber == none,
      phones[row].contact < contacts.count
    else { return nil }
    return row
  }

  func firstPhone(_ number: PhoneNumber) -> UInt32? {
    phoneIndex.find(hashKey.hash(number.digits)) { phones[$0].digits == number.digits }
  }

  /// The row of a reference; nil if nothing was recorded with it.
  public func reference(_ name: String) -> ReferenceRow? {
    let row = withUTF8(name) { bytes in
      referenceIndex.find(hashKey.hash(bytes)) {
        $0 < references.count && arena.equals(references[$0].name, bytes)
      }
    }
    return row.map { references[$0] }
  }

  /// A user by name. Users are few: a search through them costs less than an index would.
  public func user(_ name: String) -> UserRow? { findUser(name).map { users[$0] } }

  func findUser(_ name: String) -> UInt32? {
    withUTF8(name) { bytes in
      (0..<UInt32(users.count)).first { arena.equals(users[$0].name, bytes) }
    }
  }

  /// The general-ledger totals of a currency; all zero before its first entry.
  public func control(_ currency: Currency) -> ControlRow {
    findControl(currency).map { controls[$0] }
      ?? ControlRow(currency)
  }

  func findControl(_ currency: Currency) -> UInt32? {
    // Nearly every book is in one currency.
    var row: UInt32 = 0
    while row < controls.count {
      if controls[row].currencyWord == UInt32(currency.index) { return row }
      row += 1
    }
    return nil
  }
}

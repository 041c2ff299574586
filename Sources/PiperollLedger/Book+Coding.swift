extension Book {
  /// The layout of a book's bytes; raised whenever a row, a table or a hash changes.
  public static let layout: UInt64 = 10

  /// Writes the whole state: the same bytes for the same state, however it was reached.
  public func encode<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    try sink.write(integer: Self.layout)
    try arena.encode(to: &sink)
    try symbols.encode(to: &sink)
    try accounts.encode(to: &sink)
    try contacts.encode(to: &sink)
    try phones.encode(to: &sink)
    try items.encode(to: &sink)
    try itemAccount.encode(to: &sink)
    try itemDue.encode(to: &sink)
    try itemRemaining.encode(to: &sink)
    try credits.encode(to: &sink)
    try applications.encode(to: &sink)
    try entries.encode(to: &sink)
    try legs.encode(to: &sink)
    try pairs.encode(to: &sink)
    try memos.encode(to: &sink)
    try particulars.encode(to: &sink)
    try calls.encode(to: &sink)
    try references.encode(to: &sink)
    try policies.encode(to: &sink)
    try accruals.encode(to: &sink)
    try rates.encode(to: &sink)
    try loans.encode(to: &sink)
    try interestCharges.encode(to: &sink)
    try holds.encode(to: &sink)
    try limits.encode(to: &sink)
    try services.encode(to: &sink)
    try drafts.encode(to: &sink)
    try lines.encode(to: &sink)
    try heldBacks.encode(to: &sink)
    try approvals.encode(to: &sink)
    try carriedOut.encode(to: &sink)
    try lateFees.encode(to: &sink)
    try users.encode(to: &sink)
    try controls.encode(to: &sink)
    try accountIndex.encode(to: &sink)
    try invoiceIndex.encode(to: &sink)
    try accountInvoiceIndex.encode(to: &sink)
    try phoneIndex.encode(to: &sink)
    try referenceIndex.encode(to: &sink)
    try accrualIndex.encode(to: &sink)
    try sink.write(integer: UInt64(bitPattern: Int64(latestEffective.number)))
    let closed = closedThrough ?? never
    try sink.write(integer: UInt64(bitPattern: Int64(closed.number)))
  }

  /// The hash of the whole state (see `StateHash`).
  public func stateHash() -> String {
    var hash = StateHash()
    encode(to: &hash)
    return hash.hexadecimal()
  }
}

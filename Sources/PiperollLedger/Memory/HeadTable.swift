/// Where each chain begins that only some accounts have.
enum HeadTable: BookTable {
  typealias Row = HeadRow
  static var section: Section { Section(27, "heads") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.accounts.mustName(row.account)
      guard row.chainWord < UInt32(AccountChain.countMax), let chain = row.chain else {
        links.demand(false)
        continue
      }
      links.chains[chain.section].name(row.newest)
    }
  }

  static func count(in rows: Column<Row>, at _: Known) -> Int {
    rows.count
  }

  /// Checks that an account's row has the bits of exactly those chains that begin on it.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var bits = [UInt32](repeating: 0, count: book.accounts.count)
    for place in 0..<book.heads.count {
      let row = book.heads[place]
      guard let chain = row.chain else { continue }
      let id = book.text(book.accounts[row.account].id)
      demand(bits[Int(row.account)] & chain.bit == 0, "account \(id): a chain that begins twice")
      bits[Int(row.account)] |= chain.bit
      demand(
        book.newest(chain, of: row.account) == row.newest, "account \(id): where a chain begins")
    }
    for account in 0..<book.accounts.count {
      let row = book.accounts[account]
      demand(row.chainBits == bits[account], "account \(book.text(row.id)): its chains")
    }
  }
}

extension Book {
  /// Checks that each row of a chain names the row before it on its account, in the order of the
  /// table, and that the head of each account's chain is its last row.
  static func checkChain<Row: ChainedRow>(
    _ rows: Column<Row>, _ book: borrowing Book, _ demand: Demand,
    accountOf: (borrowing Book, Row) -> UInt32
  ) {
    var newest: [UInt32: UInt32] = [:]
    for number in 0..<UInt32(rows.count) {
      let row = rows[number]
      let account = accountOf(book, row)
      guard account < UInt32(book.accounts.count) else {
        demand(false, "row \(number) of the chain \(Row.chain.section.name): its account")
        continue
      }
      demand(
        row.previousOfAccount == newest[account] ?? none,
        "row \(number) of the chain \(Row.chain.section.name): the one before it")
      newest[account] = number
    }
    for (account, row) in newest {
      demand(
        book.newest(Row.chain, of: account) == row,
        "account \(book.text(book.accounts[account].id)): the last of \(Row.chain.section.name)")
    }
  }
}

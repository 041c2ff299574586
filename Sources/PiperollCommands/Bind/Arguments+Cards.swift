import PiperollLedger

// No number of a payment card is stored (PCI DSS 3.5.1). What a write keeps is searched before the
// write is decided: here what is kept as it was given, and where they are read the ids and numbers
// of what is new. Ids and numbers of what is there are not searched, because they were before.

extension ValueType {
  /// What a write keeps of a value as it was given.
  enum Keeping {
    case nothing, text
    /// Telephone numbers, with commas between them.
    case phones
  }

  var keeping: Keeping {
    switch self {
    case .text, .reference, .user: .text
    case .phone, .phones, .phonesAndEmails, .points: .phones
    case .identifier, .identifiers, .number, .lines, .applications, .dues: .nothing
    case .money, .limit, .decimal, .date, .terms, .choice, .entry, .known, .revision, .entries,
      .moment, .windows, .count, .currency, .percent, .flag, .days, .filter, .secret:
      .nothing
    }
  }
}

extension Arguments {
  /// Refuses a write that would keep the number of a payment card.
  func demandNoCards(in book: borrowing Book) throws(Failure) {
    var left = given & spec.table.kept
    while left != 0 {
      let index = left.trailingZeroBitCount
      left &= left - 1
      if holdsCard(index, book) {
        throw .refused(.cardNumber(in: "\(spec.parameters[index].name)"))
      }
    }
  }

  /// Refuses a value that holds the number of a payment card.
  func demandNoCard(_ name: StaticString, in value: String) throws(Failure) {
    if CardNumber.isIn(value) { throw .refused(.cardNumber(in: "\(name)")) }
  }

  private func holdsCard(_ index: Int, _ book: borrowing Book) -> Bool {
    if spec.table.phones & 1 << UInt32(index) != 0 { return holdsCard(phones: index, book) }
    if let (place, isQuoted) = place(index), index != spec.table.rest || restCount < 2 {
      let isFound: Bool? = line.withUnsafeBytes { bytes in
        let value = UnsafeRawBufferPointer(rebasing: bytes[place])
        if isQuoted, value.contains(UInt8(ascii: "\\")) { return nil }
        return CardNumber.isIn(value)
          && !(index == spec.table.trace && TenderDetails.isTraceOfBank(value))
      }
      if let isFound { return isFound }
    }
    return CardNumber.isIn(text(index) ?? "")
  }

  /// Telephone numbers stand side by side, and none is a part of another. Each is searched as it
  /// was typed and as it would be stored.
  private func holdsCard(phones index: Int, _ book: borrowing Book) -> Bool {
    let country = book.deskCountry(on: today)
    return (text(index) ?? "").utf8.split(separator: UInt8(ascii: ",")).contains { part in
      CardNumber.isIn(String(decoding: part, as: UTF8.self))
        || PhoneNumber.withExtension(parsing: part, in: country)
          .map { CardNumber.isIn($0.number.text) } ?? false
    }
  }
}

import PiperollLedger
import PiperollWire

/// The credits that LOOKUP PAYMENT finds, in the order of their entries: those that have all that
/// was given.
struct PaymentSearch {
  private(set) var credits: [UInt32] = []

  init(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context
  ) throws(Failure) {
    let account = arguments.has("account") ? try arguments.account(in: book) : nil
    var sets: [Set<EntryNumber>] = []
    if let text = arguments.text("payment") {
      var all = Set(EntryNumber(text).map { [$0] } ?? [])
      all.formUnion(Self.sent(with: text, book, context))
      for name in ["check", "trace", "auth"] {
        all.formUnion(book.entries(withTender: "\(name)=\(text)", of: account))
      }
      sets.append(all)
    }
    if arguments.has("entry") { sets.append([try arguments.entry("entry")]) }
    if let text = arguments.text("ref") { sets.append(Self.sent(with: text, book, context)) }
    for name: StaticString in ["check", "trace", "auth"] {
      guard let text = arguments.text(name) else { continue }
      sets.append(Set(book.entries(withTender: "\(name)=\(text)", of: account)))
    }
    guard var found = sets.first else {
      throw .fault(
        .syntax, column: nil, key: "payment",
        sentence: "give its entry, ref=, check=, trace= or auth=; \(arguments.spec.usage)")
    }
    for set in sets.dropFirst() { found.formIntersection(set) }
    credits = found.sorted().compactMap { number in
      book.entry(number) == nil ? nil : book.documents(of: number).credit
    }
    if let account { credits = credits.filter { book.credits[$0].account == account } }
  }

  /// The entry that was recorded with a reference, if somebody had to approve it the one that
  /// carried it out.
  private static func sent(
    with reference: String, _ book: borrowing Book, _ context: Context
  ) -> Set<EntryNumber> {
    guard let row = book.reference(reference) else { return [] }
    switch book.write(recordedBy: row.entry, today: context.today) {
    case .done(let entry), .approved(let entry): return [entry]
    case .waiting, .ended: return []
    }
  }
}

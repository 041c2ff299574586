import PiperollLedger
import PiperollWire

extension CallStop: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .call: "call"
    case .number: "number"
    }
  }
}

extension Arguments {
  /// What was said on a call that is not wanted any more (`stop=`); nil for nothing.
  func stop(
    by call: Noted.Call, on account: UInt32, _ day: Day, in book: borrowing Book,
    _ context: Context
  ) throws(Failure) -> PreferenceTold? {
    guard let stop = try choice("stop", CallStop.self) else { return nil }
    if call.direction == .out, !call.result.isAnswered {
      throw bad("stop", "a result by which somebody answered: rp rf cb ptp tp dr")
    }
    let contact = try speaker("stop", call, on: account, day, in: book, context)
    var told = PreferenceTold(contact: contact, .stop, stop == .call ? .call : .all)
    if stop == .number { told.point = .phone(call.number) }
    told.via = .call
    return told
  }

  /// Who was on the telephone, by the entry: the one that was named, or whose number it is.
  private func speaker(
    _ name: StaticString, _ call: Noted.Call, on account: UInt32, _ day: Day,
    in book: borrowing Book, _ context: Context
  ) throws(Failure) -> EntryNumber {
    if let contact = call.contact { return contact }
    if call.result == .thirdParty { throw bad(name, "contact= beside it: who answered") }
    let contacts = book.contacts(
      with: .phone(call.number), on: [account], asOf: day, for: context.viewer)
    guard let first = contacts.first else {
      throw bad(name, "contact= beside it: nobody of the account has that number")
    }
    let person = book.contacts(ofPerson: first, on: day)
    if !contacts.allSatisfy(person.contains) {
      throw bad(name, "contact= beside it: several people have that number")
    }
    return book.contacts[first].entry
  }
}

/// What is to be done behind a note, and what was done by it.
public struct NextSteps: Sendable {
  /// What is to be done, on the first account of the note.
  public var tasks: [TaskWish] = []
  /// The task that the note ends; nil for none.
  public var done: EntryNumber?

  /// Nothing.
  public init() {}
}

extension Book {
  /// Decides what a note sets and ends.
  /// - Parameter accounts: those that the note is about.
  /// - Parameter corrected: the note that it corrects; what came with that one ends anyway.
  func decide(
    _ steps: NextSteps, on accounts: [UInt32], correcting corrected: EntryNumber?, effective: Day
  ) throws(Refusal) -> [Fact] {
    var facts: [Fact] = []
    for wish in steps.tasks {
      facts.append(try decideTask(wish, account: accounts[0], on: effective))
    }
    guard let done = steps.done else { return facts }
    guard let entry = entry(done) else { throw .entryNotFound(done) }
    guard entry.kind == .task else { throw .entryNotTask(entry.kind) }
    if !accounts.contains(entry.account) { throw .taskElsewhere(done) }
    if corrected.map({ continuation(of: $0).contains(done) }) ?? false { return facts }
    return facts + [try decideEnd(of: done, on: effective)]
  }

  /// The tasks that the request of a note or a call set, and the one that it ended.
  public func steps(withNote number: EntryNumber) -> (tasks: [EntryNumber], done: EntryNumber?) {
    var steps = (tasks: [EntryNumber](), done: EntryNumber?.none)
    let began = corrected(by: number).map { continuation(of: $0) }
    for other in continuation(of: number).dropFirst() {
      let entry = entries[Int(other) - 1]
      if entry.kind == .task { steps.tasks.append(other) }
      let ended = EntryNumber(entry.subject)
      if entry.kind == .end, !(began?.contains(ended) ?? false) { steps.done = ended }
    }
    return steps
  }
}

/// The calls that a console was told of, the last one last.
struct CallPops {
  /// Calls that are kept: as many as the server keeps of a user.
  static let callsMax = 16

  private var calls: [CallPop] = []
  /// Those that were noted or seen to, by their names; they are kept to be known again.
  private var done: Set<String> = []

  /// What Ctrl-O opens: the last one that somebody still has to do with.
  var current: CallPop? { calls.last { !done.contains($0.id) } }

  /// Takes what is told of a call.
  /// - Returns: whether that is news: a server tells who comes back of the calls that go on, and
  ///   one that was started anew is told of them again.
  mutating func take(_ call: CallPop) -> Bool {
    if let place = calls.firstIndex(where: { $0.id == call.id }) {
      let former = calls[place].state
      // A telephone may give what rings the name of a call that is over.
      let isAnother = former == .ended && call.state != .ended
      guard former < call.state || isAnother else { return false }
      calls.remove(at: place)
      if isAnother { done.remove(call.id) }
    }
    calls.append(call)
    if calls.count > Self.callsMax { done.remove(calls.removeFirst().id) }
    return true
  }

  /// A NOTE CALL was taken: it speaks of a call that is over rather than of one that goes on.
  /// - Parameter account: the one that it was recorded on.
  mutating func note(in line: String, account: String?) {
    let words = LineWords.split(line).words
    let fitting = calls.indices.filter { place in
      let call = calls[place]
      if call.state == .ringing || done.contains(call.id) { return false }
      if call.isHidden { return words.contains { $0.lowercased() == "direction=in" } }
      return words.contains(call.number) || call.accounts.contains { $0 == account ?? "" }
    }
    let place = fitting.last { calls[$0].isToBeNoted } ?? fitting.last
    if let place { done.insert(calls[place].id) }
  }

  /// An account was opened: whoever was missed was seen to, and who leaves a call that has ended
  /// for another account, and not for another call, does not note it any more.
  mutating func open(_ account: String) {
    func leadsHere(_ call: CallPop) -> Bool { call.accounts.contains { $0 == account } }
    let isForCall = calls.contains { $0.state != .ended && leadsHere($0) }
    for call in calls where call.state == .ended {
      let isDone = call.isToBeNoted ? !isForCall && !leadsHere(call) : leadsHere(call)
      if isDone { done.insert(call.id) }
    }
  }
}

extension CallPop.State: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
  }
}

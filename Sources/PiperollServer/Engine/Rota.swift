/// What waits, by user: users have their turn one after another, and of each what waited longest.
struct Rota<Work: AnyObject> {
  /// The users with work, the one whose turn is next in front.
  private var users: [(name: String, work: [Work])] = []

  var isEmpty: Bool { users.isEmpty }

  mutating func add(_ work: Work, of user: String) {
    if let place = users.firstIndex(where: { $0.name == user }) {
      users[place].work.append(work)
    } else {
      users.append((user, [work]))
    }
  }

  /// Takes out what is next of all that is allowed. Its user's next turn is behind the others'.
  mutating func next(where isAllowed: (Work) -> Bool = { _ in true }) -> Work? {
    for place in users.indices {
      guard let first = users[place].work.firstIndex(where: isAllowed) else { continue }
      var user = users.remove(at: place)
      let work = user.work.remove(at: first)
      if !user.work.isEmpty { users.append(user) }
      return work
    }
    return nil
  }

  mutating func remove(_ work: Work, of user: String) {
    guard let place = users.firstIndex(where: { $0.name == user }) else { return }
    users[place].work.removeAll { $0 === work }
    if users[place].work.isEmpty { users.remove(at: place) }
  }
}

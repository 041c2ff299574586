/// A call to whoever sits at the console, as the server tells it: `* CALL seq=4 state=ringing ...`.
/// A call that was noted (`* CALL seq=5 entry=73 ...`) is none.
struct CallPop {
  enum State: String { case ringing, answered, ended }

  let state: State
  /// The caller's number, or `unknown`.
  private let number: String
  /// The accounts it leads to, as far as they are named; how many there are in all.
  private let accounts: [Substring]
  private let accountCount: Int
  private let line: StatusLine

  /// Nil if a line tells of something else.
  init?(_ push: String) {
    guard push.hasPrefix("* CALL "), let line = StatusLine("200 " + push.dropFirst(2)),
      let state = line["state"].flatMap(State.init), let number = line["call"]
    else { return nil }
    (self.line, self.state, self.number) = (line, state, number)
    accounts = (line["account"] ?? "").split(separator: ",")
    accountCount = line["accounts"].flatMap { Int($0) } ?? accounts.count
  }

  private var isHidden: Bool { number == "unknown" }

  /// Whether it says what was said before: a server that was started anew is told again of calls
  /// that go on, and counts its lines from 1.
  func repeats(_ former: CallPop?) -> Bool {
    guard let former, state == former.state, number == former.number else { return false }
    return (line["seq"].flatMap { Int($0) } ?? 0) <= (former.line["seq"].flatMap { Int($0) } ?? 0)
  }

  /// What Ctrl-O does with a call.
  enum Opening: Equatable {
    /// Runs a look-up.
    case run(String)
    /// Begins a line, which waits for the rest of it.
    case type(String)

    /// What stands in the line.
    var line: String {
      switch self {
      case .run(let line), .type(let line): line
      }
    }
  }

  /// Nil where there is nothing to open.
  var opening: Opening? {
    if isHidden { return nil }
    if state == .ended, line["minutes"] != nil {
      return .type("NOTE CALL \(accounts.count == 1 ? accounts[0] : ".") \(number) ")
    }
    switch accounts.count {
    case 0: return nil
    case 1: return .run("LOOKUP NEXT account=\(accounts[0])")
    default: return .run("LOOKUP PHONE \(number)")
    }
  }

  /// The line that is shown.
  var text: String {
    var parts = ["\(what) \(isHidden ? "a hidden number" : number)"]
    if let name = line["name"] { parts[0] += " (says \(JSONText.quoted(name)))" }
    parts.append(who)
    if line["must"]?.split(separator: ",").contains("identify") == true {
      parts.append("ask who it is first")
    }
    if let verdict = line["verdict"] {
      parts.append(
        ["a call back:", verdict, line["rule"]].compactMap(\.self).joined(separator: " "))
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "; ") + key
  }

  private var what: String {
    switch state {
    case .ringing: ">> Ringing:"
    case .answered: ">> On the line:"
    case .ended: line["minutes"].map { ">> Ended after \($0) min:" } ?? ">> Missed:"
    }
  }

  private var who: String {
    if accountCount == 0 { return isHidden ? "" : "nobody has this number" }
    var ids = accounts.joined(separator: ", ")
    if accountCount > accounts.count { ids += ", and \(accountCount - accounts.count) more" }
    let person = line["contact-name"].map { name in
      let about = [line["role"], line["language"]].compactMap(\.self).joined(separator: ", ")
      return "\(name) (\(about))"
    }
    if accountCount == 1 { return [ids, person].compactMap(\.self).joined(separator: " ") }
    return "\(accountCount) accounts: \(ids)" + (person.map { "; first \($0)" } ?? "")
  }

  private var key: String {
    switch opening {
    case nil: "."
    case .run: accounts.count == 1 ? ". Ctrl-O opens it." : ". Ctrl-O shows them."
    case .type: ". Ctrl-O begins the note: add the result."
    }
  }
}

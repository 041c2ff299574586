/// A call to whoever sits at the console, as the server tells it: `* CALL seq=4 state=ringing ...`.
/// A call that was noted (`* CALL seq=5 entry=73 ...`) is none.
struct CallPop {
  enum State: String, CaseIterable { case ringing, answered, ended }

  let state: State
  /// What the server calls the call.
  let id: String
  /// The caller's number, or `unknown`.
  let number: String
  /// The accounts it leads to, as far as they are named; how many there are in all.
  let accounts: [Substring]
  private let accountCount: Int
  private let line: StatusLine

  /// Nil if a line tells of something else.
  init?(_ push: String) {
    guard push.hasPrefix("* CALL "), let line = StatusLine("200 " + push.dropFirst(2)),
      let state = line["state"].flatMap(State.init), let number = line["call"], let id = line["id"]
    else { return nil }
    (self.line, self.state, self.number, self.id) = (line, state, number, id)
    accounts = (line["account"] ?? "").split(separator: ",")
    accountCount = line["accounts"].flatMap { Int($0) } ?? accounts.count
  }

  var isHidden: Bool { number == "unknown" }
  /// Whether somebody talked, and there is something to note.
  var isToBeNoted: Bool { state == .ended && line["minutes"] != nil }

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
    if isToBeNoted {
      // Whose call it was, the person has to say: the account and a number.
      if isHidden { return .type("NOTE CALL direction=in ") }
      return .type("NOTE CALL \(accounts.count == 1 ? accounts[0] : ".") \(number) ")
    }
    if isHidden { return nil }
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
    case .type where isHidden:
      ". Ctrl-O begins the note: add the account, their number and the result."
    case .type: ". Ctrl-O begins the note: add the result."
    }
  }
}

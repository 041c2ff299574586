// Who calls.
extension ConsoleDialogue {
  /// Has the server tell who calls. One that knows no telephones refuses it, and nothing is told.
  func askForCalls() { ask("WATCH phone", .calls) }

  /// What is to be shown of an event.
  enum Telling {
    /// It, as it came.
    case event
    /// This, of a call.
    case call(String)
    /// Nothing: it tells of a call what was told of it before.
    case nothing
  }

  /// Takes note of who calls. Where replies are laid out, so is that.
  func take(_ event: ReplyEvent) -> Telling {
    guard case .push(let line) = event, let call = CallPop(line) else { return .event }
    guard calls.take(call) else { return .nothing }
    return screenWidth == nil ? .event : .call(call.text)
  }

  /// Follows what the reply to a request says of calls: that one was noted, or an account opened.
  /// - Parameter status: the first line of the reply.
  func followCalls(_ request: ConsoleRequest, _ status: StatusLine) {
    guard status.isSuccess else { return }
    if request.head.notesCall {
      calls.note(in: request.typed, account: status["account"])
    } else if request.head.leases, let account = status["account"] {
      calls.open(account)
    }
  }
}

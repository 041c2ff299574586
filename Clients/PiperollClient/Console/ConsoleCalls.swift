// Who calls.
extension ConsoleDialogue {
  /// Has the server tell who calls. One that knows no telephones refuses it, and nothing is told.
  func askForCalls() { ask("WATCH phone", .calls) }

  /// Whether an event tells of a call what was told of it before.
  func isCallAgain(_ event: ReplyEvent) -> Bool {
    guard case .push(let line) = event, let call = CallPop(line) else { return false }
    return call.repeats(pop)
  }

  /// Shows who calls, where replies are laid out. False where an event is something else.
  func showCall(_ event: ReplyEvent) -> Bool {
    guard case .push(let line) = event, let call = CallPop(line) else { return false }
    pop = call
    if screenWidth == nil { return false }
    replies.sink.line(call.text)
    return true
  }
}

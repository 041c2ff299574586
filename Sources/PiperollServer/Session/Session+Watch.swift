import PiperollCommands
import PiperollLedger
import PiperollWire

/// What a session may be told.
enum Push {
  /// What was recorded.
  case recorded(WatchEvent)
  /// Who calls its user.
  case call(CallNews)
}

/// What a session watches, and what it has not been told of yet.
struct SessionWatch {
  var wish: WatchWish
  /// How many events there were for it, told or lost.
  var seq = 0
  /// Those that wait for a reply's end, or for a client that reads slowly.
  var waiting: [(push: Push, seq: Int)] = []
  /// How many more there were than may wait.
  var lost = 0

  mutating func add(_ push: Push) {
    seq += 1
    if lost > 0 || waiting.count >= Limits.pushes {
      lost += 1
    } else {
      waiting.append((push, seq))
    }
  }
}

extension Session {
  /// WATCH.
  func watch(_ arguments: borrowing Arguments) throws(Failure) {
    let wish = try arguments.watch(in: engine.book)
    let (seq, askedForCalls) = (watch?.seq ?? 0, watch?.wish.asksForCallsNow == true)
    watch(wish.map { SessionWatch(wish: $0, seq: seq) })
    reply.shown.removeAll()
    reply.showsRestricted = false
    recordSight(arguments.spec, line, .ok, context(engine.configuration.clock()))
    reply.write(watch: wish, in: engine.book)
    endReply(after: engine.book.sequence)
    if wish?.asksForCallsNow == true, !askedForCalls { tellCallsGoing() }
  }

  /// Watches something else than before; nil: nothing.
  func watch(_ new: SessionWatch?) {
    if watch == nil, new == nil { return }
    watch = new
    engine.watchers.change(self)
  }

  /// Takes an event, if the session wants to be told of it and its user may be.
  func take(_ event: WatchEvent) {
    guard let asked = watch?.wish, asked.asks(for: event) else { return }
    if usersVersion != engine.usersVersion { lookAgainAtUser() }
    guard user != nil else { return watch(nil) }
    let context = context(engine.configuration.clock())
    if event.isShown(to: context, in: engine.book) { watch?.add(.recorded(event)) }
  }

  /// Takes what there is to tell of a call to a user, if it is the session's own, who wants to be
  /// told of it.
  /// - Returns: whether it is told.
  func take(_ news: CallNews, to name: String) -> Bool {
    guard user?.name == name, watch?.wish.asksForCallsNow == true else { return false }
    if usersVersion != engine.usersVersion { lookAgainAtUser() }
    guard user?.role.may(.operator) == true else { return false }
    watch?.add(.call(news))
    return true
  }

  /// Sends what waits: between two replies, outside of a list, and no more than the client reads.
  func sendPushes() {
    guard let waiting = watch?.waiting, !waiting.isEmpty, !isInBlock, list == nil, !isClosing,
      reply.bytes.isEmpty, output.unsentBytes < Limits.pushedBytes
    else { return }
    var lines = ReplyWriter()
    var needed: EntryNumber = 0
    for (push, seq) in waiting {
      switch push {
      case .recorded(let event): lines.push(event, seq: seq, in: engine.book)
      case .call(let news):
        tell(news, seq, in: &lines)
        needed = engine.book.sequence
      }
    }
    if let lost = watch?.lost, lost > 0 { lines.pushLost(lost) }
    watch?.waiting.removeAll(keepingCapacity: true)
    watch?.lost = 0
    output.take(&lines.bytes, after: needed, durable: engine.durable)
    if output.isWaiting { awaitDurability() }
  }

  /// Writes who calls, as it is in the book now, and records who was shown whom.
  private func tell(_ news: CallNews, _ seq: Int, in lines: inout ReplyWriter) {
    var context = context(engine.configuration.clock())
    context.speaker = speaker(context.now)
    lines.shown.removeAll()
    lines.showsRestricted = false
    let accounts = lines.push(news, seq: seq, in: engine.book, context)
    engine.audit.saw(
      lines.showsRestricted ? .restricted : .contact, actor, code: .data, rows: accounts,
      at: context.now, said: news.line, shown: lines.shown)
  }
}

import PiperollCommands
import PiperollLedger
import PiperollWire

// Which account is worked next, and which one is.

/// The account that a session leased last, or whose caller is on the line. `.` stands for it in
/// what its user types.
struct WorkedAccount {
  let account: String
  /// The number that was offered for it, and whose it is; empty where nobody can be called.
  let number: String
  let contact: String
}

extension Session {
  /// LOOKUP NEXT.
  func next(_ arguments: borrowing Arguments) throws(Failure) {
    // Whoever has gone works nothing.
    if isGone { return stop() }
    let asked = try arguments.nextRequest(in: engine.book)
    let (spec, said) = (arguments.spec, arguments.line)
    var asking = context(engine.configuration.clock(), for: spec)
    // They are about to change, and a list that is shared would be copied for that.
    asking.leases = [:]
    let context = asking
    try demandAudit(spec, context)
    if engine.hasWorklist(at: context.now) { return try offer(asked, spec, said, context) }
    isWaiting = true
    engine.makeWorklist {
      if self.isGone { return self.stop() }
      do throws(Failure) { try self.offer(asked, spec, said, context) } catch { self.fail(error) }
      self.resume()
    }
  }

  private func offer(
    _ asked: NextRequest, _ spec: CommandSpec, _ said: [UInt8], _ context: Context
  ) throws(Failure) {
    reply.shown.removeAll()
    reply.showsRestricted = false
    do throws(Failure) {
      let offer = try engine.offer(asked, to: self, context)
      // What is leased now is what they talk about from now on.
      let context = self.context(context.now, for: spec)
      let isGuarded = asked.hides(offer.account, engine.book, context, &reply)
      let until = engine.leaseEnd(at: context.now)
      let seen = LookupNext.write(
        offer, context, lease: until, isGuarded: isGuarded, in: engine.book, to: &reply)
      worked = WorkedAccount(
        account: engine.book.text(engine.book.accounts[offer.account].id),
        number: offer.callNumber, contact: offer.callContact(engine.book))
      recordSight(spec, said, .data, context)
      endReply(after: seen)
    } catch {
      recordSight(spec, said, error.code, context)
      throw error
    }
  }

  /// A session that is over works nothing.
  func leaveWork() {
    guard worked != nil else { return }
    engine.leases.leave(
      session: number, isLost: !isClosing, at: engine.configuration.clock())
  }

  /// Puts the account that was leased last, and the number that was offered for it, in place of
  /// each `.` in the request: what is recorded, hashed and repeated names them.
  func replaceDots() throws(Failure) {
    if worked != nil {
      let now = engine.configuration.clock()
      engine.leases.renew(session: number, at: now, until: engine.leaseEnd(at: now))
    }
    guard request.tokens.contains(where: isDot) else { return }
    let words = request.tokens.prefix(2).map { String(decoding: line[$0.value], as: UTF8.self) }
    let tokens = request.tokens.dropFirst(2)
    let keys = tokens.map { String(decoding: line[$0.key], as: UTF8.self) }
    workCaller()
    let caller = callerWorked()
    // What is given by its key takes no place.
    var placed = registry.placedNames(of: words.joined(separator: " "))
      .filter { !keys.contains($0) }[...]
    var places: [(Range<Int>, String)] = []
    for (token, key) in zip(tokens, keys) {
      let name = key.isEmpty ? placed.popFirst() ?? "" : key
      guard isDot(token), WorkedAccount.hasPlace(for: name) else { continue }
      guard let worked else { throw .refused(.nothingLeased(name)) }
      guard let text = worked.text(for: name, caller), !text.isEmpty else { continue }
      places.append((token.value, text))
    }
    for (place, text) in places.reversed() { line.replaceSubrange(place, with: Array(text.utf8)) }
    // What was cut without a fault is cut again without one.
    try? request.parse(line)
  }

  private func isDot(_ token: Token) -> Bool {
    token.value.count == 1 && !token.isQuoted && line[token.value.lowerBound] == UInt8(ascii: ".")
  }
}

extension WorkedAccount {
  /// Whether `.` stands for something as the argument of a name.
  fileprivate static func hasPlace(for name: String) -> Bool {
    ["account", "number", "point", "phone", "contact"].contains(name)
  }

  /// What a `.` stands for as the argument of a name.
  /// - Parameter caller: who of the account is on the line; nil if nobody is.
  fileprivate func text(
    for name: String, _ caller: (number: String, contact: String)?
  ) -> String? {
    switch name {
    case "account": account
    case "number", "point", "phone": caller?.number ?? number
    case "contact": caller?.contact ?? contact
    default: nil
    }
  }
}

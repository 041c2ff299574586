public import PiperollLedger
import PiperollWire

/// What CALL says of a call.
public struct CallSaid: Sendable {
  /// Bytes of a call's id that are kept: those of SIP are some 40, and a caller may choose them.
  public static let idBytesMax = 256

  /// The caller's number; nil: it is hidden.
  public let number: PhoneNumber?
  public let state: CallState
  /// The operator who is called.
  public let to: String
  /// What the telephone calls the call; empty: nothing.
  public let id: String
  /// What the caller calls themselves. It goes to screens and nowhere else.
  public let name: CallerName
  /// Whether a telephone says it; else the operator does, by hand.
  public let isByTelephone: Bool

  /// What a telephone said of a call before, without the name, which is kept nowhere.
  /// - Parameter id: what the telephone calls it; empty: nothing.
  public init(again call: LiveCall, id: String) {
    self.init(
      number: call.number, state: call.state, to: call.talk.user, id: id, name: CallerName(""),
      isByTelephone: true)
  }

  init(
    number: PhoneNumber?, state: CallState, to: String, id: String, name: CallerName,
    isByTelephone: Bool
  ) {
    (self.number, self.state, self.to) = (number, state, to)
    (self.id, self.name, self.isByTelephone) = (id, name, isByTelephone)
  }

  /// It in one spelling, without the name, for the audit trail.
  public var line: [UInt8] {
    var text = "CALL \(number?.text ?? Call.unknown)"
    if isByTelephone { text += " to=\(to) state=\(state.word)" }
    if !id.isEmpty { text += " id=" }
    var bytes = ReplyBytes()
    bytes.append(text: text)
    if !id.isEmpty { Array(id.utf8).withUnsafeBytes { JSONString.write($0, to: &bytes) } }
    return bytes.array
  }
}

extension CallState: WireWord {
  static let words = wordsByNumber()

  /// Its word on the wire.
  public var word: String {
    switch self {
    case .ringing: "ringing"
    case .answered: "answered"
    case .ended: "ended"
    }
  }
}

extension Arguments {
  /// What CALL says; nil if the call is over.
  public func callSaid(
    in book: borrowing Book, _ context: Context
  ) throws(Failure) -> CallSaid? {
    let isByTelephone = has("state")
    if !isByTelephone { try demandByHand(context) }
    if required("from").lowercased() == Call.off {
      if isByTelephone {
        throw bad("from", "the number, or \(Call.unknown), of the call that ends: state=ended")
      }
      return nil
    }
    let id = text("id") ?? ""
    if id.utf8.count > CallSaid.idBytesMax {
      throw bad("id", "at most \(CallSaid.idBytesMax) bytes")
    }
    return CallSaid(
      number: try caller(in: book), state: try choice("state", CallState.self) ?? .answered,
      to: try called(in: book, context), id: id, name: CallerName(text("name") ?? ""),
      isByTelephone: isByTelephone)
  }

  /// What only a telephone says is not taken from a person, nor the other way round.
  private func demandByHand(_ context: Context) throws(Failure) {
    for name in ["to", "id", "name"] as [StaticString] where has(name) {
      throw missing("state", "state= is missing: \(name)= goes with it")
    }
    if context.role == .phone {
      throw missing("state", "state= is missing, which a telephone gives")
    }
  }

  private func caller(in book: borrowing Book) throws(Failure) -> PhoneNumber? {
    if required("from").lowercased() == Call.unknown { return nil }
    do throws(Failure) { return try phone("from", in: book) } catch {
      throw bad(
        "from", "a telephone number such as (212) 555-0147, or \(Call.unknown), or \(Call.off)")
    }
  }

  /// The operator who is called: the user, or whom a telephone names.
  private func called(in book: borrowing Book, _ context: Context) throws(Failure) -> String {
    guard context.role == .phone else {
      guard let name = text("to"), name != context.user else { return context.user }
      throw bad("to", "\(context.user): only a user of the role phone says who calls others")
    }
    guard let name = text("to") else {
      throw missing("to", "to= is missing: the user who is called")
    }
    guard let user = book.user(name) else { throw .refused(.userNotFound(name)) }
    guard user.role.may(.operator) else {
      throw bad("to", "an operator, or above: the role of \(name) is \(user.role.word)")
    }
    return name
  }
}

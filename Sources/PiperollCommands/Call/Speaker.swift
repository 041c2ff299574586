public import PiperollLedger
import PiperollWire

/// Whom a user talks with, as the server knows it when a request comes.
///
/// A class, so that requests of those who talk with nobody carry nothing.
public final class Speaker: Sendable {
  /// The call in that is on the line.
  private let call: LiveCall?
  /// It, and those that wait or were not noted yet.
  private let calls: [LiveCall]
  /// The talks about the accounts that LOOKUP NEXT leased to the user, by the accounts' rows.
  private let leased: [UInt32: Talk]
  private let before: VerifyBefore
  private let today: Day
  /// The contacts who have shown who they are on the call.
  private let identified: [UInt32]
  /// The leased accounts of which somebody has shown who they are.
  private let known: Set<UInt32>

  /// - Parameter calls: all that are known, with it.
  /// - Parameter book: the present one: what is identified now is so whatever day a look-up is of.
  public init(
    _ call: LiveCall?, among calls: [LiveCall], leased: [UInt32: Talk], in book: borrowing Book,
    today: Day
  ) {
    (self.call, self.calls, self.leased, self.today) = (call, calls, leased, today)
    before = book.verifyBefore(on: today)
    identified = call.map { book.identified(in: $0.talk) } ?? []
    var known: Set<UInt32> = []
    for (account, talk) in leased where !book.identified(in: talk).isEmpty { known.insert(account) }
    self.known = known
  }

  /// The talk in which somebody says who they are about an account; nil: none is known.
  func talk(about account: UInt32) -> Talk? { call?.talk ?? leased[account] }

  /// The call of which a note of a call from a number speaks; nil: there is none that was not
  /// noted.
  /// - Parameter isIn: whether it is said to have been a call in. Then it may be one whose number
  ///   is hidden; else it may as well be a call of the desk's.
  func call(from number: PhoneNumber, isIn: Bool) -> LiveCall? {
    let calls = calls.filter { isIn || $0.number != nil }
    return calls.noted(from: number).map { calls[$0] }
  }

  /// Whether they have to show who they are before anything of an account is shown.
  /// - Parameter isOfThePast: the book is one of the past, which need not have whose debt it is
  ///   now: all but the debts of trade then count as a consumer's that is collected for another.
  fileprivate func mustIdentify(
    _ account: UInt32, in book: borrowing Book, isOfThePast: Bool
  ) -> Bool {
    guard asks(about: account, book, isOfThePast) else { return false }
    if call == nil { return !known.contains(account) }
    return !identified.contains { contact in
      book.contacts(ofPerson: contact, on: today).contains { own in
        book.role(of: own, on: account, asOf: today).map {
          book.mayBeTold(own, $0, about: account, on: today)
        } ?? false
      }
    }
  }

  private func asks(about account: UInt32, _ book: borrowing Book, _ isOfThePast: Bool) -> Bool {
    switch before {
    case .never: return false
    case .all: return call != nil || leased[account] != nil
    case .inbound:
      if call == nil { return false }
      let kind = book.accounts[account].kind
      return kind == .patient || book.isThirdParty(account, on: today)
        || isOfThePast && kind != .trade
    }
  }
}

extension Context {
  /// Whether whoever the user talks with has to show who they are before anything of what is owed
  /// on an account is shown.
  func mustIdentify(
    _ account: UInt32, in book: borrowing Book, isOfThePast: Bool = false
  ) -> Bool {
    speaker?.mustIdentify(account, in: book, isOfThePast: isOfThePast) ?? false
  }
}

/// What a look-up keeps off the screen while the caller is not known.
struct CallGuard {
  private let hasReason: Bool
  private let isOfThePast: Bool

  /// - Parameter isOfItsDay: the book has the names and roles of the day of `as-of=`.
  init(_ arguments: borrowing Arguments, isOfItsDay: Bool = false) throws(Failure) {
    hasReason = arguments.has("reason")
    if hasReason, arguments.required("reason").allSatisfy(\.isWhitespace) {
      throw arguments.bad("reason", "say why in words: reason=\"their bank asks, letter of today\"")
    }
    isOfThePast = arguments.isOfThePast || isOfItsDay && arguments.has("as-of")
  }

  /// Whether nothing of what is owed on an account is shown. Where a reason shows it all the same,
  /// the audit trail has it among what only some may know.
  func hides(
    _ account: UInt32, _ book: borrowing Book, _ context: Context, _ reply: inout ReplyWriter
  ) -> Bool {
    guard context.mustIdentify(account, in: book, isOfThePast: isOfThePast) else { return false }
    if hasReason { reply.showsRestricted = true }
    return !hasReason
  }
}

extension Parameter {
  /// Why something is shown though the caller is not known.
  static let reasonToShow = Parameter(
    "reason", .text,
    help: "why you have to see what is owed though the caller has not shown who they are: all is"
      + " shown, and the audit trail keeps the reason")
}

extension FieldSpec {
  static let mustIdentify = FieldSpec(
    "must", "identify: the caller is not known yet, so nothing of what is owed is shown")
}

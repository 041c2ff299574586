public import PiperollLedger
import PiperollWire

/// An account that is one session's for a time: nobody else is offered it.
public struct Lease: Sendable {
  /// The account's row.
  public let account: UInt32
  /// The user who works it.
  public let user: String
  /// The session that has it; nil: its connection was lost, and the user's next session gets it.
  public var session: Int?
  /// Milliseconds of UTC since 1970.
  public var until: Int64
  /// The last entry before the user had it: whoever has shown who they are since is known.
  public let after: EntryNumber

  /// - Parameter until: milliseconds of UTC since 1970.
  public init(
    _ account: UInt32, user: String, session: Int, until: Int64, after: EntryNumber
  ) {
    (self.account, self.user, self.session, self.until) = (account, user, session, until)
    self.after = after
  }
}

extension Context {
  /// Another session's lease of an account that stands now; nil if there is none.
  func otherLease(of account: UInt32) -> Lease? {
    guard let lease = leases[account], lease.until > now else { return nil }
    let isOwn = lease.session.map { $0 == session } ?? (lease.user == user)
    return isOwn ? nil : lease
  }
}

extension FieldSpec {
  static let leasedBy = FieldSpec("leased-by", "who else works it just now, by LOOKUP NEXT")
}

extension ReplyWriter {
  /// Says who else works an account. It is in no entry: what was on another day, or was known at
  /// an entry, is not known.
  mutating func field(
    leasedBy account: UInt32, _ asOf: AsOf, _ context: Context
  ) {
    guard asOf.day == context.today, asOf.known == nil,
      let lease = context.otherLease(of: account)
    else { return }
    field("leased-by", lease.user)
  }
}

import PiperollLedger
public import PiperollWire

/// All commands. The parser, HELP, `Commands.md`, the grammar and the tests of coverage derive from
/// it.
///
/// A class, because every request uses it: copying a reference costs one retain, copying a struct
/// would cost three.
public final class Registry: Sendable {
  public let commands: [CommandSpec]
  /// A hash table (open addressing) from the words of a command to its index in `commands`.
  private let table: [(words: PackedWords, place: Int)]
  private let verbsWithKinds: Set<String>

  /// The commands of the protocol. A new command needs its line here.
  public static let standard = Registry([
    Hello.spec, Auth.spec, Password.spec, Capabilities.spec, Help.spec, Ping.spec,
    Quit.spec,
    LookupAccount.spec, LookupPhone.spec, LookupName.spec, LookupContact.spec, LookupMayCall.spec,
    Call.spec, LookupNext.spec, LookupWhy.spec, LookupInvoice.spec,
    LookupHistory.spec, LookupRef.spec, LookupPayment.spec, LookupPrefix.spec,
    PostAccount.spec, PostContact.spec, PostAmend.spec, PostAmendAccount.spec, PostAssign.spec,
    PostInvoice.spec, PostPayment.spec, PostCredit.spec,
    PostApply.spec, PostUnapply.spec, PostCharge.spec, PostAdjust.spec, PostWriteoff.spec,
    PostRecovery.spec, PostRefund.spec, PostTransfer.spec, PostReverse.spec,
    PostSmallBalances.spec,
    PostPolicy.spec, LookupPolicy.spec,
    PostLoan.spec, PostRate.spec, PostInterest.spec, LookupSchedule.spec, LookupPayoff.spec,
    PostLateFee.spec,
    PostLink.spec, PostPrefer.spec,
    PostPromise.spec, PostEnd.spec, LookupPromises.spec,
    PostPlan.spec, PostSettlement.spec, LookupPlan.spec,
    PostDispute.spec, PostResolve.spec, LookupDisputes.spec, PostReage.spec,
    PostTask.spec, LookupTasks.spec,
    PostDun.spec, LookupNotice.spec, LookupNotices.spec, ReportNotices.spec,
    PostHold.spec, PostReleaseHold.spec, LookupHolds.spec, PostLimit.spec,
    PostApprove.spec, PostReject.spec, LookupApprovals.spec, PostClose.spec,
    PostService.spec, PostVerify.spec, PostRelease.spec, LookupServices.spec,
    NoteGeneral.spec, NoteCall.spec, NoteReview.spec, NoteMessage.letter, NoteMessage.email,
    NoteMessage.text, NoteCease.spec, NoteAttorney.spec, NoteDeceased.spec, NoteHardship.spec,
    NoteIdentified.spec, NoteComplaint.spec, NoteFollowUp.spec, NoteEscalate.spec,
    NoteMailReturned.spec,
    NoteSource.spec, LookupNotes.spec,
    ReportAging.spec, ReportStatement.spec, ReportControl.spec, ReportTrial.spec,
    ReportRollForward.spec,
    ReportUnapplied.spec, ReportCredit.spec, ReportReceipts.spec, ReportDeposits.spec,
    ReportWriteoffs.spec, ReportRecoveries.spec,
    ReportReversals.spec, ReportDSO.spec, ReportEffectiveness.spec, ReportForecast.spec,
    ReportDelinquency.spec, ReportUnverified.spec, ReportJournal.spec, ReportPromises.spec,
    ReportPlans.spec, ReportDisputes.spec, ReportWorklist.spec,
    ReportActivity.spec, ReportEscalations.spec, ReportContacts.spec, ReportCompliance.spec,
    ReportVerify.spec,
    ReportAudit.spec,
    Begin.spec, Commit.spec, Abort.spec, Watch.spec,
    AdminHealth.spec, AdminSnapshot.spec, AdminUser.spec, AdminConfirm.spec, AdminUnlock.spec,
    AdminSession.spec, AdminDropAudit.spec, AdminTemplate.spec, LookupTemplates.spec,
    LookupTemplate.spec, LookupUsers.spec, LookupSessions.spec,
    ReportUsers.spec,
  ])

  /// The codes that any command may give. They are about the line, the login and the server.
  public static let commonCodes: [Code] = [
    .closing, .overload, .readOnly, .badText, .syntax, .badKey, .badValue, .tooLong, .tooBig,
    .auth, .forbidden, .internal,
  ]

  /// The further codes that a write may give.
  public static let writeCodes: [Code] = [
    .queued, .conflict, .pending, .needsApproval,
  ]

  /// The further codes that a write may give if it is sent with a block of rows.
  public static let bulkCodes: [Code] = [.data, .partial]

  /// Makes a registry of commands. No two may have the same words.
  public init(_ commands: [CommandSpec]) {
    self.commands = commands
    verbsWithKinds = Set(commands.filter { !$0.kind.isEmpty }.map(\.verb))
    // At most a quarter of the slots are used, so that a search looks at one or two.
    var capacity = 64
    while capacity < commands.count * 4 { capacity *= 2 }
    var table = [(words: PackedWords, place: Int)](
      repeating: (PackedWords(verb: PackedWord()), Self.nowhere), count: capacity)
    for (place, command) in commands.enumerated() {
      for words in [command.words, command.alias].compactMap({ $0 }) {
        let parts = words.split(separator: " ").map { PackedWord(String($0)) }
        let words = PackedWords(verb: parts[0], kind: parts.count > 1 ? parts[1] : PackedWord())
        var slot = words.hash & (capacity - 1)
        while table[slot].place != Self.nowhere { slot = (slot + 1) & (capacity - 1) }
        table[slot] = (words, place)
      }
    }
    self.table = table
  }

  /// The place of an empty slot.
  private static var nowhere: Int { -1 }

  /// The command of these words; nil if there is none.
  func find(_ words: PackedWords) -> CommandSpec? {
    var slot = words.hash & (table.count - 1)
    while table[slot].place != Self.nowhere {
      if table[slot].words == words { return commands[table[slot].place] }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  func hasKinds(_ verb: String) -> Bool { verbsWithKinds.contains(verb) }

  /// The kinds of a verb, in the order of `commands`.
  func kinds(of verb: String) -> [String] { commands.filter { $0.verb == verb }.map(\.kind) }

  /// The words of all commands of a kind, whatever their verb.
  func words(ofKind kind: String) -> [String] { commands.filter { $0.kind == kind }.map(\.words) }

  /// The names of the arguments that a command takes by their places, in order; none if there is no
  /// such command.
  public func placedNames(of words: String) -> [String] {
    let words = words.uppercased()
    let spec = commands.first { $0.words == words || $0.alias == words }
    return (spec?.table.positional ?? []).map { "\(spec!.parameters[$0].name)" }
  }

  /// The words of all commands, and their aliases.
  public var words: [String] { commands.flatMap { [$0.words] + ($0.alias.map { [$0] } ?? []) } }
}

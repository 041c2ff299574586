import ArgumentParser
import Glibc
import PiperollLedger
import PiperollServer
import PiperollStore
import PiperollVersion

/// Reads all of a book's files and says whether they are sound.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: """
      Reads every checksum of a book's files, proves its snapshots and its audit trail. Changes \
      nothing.
      """,
    discussion: """
      Works beside a running server. The book is replayed from the oldest whole snapshot, or from \
      the journal's beginning; each later snapshot must hold exactly what the journal comes to at \
      its sequence. `state` is the hash that REPORT VERIFY gives at `sequence`.

      Every seal of the audit trail is made again with its key. Without --audit-head nobody can \
      tell whether its end was cut off, nor whether somebody who has the key wrote it anew.

      It takes as much memory as the server does. It ends with 0 if everything is sound, with 1 \
      if something is damaged but a server would start, with 2 if none would, and with 7 if what \
      it found could not be written.
      """)

  @Argument(help: "The data directory, or a backup.", completion: .directory)
  var directory: String

  @Option(
    help: ArgumentHelp(
      "A record of the audit trail that must be there: last and seal of REPORT AUDIT head=yes.",
      valueName: "last:seal"),
    transform: Verify.head)
  var auditHead: AuditCheck.Head?

  private static func head(_ text: String) throws -> AuditCheck.Head {
    guard let head = AuditCheck.Head(text) else {
      throw ValidationError("--audit-head is a sequence, a colon and 64 hexadecimal digits")
    }
    return head
  }

  /// Something is damaged, but a server would start.
  private static let damagedCode = ExitCode(1)
  /// A server would not start.
  private static let unusableCode = ExitCode(2)

  func run() throws {
    let data = DataDirectory(path: directory)
    let book = data.isBackup ? directory : data.book
    print("directory       \(book)")
    let check: BookCheck
    do throws(StoreError) {
      check = try BookStore.verify(book, isBackup: data.isBackup)
    } catch {
      print("verdict         unusable: \(error)")
      print("what to do      \(error.advice)")
      throw Self.unusableCode
    }
    printFiles(check)
    for snapshot in check.snapshots { printSnapshot(snapshot) }
    print("state           \(check.state)")
    if check.isMarkDamaged {
      print("durable.txt     one copy is damaged; the other stands in for it")
    }
    print("violations      \(check.violations.count)")
    for violation in check.violations { print("violation       \(violation)") }
    if let damage = check.damage {
      print("damage          \(damage)")
      print("what to do      \(damage.advice)")
    }
    let isSound = try checkAudit() && check.isSound
    print("verdict         \(isSound ? "sound" : "damaged, but a server would start")")
    if !isSound { throw Self.damagedCode }
  }

  /// Proves the audit trail. A backup has none, nor has a directory of a version before 0.3.0.
  private func checkAudit() throws -> Bool {
    let place = DataDirectory(path: directory).audit
    let isThere = access(place.directory, F_OK) == 0 || access(place.keyFile, F_OK) == 0
    if !isThere, auditHead == nil { return true }
    let check = try AuditCheck.verify(place, head: auditHead)
    print("audit files     \(check.segments)")
    print("audit records   \(check.first)..\(check.last)")
    print("audit head      \(check.last):\(check.seal)")
    if check.unfinishedBytes > 0 {
      print("audit end       \(check.unfinishedBytes) bytes that are no whole block")
    }
    if check.tornEnds > 0 { print("audit cut       \(check.tornEnds) ends, as the trail says") }
    if check.dropped > 0 { print("audit dropped   \(check.dropped) records, as the trail says") }
    for finding in check.findings { print("audit damage    \(finding)") }
    return check.isSound
  }

  private func printFiles(_ check: BookCheck) {
    switch check.holder {
    case .nobody: print("in use by       nobody")
    case .process(let id): print("in use by       process \(id.map(String.init) ?? "unknown")")
    }
    print("journal         \(check.journalID)")
    print("segments        \(check.segments.count)")
    print("oldest segment  by \(writer(check.segmentPrograms.first ?? nil))")
    print("newest segment  by \(writer(check.segmentPrograms.last ?? nil))")
    print("records         \(check.segments[0])..\(check.end.lastSequence)")
    if check.holder == .nobody {
      print("unfinished      \(check.end.unfinishedBytes) bytes, which the next start cuts off")
    } else {
      print("being written   \(check.unvouchedBytes) bytes, which are left out")
    }
    print("sequence        \(check.end.lastSequence)")
    print("chain           \(check.end.chain)")
  }

  private func printSnapshot(_ snapshot: BookCheck.Snapshot) {
    let finding =
      switch snapshot.finding {
      case .proven: "is what the journal comes to"
      case .first: "whole; the journal before it is gone"
      case .notCompared: "whole; not compared"
      case .refused(let reason): "REFUSED: \(reason)"
      case .differs(let state, let journal):
        "WRONG: its state is \(state), the journal comes to \(journal); move it elsewhere"
      }
    let about =
      snapshot.bytes == 0
      ? ""
      : "  \(utc(snapshot.time))  \(snapshot.bytes) bytes  by \(writer(snapshot.program))"
    print("snapshot        \(snapshot.sequence)\(about)  \(finding)")
  }

  /// `piperolld 0.2.0`, or what stands for a file without a version.
  private func writer(_ program: ProgramVersion?) -> String {
    program.map { "piperolld \($0)" } ?? "a piperolld older than 0.2.0"
  }

  /// `2026-11-24T09:30:00Z`
  private func utc(_ milliseconds: Int64) -> String {
    let seconds = Int(milliseconds / 1000) % 86_400
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    let time = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(Day(milliseconds: milliseconds).text)T\(time)Z"
  }
}

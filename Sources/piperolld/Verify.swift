import ArgumentParser
import Glibc
import PiperollLedger
import PiperollServer
import PiperollStore
import PiperollVersion

/// Reads all of a book's files and says whether they are sound.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads every checksum of a book's files, and proves its snapshots. Changes nothing.",
    discussion: """
      Works beside a running server. The book is replayed from the oldest whole snapshot, or from \
      the journal's beginning; each later snapshot must hold exactly what the journal comes to at \
      its sequence. `state` is the hash that REPORT VERIFY gives at `sequence`.

      It takes as much memory as the server does. It ends with 0 if everything is sound, with 1 \
      if something is damaged but a server would start, with 2 if none would, and with 7 if what \
      it found could not be written.
      """)

  @Argument(help: "The data directory, or a backup.")
  var directory: String

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
    print("verdict         \(check.isSound ? "sound" : "damaged, but a server would start")")
    if !check.isSound { throw Self.damagedCode }
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

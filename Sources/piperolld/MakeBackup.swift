import ArgumentParser
import PiperollServer
import PiperollStore

/// Makes a backup of a book.
struct MakeBackup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies a book, beside a running server, up to an exact sequence.",
    discussion: """
      Everything acknowledged before the last group is in it; the last group itself is in it if \
      something after it says that it was durable (a server at rest says so within two seconds), \
      or if no server runs. What is copied is read \
      back and replayed before success is said; an interrupted backup has no backup's name.

      Keys are not in it: whoever has them can pass for this server or for any of its users. Keep \
      server.key, server.pem, clients.key and clients.pem once, in a safer place: they do not \
      change.
      """)

  @Argument(help: "The data directory.", completion: .directory)
  var directory: String

  @Argument(help: "The backup's directory; it is made, and must not be there yet.")
  var target: String

  @Option(
    help: ArgumentHelp(
      "End with this sequence instead of the last; it must be the end of a group.",
      valueName: "sequence"))
  var to: UInt64?

  func run() throws {
    do throws(StoreError) {
      let made = try BookStore.backup(DataDirectory(path: directory).book, at: target, to: to)
      print("backup          \(target)")
      printCopy(made)
      print("restore it with piperolld restore \(target) DIRECTORY")
    } catch {
      throw StoreRefusal(error)
    }
  }
}

/// What a copy holds, as `name  value` lines.
func printCopy(_ made: Backup) {
  print("journal         \(made.copy.journalID)")
  print("sequence        \(made.copy.sequence)")
  print("chain           \(made.copy.chain)")
  print("state           \(made.state)")
  print("bytes           \(made.copy.bytes)")
  print("segments        \(made.copy.segments.count)")
  for snapshot in made.copy.snapshots { print("snapshot        \(snapshot)") }
  for refused in made.copy.refusedSnapshots { print("left out        \(refused)") }
}

/// A store's refusal, with what there is to do about it.
struct StoreRefusal: Error, CustomStringConvertible {
  let description: String

  init(_ error: StoreError) { description = "\(error)\n\(error.advice)" }
}

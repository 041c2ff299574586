import Logging
import PiperollStore

extension RecoveryReport {
  /// For the line of the log.
  var fields: Logger.Metadata {
    var fields: Logger.Metadata = [
      "sequence": "\(lastSequence)", "replayed": "\(replayedRecords)",
    ]
    if let snapshotSequence { fields["snapshot"] = "\(snapshotSequence)" }
    if droppedBytes > 0 {
      fields["dropped"] = "\(droppedBytes) bytes that were never acknowledged"
      fields["kept-in"] = "\(brokenFile ?? "nothing: the disk was full")"
    }
    if isMarkDamaged { fields["durable.txt"] = "one copy was damaged and is written anew" }
    if !refusedSnapshots.isEmpty {
      let refused = refusedSnapshots.map(\.description).joined(separator: "; ")
      fields["snapshots-not-used"] = "\(refused)"
    }
    return fields
  }
}

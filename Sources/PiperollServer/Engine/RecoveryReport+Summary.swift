import PiperollStore

extension RecoveryReport {
  /// A sentence for the log.
  var summary: String {
    var text = "opened the book at sequence \(lastSequence)"
    if let snapshotSequence { text += ", from the snapshot of \(snapshotSequence)" }
    text += ", \(replayedRecords) entries replayed"
    if droppedBytes > 0 { text += "; dropped \(droppedBytes) bytes that were never acknowledged" }
    if let brokenFile {
      text += ", kept in \(brokenFile)"
    } else if droppedBytes > 0 {
      text += ", which the full disk could not keep"
    }
    if isMarkDamaged { text += "; one copy of durable.txt was damaged and is written anew" }
    for refused in refusedSnapshots { text += "; snapshot not used: \(refused)" }
    return text
  }
}

/// What a journal does, wherever it keeps its records. One thread at a time.
public protocol JournalEngine {
  /// Makes a group durable. `expectedSequence` is the sequence its first record has - the one after
  /// the journal's last - and `epoch` the writer's, from `takeover`. The group is not emptied.
  func append(
    expectedSequence: UInt64, epoch: UInt64, group: inout JournalGroup
  ) throws(StorageFault) -> AppendResult

  /// Hands out all durable records from a sequence on, in order: sequence, time, payload (which
  /// holds only during the call).
  func read(
    from sequence: UInt64, _ body: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError)

  /// Becomes the journal's only writer: appends under earlier epochs are fenced from now on.
  func takeover() throws(StorageFault) -> Takeover
}

/// What became of a group.
public enum AppendResult: Equatable, Sendable {
  /// It is durable.
  case acknowledged
  /// It was not written: another writer took over, or the sequence is not the journal's next.
  case fenced
  /// It may or may not be durable (an engine behind a network; never the local one).
  case unknown
}

/// A writer's claim.
public struct Takeover: Equatable, Sendable {
  /// The writer's epoch.
  public var epoch: UInt64
  /// The last durable sequence, 0 in an empty journal.
  public var lastSequence: UInt64
}

/// What a journal does, wherever it keeps its records. One thread at a time.
public protocol JournalEngine {
  /// Makes a group durable. `expectedSequence` is the sequence its first record has - the one after
  /// the journal's last - and `epoch` the writer's, from `takeover`. The group is not emptied.
  ///
  /// Throws only for want of room: then nothing was written, and the same group may be appended
  /// again when there is some. After `unknown` the journal is finished for this writer: nothing of
  /// what it appends later is written (`fenced`). Only who opens the journal anew can tell.
  func append(
    expectedSequence: UInt64, epoch: UInt64, group: inout JournalGroup
  ) throws(StorageFault) -> AppendResult

  /// Hands out all durable records from a sequence on, in order: sequence, time, payload (which
  /// holds only during the call).
  func read(
    from sequence: UInt64, _ body: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError)

  /// Becomes the journal's only writer: appends under earlier epochs are fenced from now on. Throws
  /// the failure that finished the journal, if one did.
  func takeover() throws(StorageFault) -> Takeover

  /// Why the journal is finished for this writer; nil while it is not.
  var failure: StorageFault? { get }
}

/// What became of a group.
public enum AppendResult: Equatable, Sendable {
  /// It is durable.
  case acknowledged
  /// Nothing of it was written: another writer took over, the sequence is not the journal's next,
  /// or the journal is finished (`failure`).
  case fenced
  /// It may or may not be durable, whole or not at all; the journal is finished for this writer.
  case unknown
}

/// A writer's claim.
public struct Takeover: Equatable, Sendable {
  /// The writer's epoch.
  public var epoch: UInt64
  /// The last durable sequence, 0 in an empty journal.
  public var lastSequence: UInt64
}

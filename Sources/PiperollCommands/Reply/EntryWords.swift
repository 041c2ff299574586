import PiperollLedger

extension EntryKind: WireWord {
  static let words = wordsByNumber()
}

extension Store {
  public var roomBytes: UInt64 { 16 << 20 }
  public var freeBytes: UInt64 { get throws(StorageFault) { 1 << 40 } }
  public var journalBytes: UInt64 { 0 }
  public var syncLatency: (last: UInt64, p99: UInt64, max: UInt64) { (0, 0, 0) }
}
extension LocalJournal {
  public var failure: StorageFault? { nil }
}

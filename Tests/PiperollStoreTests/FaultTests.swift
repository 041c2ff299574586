import Glibc
import TestSupport
import Testing

@testable import PiperollStore

struct FaultTests {
  /// Opens, posts 12 groups of 3 with a snapshot after every 4, closes. Returns how many records
  /// were acknowledged, whatever happened.
  private func run(_ disk: SimulatedDisk) -> Int {
    let ledger = Ledger()
    guard let store = try? disk.openStore(ledger) else { return 0 }
    defer { store.abandon() }
    var acknowledged = 0
    for round in 1...12 {
      let wasFinished = store.journal.failure != nil
      do throws(StorageFault) {
        switch try store.append(3) {
        case .acknowledged:
          #expect(!wasFinished, "a finished journal acknowledged")
          acknowledged = Int(store.journal.lastSequence)
          #expect(store.durableSequence == store.journal.lastSequence)
        case .fenced: #expect(store.journal.failure != nil)
        case .unknown: #expect(!wasFinished && store.journal.failure != nil)
        }
      } catch {
        #expect(error.isNoSpace && store.journal.failure == nil)
      }
      guard round % 4 == 0 else { continue }
      ledger.fill(acknowledged)
      try? store.writeSnapshot(sequence: UInt64(acknowledged), time: 1, body: ledger.write)
    }
    try? store.close()
    return acknowledged
  }

  @Test(arguments: [(EIO, false), (EIO, true), (ENOSPC, false), (ENOSPC, true)], End.allCases)
  func `whichever call fails, what was acknowledged is there`(
    fault: (code: Int32, isSticky: Bool), end: End
  ) throws {
    let created = try SimulatedDisk.withStore()
    var call = 0
    while true {
      let disk = created.fork(seed: UInt64(call))
      disk.faults = FaultPlan(.init(call: call, isSticky: fault.isSticky, code: fault.code))
      let acknowledged = run(disk)
      let ledger = Ledger()
      let next = end.befall(disk)
      let store = try next.openStore(ledger)
      // A group whose sync failed may be there all the same; half a group never is.
      #expect(ledger.payloads.count >= acknowledged, "call \(call)")
      #expect(ledger.payloads.count % 3 == 0)
      #expect(ledger.payloads == Ledger.expected(ledger.payloads.count))
      // What is built upon it survives a power cut, too.
      try store.post(1)
      let left = Ledger()
      _ = try next.crash(.everythingDropped).openStore(left)
      #expect(left.payloads.count == ledger.payloads.count + 1, "call \(call)")
      if !disk.hasFailed {
        #expect(acknowledged == 36)
        break
      }
      call += 1
    }
    #expect(call > 100)
  }

  @Test(arguments: [EIO, ENOSPC])
  func `whichever call of a recovery fails, the next one succeeds`(code: Int32) throws {
    let disk = try SimulatedDisk.withStore()
    try disk.openStore().post(3, 3)
    let torn = disk.kill()
    let segment = "book/journal-0000000000000001.log"
    torn[segment] = Array(torn[segment]!.prefix(3 * 2 * 53 + 60))
    var call = 0
    while true {
      let first = torn.fork(seed: UInt64(call))
      first.faults = FaultPlan(.init(call: call, code: code))
      _ = try? first.openStore()
      let ledger = Ledger()
      _ = try first.kill().openStore(ledger)
      #expect(ledger.payloads == Ledger.expected(3))
      if !first.hasFailed { break }
      call += 1
    }
    #expect(call > 10)
  }

  @Test func `bytes that move in any pieces, interrupted, arrive all the same`() throws {
    var plan = FaultPlan()
    plan.shortTransfers = 0.7
    plan.interruptions = 0.3
    for seed in UInt64(1)...20 {
      let disk = try SimulatedDisk.withStore(seed: seed)
      disk.faults = plan
      #expect(run(disk) == 36)
      let again = disk.kill()
      again.faults = plan
      let ledger = Ledger()
      _ = try again.openStore(ledger)
      #expect(ledger.payloads == Ledger.expected(36))
    }
  }

  @Test func `after a failed sync the journal is finished, and no later sync revives it`() throws {
    let disk = try SimulatedDisk.withStore()
    let store = try disk.openStore()
    disk.faults = FaultPlan(.init([.sync], files: .suffix(".log"), code: EIO))
    let fault = StorageFault(.sync, "book/journal-0000000000000001.log", code: EIO)
    #expect(try store.append(1) == .unknown)
    #expect(store.journal.failure == fault)
    let calls = disk.callCount
    for _ in 1...3 { #expect(try store.append(1) == .fenced) }
    #expect(throws: fault) { try store.journal.takeover() }
    store.journal.reserveAhead()
    #expect(disk.callCount == calls, "nothing more is asked of the disk")
    #expect(store.durableSequence == 0)
  }

  @Test func `a full disk refuses a group, and takes it when there is room`() throws {
    let disk = try SimulatedDisk.withStore()
    let store = try disk.openStore()
    try store.post(3)
    disk.capacity = 0
    var (taken, takenWhileShort) = (1, 0)
    while (try? store.append(3)) == .acknowledged {
      taken += 1
      if store.shortage != nil { takenWhileShort += 1 }
    }
    #expect(takenWhileShort > 2, "told while the reserve still takes what is under way")
    #expect(store.shortage == .diskFull)
    #expect(store.journal.failure == nil)
    store.journal.reserveAhead()
    #expect(store.shortage == .diskFull)
    disk.capacity = nil
    store.journal.reserveAhead()
    #expect(store.shortage == nil)
    for _ in 1...20 { try store.post(3) }
    try store.close()
    let ledger = Ledger()
    _ = try disk.openStore(ledger)
    #expect(ledger.payloads == Ledger.expected(3 * (taken + 20)))
  }

  @Test(arguments: [
    (ENOSPC, StorageFault.Cause.diskFull), (EDQUOT, .quota), (EACCES, .permission),
    (EROFS, .readOnlyDisk), (EMFILE, .descriptors), (ENOMEM, .memory), (EFBIG, .fileSize),
  ])
  func `what keeps a segment from being made is told at once as what it is, and heals`(
    code: Int32, cause: StorageFault.Cause
  ) throws {
    let disk = try SimulatedDisk.withStore()
    disk.faults = FaultPlan(.init([.allocate], isSticky: true, code: code))
    let store = try disk.openStore()
    #expect(store.shortage == cause, "from the first moment")
    var taken = 0
    var refusal: StorageFault?
    while refusal == nil, taken < 100 {
      do throws(StorageFault) {
        #expect(try store.append(1) == .acknowledged)
        taken += 1
      } catch {
        refusal = error
      }
    }
    #expect(refusal?.cause == cause && store.journal.failure == nil)
    disk.faults = FaultPlan()
    store.journal.reserveAhead()
    #expect(store.shortage == nil)
    try store.post(3)
    try store.close()
    let ledger = Ledger()
    _ = try disk.openStore(ledger)
    #expect(ledger.payloads == Ledger.expected(taken + 3))
  }

  @Test func `a disk that fails where a segment is made is told as that, and not waited for`()
    throws
  {
    let disk = try SimulatedDisk.withStore()
    disk.faults = FaultPlan(.init([.allocate], isSticky: true, code: EIO))
    let store = try disk.openStore()
    #expect(store.shortage == .device)
    var last = AppendResult.acknowledged
    for _ in 1...100 where last == .acknowledged { last = try store.append(1) }
    #expect(last == .fenced && store.journal.failure?.code == EIO)
  }

  @Test(arguments: End.allCases)
  func `a store on a full disk is opened and read, and goes on when there is room`(end: End) throws
  {
    let disk = try SimulatedDisk.withStore()
    let store = try disk.openStore()
    try store.post(3)
    disk.capacity = 0
    while (try? store.append(3)) == .acknowledged {}
    let taken = Int(store.durableSequence)
    let next = end.befall(disk)
    next.capacity = 0
    let ledger = Ledger()
    let again = try next.openStore(ledger)
    #expect(ledger.payloads == Ledger.expected(taken))
    #expect(again.shortage == .diskFull)
    #expect(throws: StorageFault.self) { try again.append(40) }
    next.capacity = nil
    again.journal.reserveAhead()
    #expect(again.shortage == nil)
    try again.post(40)
    let left = Ledger()
    _ = try next.crash(.everythingDropped).openStore(left)
    #expect(left.payloads == Ledger.expected(taken + 40))
  }
}

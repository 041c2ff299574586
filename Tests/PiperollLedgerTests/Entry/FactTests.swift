import Testing

@testable import PiperollLedger

@Suite struct FactCodeTests {
  private func bytes(_ code: FactCode, flags: UInt8) -> [UInt8] {
    var bytes: [UInt8] = []
    EntryWriter.append(to: &bytes) { code.put(to: &$0, flags: flags) }
    return bytes
  }

  private func code(_ bytes: [UInt8]) throws(EntryDecodingError) -> FactCode {
    let read = bytes.withUnsafeBytes { raw -> Result<FactCode, EntryDecodingError> in
      var reader = EntryReader(raw)
      return Result { () throws(EntryDecodingError) in
        try FactCode(first: try reader.take(), from: &reader)
      }
    }
    return try read.get()
  }

  /// Codes on both sides of each bound, with and without the two bits that do not belong to the
  /// code.
  @Test func `a code stands in one byte up to 62, and in three from 64 on`() throws {
    #expect(bytes(1, flags: 0) == [1])
    #expect(bytes(62, flags: 0xC0) == [62 | 0xC0])
    #expect(bytes(64, flags: 0) == [63, 64, 0])
    #expect(bytes(0x1234, flags: 0x80) == [63 | 0x80, 0x34, 0x12])
    for sample: FactCode in [1, 21, 62, 64, 255, 256, 65_535] {
      for flags in [UInt8(0), 0x40, 0x80, 0xC0] {
        #expect(try code(bytes(sample, flags: flags)) == sample)
      }
    }
  }

  @Test(arguments: [UInt8(0), 21, 62, 63])
  func `a code in three bytes that has room in one is refused`(small: UInt8) {
    #expect(throws: EntryDecodingError.unknownValue) { try code([63, small, 0]) }
    // Also if an entry begins with such a code.
    #expect(throws: EntryDecodingError.unknownValue) {
      try entry(decoding: [63, small, 0, 0, 0, 0, 0])
    }
  }

  @Test func `a code that is cut off is refused`() {
    #expect(throws: EntryDecodingError.tooShort) { try code([63]) }
    #expect(throws: EntryDecodingError.tooShort) { try code([63, 64]) }
  }

  @Test func `each fact of the list has a code of its own`() {
    for type in FactList.all { #expect(FactList.type(of: type.code) == type) }
    #expect(Set(FactList.all.map { $0.code.rawValue }).count == FactList.all.count)
  }

  @Test func `the samples hold every fact of the list`() {
    let held = sampleFacts.compactMap { fact -> UInt16? in
      guard case .other(let other) = fact else { return nil }
      return other.code.rawValue
    }
    #expect(Set(held) == Set(FactList.all.map { $0.code.rawValue }))
  }
}

@Suite struct FactTests {
  @Test func `facts are equal where their type and all they say are`() {
    for (place, fact) in sampleFacts.enumerated() {
      for (other, second) in sampleFacts.enumerated() {
        #expect((fact == second) == (place == other), "\(fact) and \(second)")
      }
    }
    // Two types with equal fields.
    #expect(Fact(HoldReleased(hold: 7)) != Fact(ServiceVerified(service: 7)))
  }

  @Test func `a fact gives its body to who asks for the type`() {
    let fact = Fact(HoldReleased(hold: 7))
    #expect(fact.body(as: HoldReleased.self) == HoldReleased(hold: 7))
    #expect(fact.body(as: ServiceVerified.self) == nil)
    #expect(Fact.noted(Noted(account: 1)).body(as: HoldReleased.self) == nil)
  }

  /// A replay holds many entries at once, so the size of a fact matters.
  @Test func `a fact takes no more room than the largest of the frequent ones`() {
    #expect(MemoryLayout<Fact>.size <= MemoryLayout<CreditTaken>.size + 1)
  }
}

@Suite struct EntryRowTests {
  private func row(_ recorded: Int64, _ kind: EntryKind, flags: Int) -> EntryRow {
    EntryRow(
      recorded: recorded, effective: .last, actor: 0, kind: kind, hasMemo: flags & 1 != 0,
      hasReference: flags & 2 != 0, isContinuation: flags & 4 != 0)
  }

  @Test func `time, kind and flags of an entry's row do not touch each other`() {
    for recorded in [0, 1, 0xFFFF_FFFF, 1 << 32, EntryRow.recordedEnd - 1] {
      for (kind, flags) in EntryKind.allCases.flatMap({ kind in (0..<8).map { (kind, $0) } }) {
        let row = row(recorded, kind, flags: flags)
        #expect(row.recorded == recorded)
        #expect(row.kind == kind)
        #expect(row.hasMemo == (flags & 1 != 0))
        #expect(row.hasReference == (flags & 2 != 0))
        #expect(row.isContinuation == (flags & 4 != 0))
      }
    }
    #expect(MemoryLayout<EntryRow>.size == 48)
  }

  @Test func `the last day of the recorded times is in 2248`() {
    #expect(Day(milliseconds: EntryRow.recordedEnd - 1) == Day(year: 2248, month: 9, day: 26))
  }

  @Test func `a time beyond the last ends the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = EntryRow(
        recorded: EntryRow.recordedEnd, effective: .last, actor: 0, kind: .note, hasMemo: false,
        hasReference: false, isContinuation: false)
    }
  }
}

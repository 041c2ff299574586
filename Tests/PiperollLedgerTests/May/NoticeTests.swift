import Testing

@testable import PiperollLedger

@Suite struct NoticeTests {
  /// When a notice was sent, the fifth work day behind that, and the end of the validation period.
  @Test(arguments: [
    ("2026-11-23", "2026-12-01", "2026-12-31"), ("2026-12-21", "2026-12-29", "2027-01-28"),
    ("2026-06-29", "2026-07-07", "2026-08-06"), ("2028-02-22", "2028-02-29", "2028-03-30"),
  ])
  func `the validation period ends thirty days behind the fifth work day`(
    sent: String, received: String, end: String
  ) {
    let sent = Day(iso: sent.utf8)!
    #expect(sent.advanced(workDays: 5).text == received)
    #expect(Book.validationEnd(ofNoticeSentOn: sent).text == end)
  }

  @Test func `a verdict and its rule are one byte`() {
    var bytes = Set<UInt8>()
    for rule in ContactRule.allCases {
      for verdict in [ContactVerdict.warn, .block] {
        let kept = KeptVerdict(verdict, rule)!
        #expect(KeptVerdict(byte: kept.byte) == kept)
        #expect(bytes.insert(kept.byte).inserted)
      }
    }
    #expect(KeptVerdict(byte: KeptVerdict(.allow, nil)!.byte) == KeptVerdict(.allow, nil))
    #expect(KeptVerdict(.allow, .t1) == nil && KeptVerdict(.block, nil) == nil)
    #expect((0...UInt8.max).filter { KeptVerdict(byte: $0) != nil }.count == bytes.count + 1)
  }
}

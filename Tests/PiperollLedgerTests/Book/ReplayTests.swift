import Testing

@testable import PiperollLedger

@Suite struct ReplayTests {
  private func add(
    _ bytes: [UInt8], _ place: Int, to replay: inout Replay, _ book: inout Book
  ) throws {
    let stamp = Stamp(number: UInt64(place) + 1, recorded: Int64(place + 1) * 1000)
    let fault = bytes.withUnsafeBytes { raw -> EntryDecodingError? in
      do throws(EntryDecodingError) { try replay.add(raw, stamp, to: &book) } catch {
        return error
      }
      return nil
    }
    if let fault { throw fault }
  }

  /// Journals of many lengths, because entries are applied some at a time.
  @Test(arguments: UInt64(500)..<503)
  func `a replay gives the book that recorded the journal`(seed: UInt64) throws {
    var random = RandomPlay(seed: seed)
    for _ in 0..<150 {
      random.step()
      var book = Book()
      var replay = Replay()
      for (place, bytes) in random.play.journal.enumerated() {
        try add(bytes, place, to: &replay, &book)
      }
      replay.finish(&book)
      #expect(book.stateHash() == random.play.book.stateHash())
    }
  }

  @Test func `a replay goes on from a book that is there`() throws {
    var random = RandomPlay(seed: 510)
    for _ in 0..<100 { random.step() }
    var book = random.play.book.view()
    let first = random.play.journal.count
    for _ in 0..<100 { random.step() }
    var replay = Replay()
    for place in first..<random.play.journal.count {
      try add(random.play.journal[place], place, to: &replay, &book)
    }
    replay.finish(&book)
    #expect(book.stateHash() == random.play.book.stateHash())
  }

  @Test func `a record that is no entry is refused at once, and nothing of it is applied`() throws {
    var random = RandomPlay(seed: 511)
    for _ in 0..<10 { random.step() }
    let journal = random.play.journal
    var book = Book()
    var replay = Replay()
    for (place, bytes) in journal.enumerated() { try add(bytes, place, to: &replay, &book) }
    #expect(throws: EntryDecodingError.unknownKind(59)) {
      try add([59, 0, 0], journal.count, to: &replay, &book)
    }
    replay.finish(&book)
    #expect(book.stateHash() == random.play.book.stateHash())
  }
}

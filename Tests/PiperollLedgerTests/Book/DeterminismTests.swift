import Testing

@testable import PiperollLedger

@Suite struct DeterminismTests {
  @Test(arguments: UInt64(200)..<210)
  func `the journal's bytes give the same state`(seed: UInt64) throws {
    var random = RandomPlay(seed: seed)
    for _ in 0..<150 { random.step() }
    var replayed = Book()
    for (place, bytes) in random.play.journal.enumerated() {
      let stamp = Stamp(number: UInt64(place) + 1, recorded: Int64(place + 1) * 1000)
      replayed.apply(try entry(decoding: bytes), stamp)
    }
    #expect(replayed.stateHash() == random.play.book.stateHash())
    #expect(encoded(replayed) == encoded(random.play.book))
  }

  /// A view that a class can keep: `Book` itself is not copyable.
  private final class Held {
    let book: Book
    let hash: String
    let entries: Int
    init(_ book: consuming Book, entries: Int) {
      hash = book.stateHash()
      self.book = book
      self.entries = entries
    }
  }

  @Test(arguments: UInt64(300)..<305)
  func `a view is unmoved by later writes`(seed: UInt64) {
    var random = RandomPlay(seed: seed)
    var held: [(Held, [Money])] = []
    for step in 0..<150 {
      if step % 15 == 0 {
        let view = Held(random.play.book.view(), entries: random.play.journal.count)
        held.append((view, view.book.remainingOfItems(asOf: Play.day(100))))
      }
      random.step()
    }
    for (view, remaining) in held {
      #expect(view.book.stateHash() == view.hash)
      #expect(view.book.remainingOfItems(asOf: Play.day(100)) == remaining)
      #expect(view.book.violations().isEmpty)
      var replayed = Book()
      for (place, bytes) in random.play.journal.prefix(view.entries).enumerated() {
        guard let entry = try? entry(decoding: bytes) else { continue }
        replayed.apply(entry, Stamp(number: UInt64(place) + 1, recorded: Int64(place + 1) * 1000))
      }
      #expect(replayed.stateHash() == view.hash)
    }
    #expect(Set(held.map(\.0.hash)).count > 5, "the views were of different moments")
  }

  @Test func `a view may be written, and the book is unmoved by that`() {
    var random = RandomPlay(seed: 42)
    for _ in 0..<100 { random.step() }
    let hash = random.play.book.stateHash()
    var trial = random.play.book.view()
    let note = Entry(
      effective: Play.day(9), actor: "eve", memo: "a trial", fact: .noted(Noted(account: 1)))
    trial.apply(note, Stamp(number: trial.sequence + 1, recorded: trial.lastRecorded))
    #expect(trial.stateHash() != hash)
    #expect(random.play.book.stateHash() == hash)
  }

  @Test(arguments: UInt64(400)..<405)
  func `a book's bytes give the book again, and it goes on as the first`(seed: UInt64) throws {
    var random = RandomPlay(seed: seed)
    for _ in 0..<120 { random.step() }
    let bytes = encoded(random.play.book)
    var source = ByteSource(bytes)
    let restored = try Book(from: &source, hashedWith: HashKey(seed, ~seed))
    #expect(source.offset == bytes.count, "nothing is left over")
    #expect(restored.stateHash() == random.play.book.stateHash())
    #expect(encoded(restored) == bytes)
    random.play.book = restored
    for _ in 0..<60 { random.step() }
    #expect(random.play.disagreements.isEmpty)
    #expect(random.play.book.violations().isEmpty)
  }

  @Test func `the state hash tells any one entry from another`() {
    func hash(_ change: (inout Entry) -> Void) -> String {
      var book = Book()
      let fact = AccountOpened(account: "A", kind: .trade, name: "N")
      var entry = Entry(effective: Play.day(1), actor: "maria", fact: Fact(fact))
      change(&entry)
      book.apply(entry, Stamp(number: 1, recorded: 5))
      return book.stateHash()
    }
    let hashes = [
      hash { _ in }, hash { $0.effective = Play.day(2) }, hash { $0.actor = "mario" },
      hash { $0.memo = "m" }, hash { $0.reference = Reference(name: "r", payloadHash: 0) },
      hash { $0.reference = Reference(name: "r", payloadHash: 1) },
      hash { $0.fact = Fact(AccountOpened(account: "A", kind: .loan, name: "N")) },
    ]
    #expect(Set(hashes).count == hashes.count)
    #expect(hashes.allSatisfy { $0.utf8.count == 32 })
  }
}

@testable import PiperollLedger

extension ForgedBookTests {
  /// Notes of which more is known than their text, one of them corrected.
  static func notes(on play: Play) {
    let account = play.book.accounts[0].opened
    let wrong = play.record(
      Fact(NoteTaken(account: account, kind: .cease, via: .letter, day: Play.day(4))), on: 5)
    play.record(
      Fact(
        NoteTaken(
          account: account, kind: .email, corrects: wrong, direction: .out, purpose: .answer,
          point: "ada@example.com")), on: 6)
  }

  func readLastNotes(of account: UInt32, _ book: borrowing Book, _ day: Day, _ steps: inout Steps) {
    for number in book.lastNotes(of: account, asOf: day, max: 3, for: Viewer("", .viewer)) {
      steps.take(Int(number))
    }
  }

  /// Follows all that a note names.
  static func read(noteOf number: EntryNumber, _ book: borrowing Book) {
    guard let row = book.noteRow(of: number) else { return }
    _ = (row.direction, row.via, row.purpose, row.day?.text, book.text(row.point))
    if let corrected = row.corrects { _ = book.entries[Int(corrected) - 1].noteKind }
  }
}

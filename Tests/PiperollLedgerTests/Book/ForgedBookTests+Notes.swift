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

  /// Follows all that a note names.
  static func read(noteOf number: EntryNumber, _ book: borrowing Book) {
    guard let row = book.noteRow(of: number) else { return }
    _ = (row.direction, row.via, row.purpose, row.day?.text, book.text(row.point))
    if let corrected = row.corrects { _ = book.entries[Int(corrected) - 1].noteKind }
  }
}

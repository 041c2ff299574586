import PiperollCommands
import PiperollLedger
import PiperollLetters
import PiperollWire

/// A book behind the commands, whose letters are written.
final class LetterDesk {
  var book = Book()
  private let registry = Registry.standard
  var today = Day(year: 2026, month: 11, day: 23)!

  init() {
    run("POST POLICY desk-name \"Oak Street Recovery\" date=2026-01-01")
    run("POST POLICY desk-address \"PO Box 12, Portland, OR 97208\" date=2026-01-01")
    run("POST POLICY desk-phone \"(503) 555-0100\" date=2026-01-01")
    run("POST POLICY desk-hours \"Monday to Friday, 9 to 5\" date=2026-01-01")
    run("POST POLICY desk-email \"help@oakstreet.example\" date=2026-01-01")
    run("POST POLICY desk-site oakstreet.example date=2026-01-01")
  }

  /// Records what a line asks for.
  /// - Returns: the first entry.
  @discardableResult
  func run(_ line: String) -> EntryNumber {
    var request = Request()
    do {
      try request.parse(Array(line.utf8))
      let arguments = try registry.bind(
        request, line: Array(line.utf8), hasBlock: false, today: today)
      let context = Context(
        now: Int64(today.number + 1) * 86_400_000 - 1000, today: today, user: "maria", role: .admin)
      let decision = try arguments.decide(on: book, context)
      guard case .fresh(let entry, let rest, isDry: false) = decision else {
        preconditionFailure("\(line): nothing to record")
      }
      let first = book.sequence + 1
      for entry in [entry] + rest {
        let number = book.sequence + 1
        let time = Int64(today.number) * 86_400_000 + Int64(number) * 1000
        book.apply(entry, Stamp(number: number, recorded: time))
      }
      return first
    } catch {
      preconditionFailure("\(line): \(error)")
    }
  }

  /// Sets a template in English, as text, from a day on.
  func set(_ name: LetterName, _ text: String, _ since: String) {
    let entry = Entry(
      effective: day(since), actor: "maria",
      fact: book.decide(TemplateSet(name, .english, .text, text: text)))
    let number = book.sequence + 1
    let time = Int64(today.number) * 86_400_000 + Int64(number) * 1000
    book.apply(entry, Stamp(number: number, recorded: time))
  }

  func day(_ text: String) -> Day { Day(iso: text.utf8)! }

  func item(_ number: String, of account: String) -> UInt32 {
    book.findInvoice(number, of: book.findAccount(account)!)!
  }

  /// No secret at all: what an HMAC makes, another test says.
  static let plainSeal: LetterSeal = { message in
    (0..<32).map { UInt8(truncatingIfNeeded: message.count &+ $0 &* 7) }
  }

  func write(_ letter: LetterCase, known: EntryNumber? = nil) -> RenderedLetter {
    var press = LetterPress(seal: Self.plainSeal)
    return press.write(letter, in: known.map { book.view(known: $0) } ?? book.view())
  }
}

import PiperollLedger
import Testing

@testable import PiperollCommands

@Suite struct MomentHintTests {
  private static let today = Day(year: 2026, month: 11, day: 23)!

  @Test(arguments: [
    ("fri 15:00", "write fri/15:00"), ("Fri/3pm", "write fri/15:00"), ("3pm", "write today/15:00"),
    ("fri at 3:30 pm", "write fri/15:30"), ("tomorrow 9:30am", "write +1d/09:30"),
    ("2026-11-27T15:00", "write 2026-11-27/15:00"), ("11/27/2026 12pm", "write 2026-11-27/12:00"),
    ("11/27/2026", "write 2026-11-27"), ("noon", "write today/12:00"), ("15h", "write today/15:00"),
    ("12am", "write today/00:00"), ("fri 15.30", "write fri/15:30"),
    ("fri/25:00", "a date, alone or"), ("2026-11-27/25:00", "a date, alone or"),
    ("soon", "a date, alone or"), ("", "a date, alone or"),
    ("13pm", "a date, alone or"), ("3", "a date, alone or"),
  ])
  func `a moment in another form is answered with the right one`(text: String, hint: String) {
    let sentence = MomentHint.sentence(for: text, today: Self.today)
    #expect(sentence.hasPrefix(hint), "\(text): \(sentence)")
  }

  @Test(arguments: [
    ("weekends", "write \"sat-sun\""), ("mon-fri 3pm-5pm", "write \"mon-fri 15:00-17:00\""),
    ("weekdays 3 pm to 5 pm; weekends", "write \"mon-fri 15:00-17:00; sat-sun\""),
    ("Tuesdays, Thursdays", "write \"tue,thu\""), ("monday to friday", "write \"mon-fri\""),
    ("mon 3-5", "times of the week such as"), ("never", "times of the week such as"),
    ("", "times of the week such as"),
  ])
  func `times of the week in another form are answered with the right one`(
    text: String, hint: String
  ) {
    let sentence = MomentHint.windowsSentence(for: text)
    #expect(sentence.hasPrefix(hint), "\(text): \(sentence)")
  }
}

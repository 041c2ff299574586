import TestSupport
import Testing

/// Each file of `Protocol/Transcripts` is a claim that a real server keeps.
@Suite struct TranscriptTests {
  @Test(arguments: Transcript.all)
  func `the server answers as the transcript says`(transcript: Transcript) async throws {
    try await Places.servers.run {
      if ProtocolFolder.isRecording, transcript.setting("record") != "no" {
        let text = try await Replay.recorded(transcript)
        try ProtocolFolder.write(text, to: "Transcripts/\(transcript.path)")
        return
      }
      for mismatch in try await Replay.mismatches(of: transcript) {
        Issue.record(Comment(rawValue: mismatch))
      }
    }
  }

  @Test func `there are transcripts, each with its claim`() {
    #expect(Transcript.all.count > 50)
    for transcript in Transcript.all {
      #expect(transcript.lines[0].hasPrefix("# "), "\(transcript.path)")
      #expect(transcript.steps.contains { $0.isExpectation }, "\(transcript.path)")
    }
  }

  @Test(arguments: [
    ("201 CREATED entry={n}", "201 CREATED entry=12", true),
    ("201 CREATED entry={n}", "201 CREATED entry=", false),
    ("200 OK", "200 OK ", false),
    ("200 OK", "200 ok", false),
    ("a{date}b", "a2026-11-23b", true),
    ("a.c", "abc", false),
  ])
  func `a placeholder stands for its kind of value and nothing else`(
    expected: String, line: String, isMatch: Bool
  ) {
    #expect(Expectation(text: expected).matches(line) == isMatch)
  }
}

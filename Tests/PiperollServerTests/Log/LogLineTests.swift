import Foundation
import Logging
import Testing

@testable import PiperollServer

/// What a name in a certificate, a path or a client may do to a line of the log: nothing.
@Suite struct LogLineTests {
  private func line(_ value: String) -> String {
    LineLogHandler.line(time: 0, level: .info, "hello", ["client": "\(value)"])
  }

  @Test func `a line has its time, its level, its event, and its fields in order`() {
    let line = LineLogHandler.line(
      time: 1_795_435_200_125, level: .notice, "login refused",
      ["user": "maria", "address": "127.0.0.1:50412"])
    #expect(
      line == "time=2026-11-23T12:00:00.125Z level=notice event=\"login refused\""
        + " address=\"127.0.0.1:50412\" user=\"maria\"")
  }

  @Test func `no scalar ends a line, forges a field or reaches a terminal as a command`() {
    for value in UInt32(0)...0x2_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = line("a\(scalar)b")
      let controls = text.unicodeScalars.filter {
        $0.properties.generalCategory == .control || $0.properties.isBidiControl
          || $0.value == 0x2028 || $0.value == 0x2029
      }
      #expect(controls.isEmpty, "\(String(value, radix: 16))")
    }
  }

  @Test(arguments: [
    "x\" level=critical event=\"forged", "x\\\" y=\"", "x\\", "\n time=1", "\u{202E}x\u{9B}31m",
    "\"", "", "\u{85}", "a=b c=d",
  ]) func `what was said comes back from between the quotes`(_ said: String) throws {
    let text = line(said)
    let prefix = "time=1970-01-01T00:00:00.000Z level=info event=\"hello\" client="
    #expect(text.hasPrefix(prefix))
    // JSON's escapes are the same.
    let value = Data(text.dropFirst(prefix.count).utf8)
    let back = try JSONSerialization.jsonObject(with: value, options: .fragmentsAllowed) as? String
    #expect(back == said)
  }

  @Test func `a long value is cut, and the line says by how much`() {
    let text = line(String(repeating: "x", count: 5_000))
    #expect(text.hasSuffix("x...+3976\""))
    #expect(text.utf8.count < 1_200)
  }
}

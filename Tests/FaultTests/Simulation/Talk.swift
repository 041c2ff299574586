import PiperollCommands
import PiperollLedger

@testable import PiperollServer

/// A client of the simulation: what it sent, and what came back. A reply that has left the session
/// counts as received: the network loses nothing that a crash would not.
final class Talk {
  /// A reply's status line and, where a block follows, its lines.
  struct Reply {
    var status: String
    var lines: [String] = []
    var end = ""

    var code: Int { Int(status.prefix(3)) ?? 0 }

    /// A key's value in the status line.
    subscript(_ key: String) -> String? {
      status.split(separator: " ").first { $0.hasPrefix("\(key)=") }
        .map { String($0.dropFirst(key.utf8.count + 1)) }
    }

    func number(_ key: String) -> Int? { self[key].flatMap { Int($0) } }

    /// The cells of the rows of the only section.
    var rows: [[String]] {
      lines.dropFirst(2).map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
    }
  }

  let session: Session
  /// What has no reply yet, oldest first, each with how much was known when it was sent.
  private(set) var asked: [(request: Request, known: Int)] = []
  private var received: [UInt8] = []
  private var open: Reply?
  private let onReply: (_ request: Request, _ known: Int, _ reply: Reply) -> Void

  init(
    _ engine: Engine, user: String = "admin",
    onReply: @escaping (_ request: Request, _ known: Int, _ reply: Reply) -> Void
  ) {
    session = Session(engine: engine, address: "simulated")
    session.user = SessionUser(name: user, role: .admin)
    self.onReply = onReply
    session.onOutput = { [unowned self] in take() }
  }

  /// Hands the bytes of requests over, cut anywhere, and lets the session answer what it can.
  func send(_ requests: [Request], known: Int, cutAt cuts: [Int] = []) {
    asked += requests.map { ($0, known) }
    let bytes = requests.flatMap { Array($0.text.utf8) }
    var start = 0
    for end in cuts.map({ $0 % (bytes.count + 1) }).sorted() + [bytes.count] {
      bytes[start..<end].withUnsafeBytes { session.receive($0) }
      start = end
      session.process()
      take()
    }
  }

  /// The connection is gone.
  func end() { session.leave() }

  private func take() {
    while session.output.canSend {
      session.output.send { received += $0 }
      session.sent()
    }
    var start = 0
    while let end = received[start...].firstIndex(of: 0x0A) {
      line(String(decoding: received[start..<end - 1], as: UTF8.self))
      start = end + 1
    }
    received.removeFirst(start)
  }

  private func line(_ line: String) {
    guard var reply = open else {
      let reply = Reply(status: line)
      if line.dropFirst(3).first == "+" { open = reply } else { finish(reply) }
      return
    }
    if line.hasPrefix(". ") {
      reply.end = String(line.dropFirst(2))
      open = nil
      finish(reply)
    } else {
      reply.lines.append(line)
      open = reply
    }
  }

  private func finish(_ reply: Reply) {
    guard !asked.isEmpty else { preconditionFailure("a reply to nothing: \(reply.status)") }
    let (request, known) = asked.removeFirst()
    onReply(request, known, reply)
  }
}

import Foundation
import PiperollClient
import PiperollServer
import TestSupport
import Testing

/// The folder of letters and emails.
@Suite struct OutboxTests {
  private static let opening = [
    "POST POLICY desk-email desk@north.example",
    "POST POLICY dunning-levels 1:5:0:email+letter:0.00:reminder-1",
    "POST ACCOUNT A-1 kind=trade name=Ann terms=0 date=-60d",
    "POST CONTACT A-1 role=debtor name=Ann email=ann@one.example date=-60d",
    "POST INVOICE A-1 I-1 120.00 date=-40d",
    "POST ACCOUNT A-2 kind=trade name=Bo terms=0 date=-60d",
    "POST CONTACT A-2 role=debtor name=Bo address=\"1 Quay, Portland OR\" date=-60d",
    "POST INVOICE A-2 I-2 80.00 date=-40d",
  ]

  /// The files of the folder, by their paths in it, rising.
  private static func files(_ folder: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.contains(".") || $0 == "written" }.sorted()
  }

  /// A desk with two letters that are due, and its folder.
  private static func start(_ body: (Desk, String) async throws -> Void) async throws {
    try await Places.servers.run {
      let desk = try Desk()
      let folder = desk.path + "/outbox"
      try await desk.start { $0.outboxDirectory = folder }
      let wire = try await desk.connect()
      for line in opening { #expect(try await wire.ask(line)[0].code == 201, "\(line)") }
      try await body(desk, folder)
    }
  }

  @Test func `letters are written while the server runs, also the last of a run`() async throws {
    try await Self.start { desk, folder in
      let reply = try await desk.connect().ask("POST DUN")
      #expect(reply[0].code == 210)
      // Its thread writes behind the answer.
      while Self.files(folder).count < 4 { try await Task.sleep(for: .milliseconds(5)) }
      try await desk.stop()
      let names = Self.files(folder).map { String($0.split(separator: "/").last ?? "") }
      #expect(names == ["12.html", "12.txt", "10.eml", "written"])
    }
  }

  @Test func `what a crash kept from being written is written at the next start`() async throws {
    try await Self.start { desk, folder in
      _ = try await desk.connect().ask("POST DUN")
      try await desk.stop()
      let all = Self.files(folder)
      let texts = try all.map { try Data(contentsOf: URL(filePath: "\(folder)/\($0)")) }
      #expect(all.count == 4)
      for file in all { try FileManager.default.removeItem(atPath: "\(folder)/\(file)") }
      // As it stood when the run began.
      try Data("9\n".utf8).write(to: URL(filePath: "\(folder)/written"))
      try await desk.start { $0.outboxDirectory = folder }
      try await desk.stop()
      #expect(Self.files(folder) == all)
      #expect(try all.map { try Data(contentsOf: URL(filePath: "\(folder)/\($0)")) } == texts)
    }
  }

  @Test func `a new folder gets no letter of before`() async throws {
    try await Self.start { desk, folder in
      _ = try await desk.connect().ask("POST DUN")
      try await desk.stop()
      try FileManager.default.removeItem(atPath: folder)
      try await desk.start { $0.outboxDirectory = folder }
      try await desk.stop()
      #expect(Self.files(folder) == ["written"])
    }
  }

  @Test func `a run that skips very many accounts lets others in, and ends`() async throws {
    try await Self.start { desk, _ in
      let wire = try await desk.connect()
      let accounts = (0..<3000).map {
        "POST ACCOUNT S-\($0) kind=trade name=Cy terms=0 date=-60d\n"
          + "POST INVOICE S-\($0) I-\($0) 5.00 date=-40d\n"
      }
      for line in accounts.joined().split(separator: "\n") { _ = try await wire.ask("\(line)") }
      let reply = try await wire.ask("POST DUN")
      #expect(reply[0].code == 210)
      try await desk.stop()
    }
  }
}

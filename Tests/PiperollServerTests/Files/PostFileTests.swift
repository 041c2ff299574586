import Foundation
import PiperollClient
import PiperollServer
import Testing

@Suite struct `A file that is posted` {
  private static let map =
    "account=Customer, amount=Amount, method='check', memo=Check {No} of {Bank}"
  private static let head = "Customer,Amount,No,Bank\n"

  private func map(_ list: String = map, _ settings: String = "") throws -> FileMap {
    try FileMap(list: list).under(
      FileMap(text: "[file]\nkind = payment\n\(settings)\n", path: "m").settings)
  }

  private func open(_ body: (Wire, Office) async throws -> Void) async throws {
    try await Office.open { desk, office in
      let wire = try await desk.connect()
      _ = try await wire.ask(
        "POST ACCOUNT T-1 kind=trade name=x", "POST ACCOUNT 007 kind=trade name=y",
        "POST INVOICE T-1 I-1 100.00", "POST INVOICE 007 I-2 100.00")
      try await body(wire, office)
    }
  }

  private func balance(_ wire: Wire, _ account: String = "T-1") async throws -> String {
    try await wire.ask("LOOKUP ACCOUNT \(account)")[0].rows("account").first?["balance"] ?? ""
  }

  @Test func `is a payment a row, with its reference and its zeros in front`() async throws {
    try await open { wire, office in
      try office.write("p.csv", Self.head + "T-1,10.00,17,First\n007,2.50,,\n")
      let run = try await office.post("p.csv", try map())
      #expect(run.exitCode == .ok)
      #expect(run.output.hasPrefix("\(office.path("p.csv")): 2 rows, 12.50\n"))
      #expect(run.diagnostics.isEmpty)
      #expect(try await balance(wire) == "90.00")
      #expect(try await balance(wire, "007") == "97.50")
      let found = try await wire.ask("LOOKUP REF p.csv:payment:2", "LOOKUP HISTORY T-1")
      #expect(found[0].status.contains("amount=10.00"))
      #expect(found[1].rows("history").last?["detail"] == "check: Check 17 of First")
    }
  }

  @Test func `again is there before, and changed is refused`() async throws {
    try await open { wire, office in
      try office.write("p.csv", Self.head + "T-1,10.00,1,a\nT-1,11.00,2,a\n")
      _ = try await office.post("p.csv", try map())
      try office.write("p.csv", Self.head + "T-1,10.00,1,a\nT-1,11.50,2,a\nT-1,1.00,3,a\n")
      let run = try await office.post("p.csv", try map())
      #expect(run.exitCode == .refused)
      #expect(run.diagnostics.contains("line 3: 545: "))
      #expect(try await balance(wire) == "78.00")
      let other = try await office.post("p.csv", try map()) {
        $0.batch = "second"
        $0.rejects = office.path("r.csv")
      }
      #expect(other.exitCode == .ok)
      #expect(!office.exists("r.csv"))
    }
  }

  @Test func `leaves what was refused in a file that can be mended and posted`() async throws {
    try await open { wire, office in
      let row = "\"T-9\",\"5.00\",8,\"a \"\"b\"\"\nc\""
      try office.write("p.csv", Self.head + "T-1,1.00,7,a\n\(row)\nT-1,x,9,a\n")
      let run = try await office.post("p.csv", try map())
      #expect(run.exitCode == .refused)
      let rejects = office.read("p.csv.rejects.csv")
      #expect(
        rejects == """
          Customer,Amount,No,Bank,rejected-line,rejected-ref,rejected-code,rejected-why
          \(row),3,p.csv:payment:3,540,"there is no account T-9; LOOKUP NAME finds accounts by name"
          T-1,x,9,a,5,p.csv:payment:5,file,"Amount: ""x"" is no amount of the form 1234.56"

          """)
      try office.write(
        "p.csv.rejects.csv",
        rejects.replacing("T-9", with: "T-1").replacing("T-1,x", with: "T-1,3.00"))
      for fate in ["posted", "there before"] {
        let mended = try await office.post("p.csv.rejects.csv", try map())
        #expect(mended.exitCode == .ok, "\(mended.diagnostics)")
        #expect(mended.output.contains("  \(fate)  "))
      }
      #expect(try await balance(wire) == "91.00")
      #expect(try await wire.ask("LOOKUP REF p.csv:payment:5")[0].code == 200)
    }
  }

  @Test func `does not overwrite rejects that may be mended`() async throws {
    try await open { wire, office in
      try office.write("p.csv", Self.head + "T-9,1.00,7,a\n")
      #expect(try await office.post("p.csv", try map()).exitCode == .refused)
      let second = try await office.post("p.csv", try map())
      #expect(second.exitCode == .usage)
      #expect(second.diagnostics.contains("p.csv.rejects.csv is there"))
    }
  }

  @Test(
    arguments: [
      ("2", nil, nil), ("3", nil, "it has 2 rows, not 3"), (nil, "12.5", nil),
      (nil, "12.51", "its amounts come to 12.50, not 12.51: 0.01 less"), ("2", "12.50", nil),
      ("2", "1", "its amounts come to 12.50, not 1.00: 11.50 more"),
    ] as [(String?, String?, String?)])
  func `is posted only if it comes to what its sender says`(
    count: String?, sum: String?, difference: String?
  ) async throws {
    try await open { wire, office in
      try office.write("p.csv", Self.head + "T-1,10.00,1,a\nT-1,2.50,2,a\n")
      let run = try await office.post("p.csv", try map()) {
        $0.expectedCount = count.flatMap { Int($0) }
        $0.expectedSum = sum
      }
      #expect(run.exitCode == (difference == nil ? .ok : .usage))
      #expect(try await balance(wire) == (difference == nil ? "87.50" : "100.00"))
      if let difference {
        #expect(run.diagnostics.hasSuffix("nothing was posted: \(difference)\n"))
      }
    }
  }

  @Test func `in a dry run is shown and tried, and nothing is written`() async throws {
    try await open { wire, office in
      try office.write("p.csv", Self.head + "T-1,10.00,1,a\nT-9,2.50,2,a\nT-1,-1,3,a\n")
      let run = try await office.post("p.csv", try map()) { $0.isDryRun = true }
      #expect(run.exitCode == .refused)
      let first = run.output.split(separator: "\n")[0]
      #expect(
        first == "POST PAYMENT amount=10.00 account=T-1 memo=\"Check 1 of a\""
          + " ref=p.csv:payment:2 method=check")
      #expect(run.output.contains("would be posted              1             10.00"))
      #expect(run.output.contains("would be refused             2              1.50"))
      #expect(try await balance(wire) == "100.00")
      #expect(!office.exists("p.csv.rejects.csv"))
      // What it shows can be typed as it stands.
      #expect(try await wire.ask(String(first))[0].code == 201)
    }
  }

  @Test func `is never guessed at`() async throws {
    try await open { wire, office in
      let rows: [(String, String)] = [
        ("T-1,\"1,234\",3/4/2026", "may mean several amounts"),
        ("T-1,1.234,2026-04-03", "may mean several amounts"),
        ("T-1,1.00,3/4/2026", "may mean several days"), ("T-1,(1.00),2026-04-03", "below zero"),
        ("T-1,-1.00,2026-04-03", "--negative"), ("1.23E+05,1.00,2026-04-03", "spreadsheet"),
        ("T-1,1.00,#N/A", "spreadsheet"), (",1.00,2026-04-03", "account must be given"),
        ("T-1,,2026-04-03", "amount must be given"), ("T-1,1.00,", "map date=Day | ''"),
        ("T-1,1.00", "2 cells, and the first line has 3"), ("T-1,1.00,2026-04-03,x", "4 cells"),
        ("T-1,5\" pipe,2026-04-03", "a quote stands inside"),
      ]
      try office.write("p.csv", (["C,A,Day"] + rows.map(\.0)).joined(separator: "\n") + "\n")
      let run = try await office.post("p.csv", try map("account=C,amount=A,date=Day"))
      #expect(run.exitCode == .refused)
      let rejects = office.read("p.csv.rejects.csv").split(separator: "\n").dropFirst()
      #expect(rejects.count == rows.count)
      for (reject, (row, why)) in zip(rejects, rows) {
        #expect(reject.hasPrefix(row + ",") && reject.contains(why.replacing("\"", with: "\"\"")))
      }
      #expect(try await balance(wire) == "100.00")
    }
  }

  @Test func `has rows that are passed over, and amounts below zero as they are declared`()
    async throws
  {
    try await open { wire, office in
      try office.write("p.csv", "C,A,Paid\nT-1,5.00,y\nT-1,(3.00),y\nT-1,1.00,\nT-1,x,\n")
      let list = "account=C,amount=A"
      let forms = "money-format = (1234.56)\nskip-blank = Paid\nnegative = "
      let credits = try await office.post("p.csv", try map(list, forms + "skip")) { $0.batch = "c" }
      #expect(credits.output.contains(": 1 row, 5.00"))
      #expect(credits.output.contains("passed over           3"))
      let debits = try await office.post("p.csv", try map(list, forms + "only")) { $0.batch = "d" }
      #expect(debits.output.contains(": 1 row, 3.00"))
      #expect(try await balance(wire) == "92.00")
    }
  }

  @Test func `may have no names, and its rejects have some`() async throws {
    try await open { wire, office in
      try office.write("p.csv", "T-1;1,00\nT-9;2,00\n")
      let settings = "header = no\nseparator = ;\nmoney-format = 1.234,56"
      let map = try map("account=#1,amount=#2", settings)
      #expect(try await office.post("p.csv", map).exitCode == .refused)
      let rejects = office.read("p.csv.rejects.csv")
      #expect(rejects.hasPrefix("#1;#2;rejected-line;rejected-ref;"))
      try office.write("p.csv.rejects.csv", rejects.replacing("T-9", with: "T-1"))
      #expect(try await office.post("p.csv.rejects.csv", map).exitCode == .ok)
      #expect(try await balance(wire) == "97.00")
      #expect(try await wire.ask("LOOKUP REF p.csv:payment:2")[0].status.contains("amount=2.00"))
    }
  }

  @Test func `is 8 while rows wait for an approval`() async throws {
    try await open { wire, office in
      try office.desk.issue("olga")
      try await office.desk.make("olga", "operator")
      _ = try await wire.ask("POST POLICY writeoff-limit 5.00 role=operator")
      try office.write("w.csv", "C,A\nT-1,1.00\nT-1,10.00\n")
      let settings = try FileMap(text: "[file]\nkind=writeoff\n", path: "m").settings
      let map = try FileMap(list: "account=C,amount=A,reason='other'").under(settings)
      for isDry in [true, false] {
        let run = try await office.post("w.csv", map, as: "olga") { $0.isDryRun = isDry }
        #expect(run.exitCode == .pending)
        #expect(run.output.contains(isDry ? "would wait for approval" : "waits for approval"))
      }
    }
  }

  @Test(arguments: [
    ("account=Custmer,amount=Amount", "no column Custmer; there are Customer, "),
    ("account=customer,amount=Amount", "no column customer; Customer?"),
    ("account=Customer", "the map lacks amount"), ("acount=Customer", "no such key"),
    ("account=Customer,amount=#9", "no column #9"), ("account=Twice,amount=Amount", "#5 and #6"),
    ("account=Customer,amount=Amount,ref='x'", "each row has its own"),
    ("account=Customer,amount=Amount,dry='yes'", "no such key"),
  ])
  func `with a map that does not fit is refused before anything`(
    list: String, told: String
  ) async throws {
    try await open { wire, office in
      try office.write("p.csv", "Customer,Amount,No,Bank,Twice,Twice\nT-1,1.00,1,a,b,c\n")
      let run = try await office.post("p.csv", try map(list))
      #expect(run.exitCode == .usage)
      #expect(run.diagnostics.contains(told), "\(run.diagnostics)")
    }
  }

  @Test func `with another separator than the declared one says which it may be`() async throws {
    try await open { wire, office in
      for (sign, told) in [(";", "\";\""), ("\t", "tab")] {
        try office.write("p.csv", "Customer\(sign)Amount\nT-1\(sign)1.00\n")
        let run = try await office.post("p.csv", try map("account=Customer,amount=Amount"))
        #expect(run.exitCode == .usage)
        #expect(run.diagnostics.hasSuffix("declare --separator \(told)\n"), "\(run.diagnostics)")
      }
    }
  }

  @Test func `is never replaced by its own rejects`() async throws {
    try await open { wire, office in
      for (name, rejects) in [("p.csv", "p.csv"), ("p.csv", "./p.csv"), ("x.part", "x")] {
        let text = Self.head + "T-9,1.00,7,a\n"
        try office.write(name, text)
        for isDry in [true, false] {
          var post = PostFile(file: office.path(name), map: try map())
          (post.rejects, post.isDryRun) = (office.path(rejects), isDry)
          let run = try await office.run(as: "admin") { [post] in post.run($0, $1) }
          #expect(run.exitCode == .usage, "\(run.diagnostics)")
          #expect(office.read(name) == text)
        }
      }
    }
  }

  @Test func `of a kind that does not exist is refused with the nearest`() async throws {
    try await open { wire, office in
      try office.write("p.csv", Self.head)
      let settings = try FileMap(text: "[file]\nkind=paymnt\n", path: "m").settings
      let run = try await office.post("p.csv", try map().under(settings))
      #expect(run.exitCode == .usage)
      #expect(run.diagnostics.contains("did you mean POST PAYMENT?"), "\(run.diagnostics)")
    }
  }

  @Test func `has totals for each value of a column, and all as data`() async throws {
    try await open { wire, office in
      try office.write("p.csv", "C,A,Cur\nT-1,1.00,USD\nT-1,2.00,EUR\nT-1,3.00,USD\n")
      var post = PostFile(
        file: office.path("p.csv"), map: try map("account=C,amount=A", "total-by = Cur"))
      let settled = post
      let json = try await office.run(as: "admin", .json) { settled.run($0, $1) }
      #expect(json.output.contains("\"posted\":\"3\",\"posted-sum\":\"6.00\""))
      #expect(json.output.contains("\"value\":\"USD\",\"rows\":\"2\",\"sum\":\"4.00\""))
      post.batch = "again"
      let again = post
      let tsv = try await office.run(as: "admin", .tsv) { again.run($0, $1) }
      #expect(tsv.output.contains("# totals\nvalue\trows\tsum\nUSD\t2\t4.00\nEUR\t1\t2.00\n"))
    }
  }

  @Test func `goes on when the server is stopped and started, and each row is there once`()
    async throws
  {
    try await open { wire, office in
      let count = 6000
      let rows = (1...count).map { "T-1,0.01,\($0),a" }.joined(separator: "\n")
      try office.write("p.csv", Self.head + rows + "\n")
      let port = office.desk.port
      let map = try map()
      async let running = office.post("p.csv", map)
      for share in [1, 3] {
        // Waits for some of the rows, whatever that takes.
        while try await office.desk.connect().ask(
          "LOOKUP REF p.csv:payment:\(share * 1000)")[0].code != 200
        {}
        try await office.desk.stop()
        try await office.desk.start { $0.port = port }
      }
      let run = try await running
      #expect(run.exitCode == .ok, "\(run.diagnostics)")
      let after = try await office.desk.connect()
      #expect(try await balance(after) == "40.00")
    }
  }
}

import PiperollWire
import Testing

/// A reply with `fmt=screen`: what a person reads, within the columns of a terminal.
struct ScreenTests {
  private static let account = SectionSpec(
    "account", .record,
    [ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("balance", .money), ColumnSpec("terms")])
  private static let notes = SectionSpec(
    "notes", .rows,
    [ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("by"), ColumnSpec("text")])
  private static let aging = SectionSpec(
    "total", .rows,
    [ColumnSpec("currency")]
      + ["not-due", "1-30", "31-60", "total"].map { ColumnSpec($0, .money) })

  /// The lines of a reply.
  private func lines(_ width: Int, _ body: (inout ReplyWriter) -> Void) -> [String] {
    var reply = ReplyWriter(OutputForm(.screen, width: width))
    reply.status(.data, block: true)
    body(&reply)
    reply.endBlock()
    reply.endLine()
    return String(decoding: reply.bytes.array, as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false
    ).dropLast().map(String.init)
  }

  private func row(_ cells: [String], _ reply: inout ReplyWriter) {
    reply.beginRow()
    for cell in cells { if cell.isEmpty { reply.emptyCell() } else { reply.cell(cell) } }
    reply.endRow()
  }

  @Test func `the frame is that of every block`() {
    let lines = lines(60) { reply in
      reply.field("account", "A-1")
      reply.endLine()
      reply.section(Self.notes)
      row(["7", "2026-11-02", "maria", "called"], &reply)
    }
    #expect(lines.first == "210+ DATA fmt=screen account=A-1")
    #expect(lines.last == ". 200 OK rows=1")
  }

  @Test func `what the status line says stands first, and not again in the record`() {
    let lines = lines(80) { reply in
      reply.field("account", "A-1")
      reply.field("past-due", "12.00")
      reply.field("for", "a \"b\" ; c")
      reply.endLine()
      reply.section(Self.account)
      row(["A-1", "Jane", "12.00", ""], &reply)
    }
    #expect(
      lines.dropFirst() == [
        "  past due 12.00   for a \"b\" ; c", "",
        "account  A-1     name     Jane    balance  12.00",
        ". 200 OK rows=1",
      ])
  }

  @Test func `empty sections and columns are left out, and later sections have names`() {
    let lines = lines(80) { reply in
      reply.endLine()
      reply.section(Self.account)
      row(["A-1", "Jane", "", ""], &reply)
      reply.section(Self.aging)
      reply.section(Self.notes)
      row(["7", "2026-11-02", "", "called"], &reply)
    }
    #expect(
      lines.dropFirst() == [
        "account  A-1    name     Jane", "", "Notes", "entry  date        text",
        "    7  2026-11-02  called", ". 200 OK rows=2",
      ])
  }

  @Test func `a long text is broken between words, beside its row`() {
    let lines = lines(50) { reply in
      reply.endLine()
      reply.section(Self.notes)
      row(["7", "2026-11-02", "maria", "asked what the 420.00 is for; read her the lines"], &reply)
    }
    #expect(
      lines.dropFirst() == [
        "entry  date        by     text",
        "    7  2026-11-02  maria  asked what the 420.00 is",
        "                          for; read her the lines", ". 200 OK rows=1",
      ])
  }

  @Test func `numbers that do not fit fold below the first column, and one currency is said once`()
  {
    let lines = lines(36) { reply in
      reply.endLine()
      reply.section(Self.aging)
      row(["USD", "3747651.00", "590600.66", "224133.06", "4737145.86"], &reply)
    }
    #expect(
      lines.dropFirst() == [
        "  in USD", "", "   not due       1-30      31-60", "             total",
        "3747651.00  590600.66  224133.06", "        4737145.86", ". 200 OK rows=1",
      ])
  }

  @Test func `several currencies have a column, and each a sum of its own`() {
    let open = SectionSpec(
      "open", .rows,
      [ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("open", .money, hasTotal: true)],
      screen: ScreenLayout(["currency", "group", "open"], perCentOf: "open"))
    let lines = lines(60) { reply in
      reply.endLine()
      reply.section(open)
      row(["USD", "dev", "10.00"], &reply)
      row(["EUR", "dev", "7.00"], &reply)
      row(["USD", "ann", "-2.50"], &reply)
    }
    #expect(
      lines.dropFirst() == [
        "currency  group    open", "USD       dev     10.00", "EUR       dev      7.00",
        "USD       ann     -2.50", "                   ----", "USD                7.50",
        "                 100.0%", "EUR                7.00", "                 100.0%",
        ". 200 OK rows=3",
      ])
  }

  @Test func `a layout joins columns, leaves some out, and shows others where there is room`() {
    let history = SectionSpec(
      "history", .rows,
      [
        ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("text"),
        ColumnSpec("recorded"), ColumnSpec("by"),
      ],
      screen: ScreenLayout([
        "entry", ScreenColumn("what", of: ["kind", .init("text", after: ": ")]), .ifRoom("by"),
      ]))
    func shown(_ width: Int) -> [String] {
      lines(width) { reply in
        reply.endLine()
        reply.section(history)
        row(["7", "note", "asks for a copy of it", "2026-11-02T09:00:00Z", "maria"], &reply)
        row(["8", "", "alone", "2026-11-02T09:00:00Z", "maria"], &reply)
      }.dropFirst().dropLast()
    }
    #expect(
      shown(80) == [
        "entry  what                         by",
        "    7  note: asks for a copy of it  maria", "    8  alone                        maria",
      ])
    #expect(
      shown(36) == [
        "entry  what", "    7  note: asks for a copy of it", "    8  alone",
      ])
  }

  @Test func `a moment is shown to the minute`() {
    let lines = lines(60) { reply in
      reply.field("until", "2026-11-29T02:00:00Z")
      reply.endLine()
    }
    #expect(lines.dropFirst().first == "  until 2026-11-29 02:00Z")
  }

  @Test(arguments: [40, 47, 60, 80, 120])
  func `no line is wider than the terminal, and nothing is lost`(width: Int) {
    let name = "日本国内 Zoë-Ann O'Hara-Vandermeer of the long and winding road, e\u{301}tage 3"
    let word = String(repeating: "x", count: 200)
    let lines = lines(width) { reply in
      reply.field("account", "A-1")
      reply.field("name", name)
      reply.endLine()
      reply.section(Self.account)
      row(["A-1", word, "12345678901.23", name], &reply)
      reply.section(Self.notes)
      row(["12345678", "2026-11-02", name, word], &reply)
      row(["9", "2026-11-02", "", "."], &reply)
    }
    let shown = lines.dropFirst().dropLast().joined(separator: "\n")
    for line in lines.dropFirst().dropLast() { #expect(columns(line) <= width, "\(line)") }
    #expect(shown.count { $0 == "x" } >= 400)
    for part in ["日本国内", "Zoë", "12345678901.23", "12345678"] { #expect(shown.contains(part)) }
  }

  /// An independent count: two for each of 日本国内, none for the combining accent.
  private func columns(_ line: String) -> Int {
    line.unicodeScalars.reduce(0) { sum, scalar in
      sum + (scalar == "\u{301}" ? 0 : "日本国内".unicodeScalars.contains(scalar) ? 2 : 1)
    }
  }

  @Test func `amounts have their sum under a rule where there are several`() {
    let items = SectionSpec(
      "items", .rows,
      [
        ColumnSpec("invoice"), ColumnSpec("late", .count),
        ColumnSpec("open", .money, hasTotal: true),
      ])
    let three = lines(80) { reply in
      reply.endLine()
      reply.section(items)
      row(["JQD-2", "68", "999999.99"], &reply)
      row(["JQD-3", "", "-0.50"], &reply)
      row(["JQD-4", "1", "0.52"], &reply)
    }
    #expect(
      three.dropFirst() == [
        "invoice  late        open", "JQD-2      68   999999.99", "JQD-3               -0.50",
        "JQD-4       1        0.52", "               ----------", "               1000000.01",
        ". 200 OK rows=3",
      ])
    let one = lines(80) { reply in
      reply.endLine()
      reply.section(items)
      row(["JQD-2", "68", "1.00"], &reply)
    }
    #expect(one.dropFirst() == ["invoice  late  open", "JQD-2      68  1.00", ". 200 OK rows=1"])
  }

  @Test func `a screen that is laid out by hand has its own head`() {
    let lines = lines(40) { reply in
      reply.field("account", "A-1")
      reply.endLine()
      reply.beginScreen()
      reply.line("A-1  Jane", right: "consumer")
      reply.line("A-1  Jane Quillfeather the Elder", right: "consumer, maria")
      reply.line(parts: ["(212) 555-0147", "jane@home.example", "owes 12.00"])
      reply.section(Self.notes)
      row(["7", "2026-11-02", "", "called"], &reply)
    }
    #expect(
      lines.dropFirst() == [
        "A-1  Jane                       consumer", "A-1  Jane Quillfeather the Elder",
        "  consumer, maria", "  (212) 555-0147   jane@home.example", "  owes 12.00", "", "Notes",
        "entry  date        text", "    7  2026-11-02  called", ". 200 OK rows=1",
      ])
  }

  @Test func `a line that begins with a dot is no end of the block`() {
    let lines = lines(60) { reply in
      reply.endLine()
      reply.section(SectionSpec("words", .rows, [ColumnSpec("word")]))
      row([". 200 OK"], &reply)
    }
    #expect(lines.contains(".. 200 OK"))
  }
}

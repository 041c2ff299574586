import Testing

@testable import PiperollClient

@Suite struct `A map` {
  private func value(_ text: String) throws -> MapValue { try MapValue(text) }

  @Test func `says where the value of a key comes from`() throws {
    #expect(
      try value("account = Customer ID ").alternatives
        == [.pieces([.column(.name("Customer ID"), nil)])])
    #expect(try value("account=#3").alternatives == [.pieces([.column(.number(3), nil)])])
    #expect(try value("method='a | b'").constant == "a | b")
    #expect(try value("method=\"it's\"").constant == "it's")
    #expect(
      try value("apply={Inv, net}:{Paid:money}").alternatives
        == [
          .pieces([.column(.name("Inv, net"), nil), .text(":"), .column(.name("Paid"), .money)])
        ])
    #expect(
      try value("name={A:B}|Jane's|'x'").alternatives
        == [
          .pieces([.column(.name("A:B"), nil)]), .pieces([.column(.name("Jane's"), nil)]),
          .constant("x"),
        ])
  }

  @Test(arguments: [
    "account", "=x", "acc ount=x", "account=", "account=#0", "account=#x", "account='x",
    "account='x'y", "a={x", "a=x}", "a={x{y}}", "a='x'|y", "a=x||y", "a=''", "a={}",
  ]) func `that says nothing is refused`(text: String) {
    let error = #expect(throws: ClientError.self) { try MapValue(text) }
    #expect(error?.exitCode == .usage)
  }

  @Test func `of a line is cut at commas outside of quotes and braces`() throws {
    let map = try FileMap(list: "a=x, b='1,2', c={p, q}, d=O'Brien's, e=\"y\"")
    #expect(map.values.map(\.key) == ["a", "b", "c", "d", "e"])
    #expect(map.values[3].alternatives == [.pieces([.column(.name("O'Brien's"), nil)])])
    #expect(throws: ClientError.self) { try FileMap(list: "a=x,a=y") }
  }

  static let text = """
    # Payments.
    [file]
    kind = payment
    separator = ;

    [map]
    account = Customer
    kind = 'trade'
    """

  @Test func `of a file has what is known of the file too`() throws {
    let map = try FileMap(text: Self.text, path: "m")
    #expect(map.settings.kind == "payment")
    #expect(map.settings.separator == ";")
    #expect(map.values.map(\.key) == ["account", "kind"])
  }

  @Test(arguments: [
    ("x = 1", "line 1: a map file has the parts"), ("[file]\nknd = 1", "line 2: no setting knd"),
    ("[file]\nkind = a\nkind = b", "line 3: kind is given twice"),
    ("[map]\naccount", "line 2: account: a map has"), ("[other]", "line 1"),
  ]) func `of a file that is wrong is refused with the line`(text: String, told: String) {
    let error = #expect(throws: ClientError.self) { try FileMap(text: text, path: "m") }
    #expect(error?.description.hasPrefix("m: \(told)") == true, "\(String(describing: error))")
  }

  @Test func `of the command line comes before that of a file`() throws {
    let file = try FileMap(text: Self.text, path: "m")
    var settings = FileMap.Settings()
    settings.separator = "tab"
    let map = try FileMap(list: "account=Kunde,amount=x").over(file).under(settings)
    #expect(map.settings.kind == "payment")
    #expect(map.settings.separator == "tab")
    #expect(map.values.map(\.key) == ["kind", "account", "amount"])
    #expect(
      map.values.first { $0.key == "account" }?.alternatives
        == [.pieces([.column(.name("Kunde"), nil)])])
  }

  @Test func `is found by its path or by its name`() throws {
    let scratch = Scratch()
    scratch.write("here.map", Self.text)
    #expect(try FileMap.load(scratch.file("here.map"), folder: "/none").settings.kind != nil)
    let error = #expect(throws: ClientError.self) {
      try FileMap.load("nothing", folder: scratch.path)
    }
    #expect(error?.description.contains("maps/nothing.map") == true)
  }

  @Test func `has settings that are among those that there are`() throws {
    for (key, text) in [
      ("encoding", "utf8"), ("separator", "x"), ("date-format", "x"), ("money-format", "5"),
      ("negative", "x"), ("width", "A"), ("width", "A:0"), ("header", "maybe"),
    ] {
      let map = try FileMap(text: "[file]\n\(key) = \(text)\n", path: "m")
      #expect(throws: ClientError.self, "\(key)") { try RowDialect(map.settings) }
    }
  }
}

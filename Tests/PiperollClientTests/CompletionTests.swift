import Testing

@testable import PiperollClient

@Suite struct `Tab completes` {
  private static let reply = """
    # forms
    command\talias\trole\tsummary\texample
    LOOKUP ACCOUNT\tFIND ACCOUNT\toperator\tan account\tLOOKUP ACCOUNT A-1
    LOOKUP PHONE\t\toperator\ta number\tLOOKUP PHONE 1
    POST PAYMENT\t\toperator\ta payment\tPOST PAYMENT A-1 1
    REPORT AGING\t\toperator\tan aging\tREPORT AGING
    HELP\t\tanyone\thelp\tHELP
    # words
    command\tparameter\tplace\tneed\tvalue\tchoices\thelp\tlater
    LOOKUP ACCOUNT\taccount\tpositional\trequired\tid\t\tthe account's id\t?
    POST PAYMENT\taccount\tpositional\trequired\tid\t\tthe account's id\t?
    POST PAYMENT\tamount\tpositional\trequired\tamount\t\tabove zero\t?
    POST PAYMENT\tmethod\tkeyed\toptional\tcash|check|card\tcash check card\thow\t?
    POST PAYMENT\tmemo\ttext\toptional\ttext\t\tfree text\t?
    POST PAYMENT\treason\tkeyed\trequired\ttext\t\twhy\t?
    REPORT AGING\twhere\tkeyed\toptional\tfilter\tbalance name\ta filter\t?
    HELP\ttopic\trest\toptional\ttext\tLOOKUP POST CODES\ta verb\t?
    """

  private static let completer = Completer(
    words: CommandWords(reply.split(separator: "\n").map(String.init)), own: ["\\raw", "\\r"])

  private func after(_ text: String) -> String {
    text + Self.completer.complete(text).rest
  }

  @Test(arguments: [
    ("LOO", "LOOKUP "), ("loo", "lookup "), ("lookup a", "lookup account "),
    ("lookup ", "lookup "), ("@7 LOOK", "@7 LOOKUP "), ("XYZ", "XYZ"), ("HELP", "HELP "),
    ("\\ra", "\\raw "), ("\\watch 5 LOOK", "\\watch 5 LOOKUP "), ("", ""),
  ])
  func `verbs and kinds, in the letters that are typed`(text: String, whole: String) {
    #expect(after(text) == whole)
  }

  @Test(arguments: [
    ("POST PAYMENT A-1 5.00 m", "POST PAYMENT A-1 5.00 method="),
    ("post payment \"A 1\" 5.00 me", "post payment \"A 1\" 5.00 method="),
    ("POST PAYMENT A-1 5.00 method=cash m", "POST PAYMENT A-1 5.00 method=cash m"),
    ("POST PAYMENT A-1 5.00 method=ch", "POST PAYMENT A-1 5.00 method=check "),
    ("POST PAYMENT A-1 5.00 METHOD=c", "POST PAYMENT A-1 5.00 METHOD=c"),
    ("POST PAYMENT A-1 5.00 -", "POST PAYMENT A-1 5.00 -- "),
    ("POST PAYMENT A-1 5.00 -- me", "POST PAYMENT A-1 5.00 -- me"),
    ("REPORT AGING where=bal", "REPORT AGING where=balance"),
    ("help co", "help codes "), ("HELP POST ", "HELP POST "),
  ])
  func `keys that are still missing, and closed values`(text: String, whole: String) {
    // Choices are put in as the server has them.
    #expect(after(text).lowercased() == whole.lowercased())
  }

  @Test func `what there is to choose from is shown when nothing is certain`() {
    let completer = Self.completer
    #expect(completer.complete("LOOKUP ").shown == ["ACCOUNT", "PHONE"])
    #expect(completer.complete("").shown == ["LOOKUP", "POST", "REPORT", "HELP"])
    let place = completer.complete("POST PAYMENT ")
    #expect(place.about == "account (id): the account's id")
    #expect(place.shown == ["reason=", "method="], "what must be given stands first")
    #expect(completer.complete("POST PAYMENT A-1 5 reason=").about == "reason (text): why")
    #expect(completer.complete("POST PAYMENT A-1 5 method=c").shown == ["cash", "check", "card"])
  }

  @Test func `hints say what may follow a complete word`() {
    let completer = Self.completer
    #expect(completer.hint("POST PAYMENT A-1 ") == "amount reason=... [method=...] [-- memo]")
    #expect(completer.hint("POST PAYMENT A-1") == "")
    #expect(completer.hint("POST PAYMENT A-1 5 method=cash reason=x ") == "[-- memo]")
    #expect(completer.hint("POST ") == "" && completer.hint("POST PAYMENT A-1 5 -- so ") == "")
  }

  @Test func `an alias has the keys of its command`() {
    #expect(Self.completer.hint("find account ") == "account")
  }

  @Test func `a server that says nothing gives nothing`() {
    let empty = Completer(words: CommandWords([]), own: [])
    #expect(empty.complete("LOO") == Completion() && empty.hint("LOOKUP ") == "")
  }

  private static func listing(_ text: String) -> Completion.Listing? {
    let words = CommandWords([
      "# forms", "command\talias", "POST PAYMENT\t\\N", "# words",
      "command\tparameter\tplace\tneed\tlisted-by",
      "POST PAYMENT\taccount\tpositional\trequired\tLOOKUP PREFIX",
      "POST PAYMENT\tamount\tpositional\trequired\t\\N",
    ])
    return Completer(words: words, own: []).complete(text).listing
  }

  @Test func `values that the server lists are asked for, once they have begun`() {
    let listing = Completion.Listing(request: "LOOKUP PREFIX", typed: "C-2")
    #expect(Self.listing("POST PAYMENT C-2") == listing)
    #expect(Self.listing("POST PAYMENT 5 account=C-2") == listing)
    #expect(Self.listing("POST PAYMENT ") == nil)
    #expect(Self.listing("POST PAYMENT C-2 5") == nil, "an amount cannot be listed")
  }

  private static func values(_ rows: [String], _ typed: String, more: Bool = false) -> Completion {
    ListedValues(["# matches", "account\tname"] + rows, hasMore: more).completion(of: typed)
  }

  @Test func `a listed value takes the place of what was typed, and several are shown`() {
    let (jane, john) = ("C-204\tJane Doe", "C-2099\tJohn")
    #expect(Self.values([jane], "c-2") == Completion(dropped: 3, rest: "C-204 "))
    #expect(Self.values([jane], "jan") == Completion(dropped: 3, rest: "C-204 "))
    #expect(Self.values([jane, john], "c-") == Completion(dropped: 2, rest: "C-20"))
    let shown = ["C-204   Jane Doe", "C-2099  John"]
    #expect(Self.values([jane, john], "C-20").lines == shown)
    #expect(Self.values([jane, john], "j").lines == shown, "names have no part in common")
    #expect(Self.values([jane, john], "c-", more: true).lines == shown + ["and more"])
    #expect(Self.values([], "x").about?.contains("Nothing begins with x") == true)
    #expect(ListedValues([], hasMore: false).completion(of: "x").rest == "")
  }

  @Test func `what to try first works on this book`() {
    let lines = FirstRun.lines(["# matches", "account\tname", "C-1\tJane \"J\" Doe"])
    #expect(lines.count == 6 && lines.contains("  lookup account C-1"))
    #expect(lines.contains("  lookup name Jane"))
    #expect(FirstRun.lines([]).count == 6)
  }

  @Test func `lists go down and then across, within the columns`() {
    #expect(ColumnText.lines(["a", "bb", "c", "d", "e"], columns: 7) == ["a   d", "bb  e", "c"])
    #expect(ColumnText.lines(["long", "b"], columns: 3) == ["long", "b"])
    #expect(ColumnText.lines([], columns: 80) == [])
  }
}

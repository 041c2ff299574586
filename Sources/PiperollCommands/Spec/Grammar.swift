import PiperollLedger
import PiperollWire

extension Registry {
  /// The file `Protocol/Grammar.abnf` (RFC 5234, RFC 7405): the lines of the protocol, and a
  /// production for each command.
  public func grammar() -> String {
    var text = Self.lines + Self.filter
    text += "field = \(wrapped(FilterField.words.map { "\"\($0)\"" }, indent: 4))\n\n"
    text +=
      "command ="
      + commands.map { "\n  / \(production($0))" }.joined()
      .replacing("\n  / ", with: "\n    ", maxReplacements: 1) + "\n\n"
    for command in commands {
      // The last word of each of its names: the verb, or the kind behind it.
      let names = [command.words, command.alias].compactMap { $0?.split(separator: " ").last }
        .map { "\"\($0)\"" }
      let last = names.count == 1 ? names[0] : "( " + names.joined(separator: " / ") + " )"
      let verb = command.kind.isEmpty ? "" : "\"\(command.verb)\" B "
      text += "\(production(command)) = \(verb)\(last)"
      for parameter in command.parameters where parameter.isOrdered { text += parameter.production }
      let keys = command.parameters.filter { !$0.isBlock }
        .flatMap { [$0.name] + ($0.alias.map { [$0] } ?? []) }.map { "\"\($0)=\"" }
      if !keys.isEmpty { text += "\n    *( B ( \(wrapped(keys)) ) value )" }
      if command.parameters.contains(where: \.isText) { text += "\n    [ B \"--\" [ B text ] ]" }
      text += "\n"
    }
    return text
  }

  /// Alternatives of a production, six to a line.
  private func wrapped(_ keys: [String], indent: Int = 8) -> String {
    stride(from: 0, to: keys.count, by: 6).map { first in
      keys[first..<min(first + 6, keys.count)].joined(separator: " / ")
    }.joined(separator: "\n\(String(repeating: " ", count: indent))/ ")
  }

  private func production(_ command: CommandSpec) -> String {
    command.words.lowercased().replacing(" ", with: "-")
  }

  private static let lines = """
    ; PRP/1 in ABNF (RFC 5234) over Unicode characters; strings match in any case. Written from the
    ; command registry. Ordered parameters may also be given as name=value, and key=value pairs may
    ; stand anywhere behind the command's words; each name at most once. What is required and which
    ; value a name takes stands in Commands.md.

    request = [ mark ] [ B ] [ tag B ] command [ B "<<" ] [ B ] [ CR ] LF [ block ]
    tag     = "@" 1*63( ALPHA / DIGIT / "." / "_" / ":" / "-" )
    block   = [ mark ] *( line [ CR ] LF ) "." [ CR ] LF
    mark    = %xFEFF                               ; byte order mark
    line    = *( %x09 / %x20-7E / UTF8 )           ; one that begins with "." has one more
    B       = 1*( SP / HTAB )
    value   = word / string
    word    = *( %x21 / %x23-7E / UTF8 )           ; no blank, no quote
    string  = DQUOTE *( %x09 / %x20-21 / %x23-5B / %x5D-7E / UTF8 / escape ) DQUOTE  ; RFC 8259
    escape  = "\\" ( DQUOTE / "\\" / "/" / %x74 / %x75 4HEXDIG )  ; of what may stand unescaped
    text    = *( %x09 / %x20-7E / UTF8 )           ; to the end of the line
    UTF8    = %xA0-2029 / %x202F-2065 / %x206A-D7FF / %xE000-FEFE / %xFF00-10FFFF  ; as UTF-8

    reply   = [ tag SP ] ( code SP result / code "+" SP result *( line CRLF ) ". " code SP result )
    code    = 3DIGIT
    result  = name *( SP key "=" value ) [ " ; " text ] CRLF
    push    = "* " result                          ; of WATCH: between two replies, never within one
    name    = 1*( ALPHA / DIGIT / "-" )
    key     = ALPHA *( ALPHA / DIGIT / "-" )

    ; The lines of a block in tsv; in table they are aligned with blanks, and jsonl has only its
    ; rows, each an object (RFC 8259).
    section = "# " name CRLF row *row              ; the first row names the columns
    row     = cell *( HTAB cell ) CRLF
    cell    = *( %x20-5B / %x5D-7E / UTF8 / "\\" ( "\\" / %x74 / %x6E / %x72 / "#" ) ) / "\\" %x4E


    """
}

extension Registry {
  private static let filter = """
    ; The value of where=, once a string's escapes are undone. A word in front of a sign or a
    ; comparison may touch it. Which comparisons and values a field takes stands in README.md.

    filter     = [ B ] all *( B "or" B all ) [ B ]
    all        = one *( B "and" B one )
    one        = "not" B one / "(" filter ")" / comparison
    comparison = field [ B ] ( operator [ B ] constant / "in" [ B ] list )
    operator   = "=" / "!=" / "<" / "<=" / ">" / ">=" / "~"
    list       = "(" [ B ] constant *( [ B ] "," [ B ] constant ) [ B ] ")"
    constant   = "none" / 1*plain / "'" *( %x09 / %x20-26 / %x28-7E / UTF8 / "''" ) "'"
    plain      = %x22-26 / %x2A-2B / %x2D-3B / %x3F-7D / UTF8  ; no blank, none of ' ( ) , = ! < > ~


    """
}

extension Parameter {
  fileprivate var isText: Bool { if case .text = place { true } else { false } }

  fileprivate var isOrdered: Bool {
    switch place {
    case .positional, .rest: true
    case .keyed, .text, .block: false
    }
  }

  fileprivate var production: String {
    let one = if case .rest = place { "1*( B value )" } else { "B value" }
    return " [ \(one) ]"
  }
}

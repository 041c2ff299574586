import PiperollWire

extension Registry {
  /// `Protocol/Grammar.abnf` (RFC 5234, RFC 7405): the lines, and each command's own production.
  public func grammar() -> String {
    var text = Self.lines
    text += "command = " + commands.map { "\n  / \(production($0))" }.joined()
      .replacing("\n  / ", with: "\n    ", maxReplacements: 1) + "\n\n"
    for command in commands {
      let words = [command.verb, command.alias].compactMap { $0 }.map { "\"\($0)\"" }
      let verb = words.count == 1 ? words[0] : "( " + words.joined(separator: " / ") + " )"
      let kind = command.kind.isEmpty ? "" : " B \"\(command.kind)\""
      text += "\(production(command)) = \(verb)\(kind)"
      for parameter in command.parameters where parameter.isOrdered { text += parameter.production }
      let keyed = command.parameters.map { "\"\($0.name)=\"" }
      if !keyed.isEmpty {
        text += "\n    *( B ( \(keyed.joined(separator: " / ")) ) value )"
      }
      if command.parameters.contains(where: \.isText) { text += " [ B \"--\" [ B text ] ]" }
      text += "\n"
    }
    return text
  }

  private func production(_ command: CommandSpec) -> String {
    command.words.lowercased().replacing(" ", with: "-")
  }

  private static let lines = """
    ; PRP/1 in ABNF (RFC 5234); strings match in any case. Written from the command registry.
    ; Ordered parameters may also be given as name=value; each name at most once; what is required
    ; and which value a name takes stands in Commands.md.

    request = [ B ] [ tag B ] command [ B "<<" ] [ B ] [ CR ] LF [ block ]
    tag     = "@" 1*63( ALPHA / DIGIT / "." / "_" / ":" / "-" )
    block   = *( line [ CR ] LF ) "." [ CR ] LF    ; a line that begins with "." has one more
    line    = *( %x09 / %x20-7E / UTF8 )
    B       = 1*( SP / HTAB )
    value   = word / string
    word    = *( %x21 / %x23-7E / UTF8 )           ; no blank, no quote
    string  = DQUOTE *( %x09 / %x20-21 / %x23-5B / %x5D-7E / UTF8 / escape ) DQUOTE  ; RFC 8259
    escape  = "\\" ( DQUOTE / "\\" / "/" / "t" / "u" 4HEXDIG )
    text    = *( %x09 / %x20-7E / UTF8 )           ; to the end of the line
    UTF8    = %xA0-D7FF / %xE000-10FFFF            ; encoded as UTF-8; without U+202A-E, U+2066-9

    reply   = status / block-reply
    status  = [ tag SP ] code SP name *( SP key "=" value ) [ " ; " text ] CRLF
    block-reply = [ tag SP ] code "+" SP name *( SP key "=" value ) [ " ; " text ] CRLF
                  *( "# " name CRLF *( line CRLF ) )
                  ". " code SP name *( SP key "=" value ) [ " ; " text ] CRLF
    code    = 3DIGIT
    name    = 1*( ALPHA / DIGIT / "-" )
    key     = ALPHA *( ALPHA / DIGIT / "-" )


    """
}

extension Parameter {
  fileprivate var isText: Bool { if case .text = place { true } else { false } }

  fileprivate var isOrdered: Bool {
    switch place {
    case .positional, .rest: true
    case .keyed, .text: false
    }
  }

  fileprivate var production: String {
    let one = if case .rest = place { "1*( B value )" } else { "B value" }
    return " [ \(one) ]"
  }
}

public import PiperollLedger
public import PiperollWire

enum Capabilities {
  static let spec = CommandSpec(
    "CAPA", "Lists what this server speaks and its limits.", role: nil, example: "CAPA",
    fields: [.rows], sections: [section], codes: [.data, .ok], effect: .session(.capabilities))

  static let section = SectionSpec(
    "capabilities", .rows, [ColumnSpec("name"), ColumnSpec("value")])
}

extension Registry {
  /// Answers CAPA.
  /// - Parameter server: the server's name and version.
  /// - Parameter zone: the desk's, in which it is `today`.
  public func writeCapabilities(
    server: String, zone: Zone, today: Day, loginSeconds: Int64, idleSeconds: Int64,
    bounds: [(String, String)] = [], to reply: inout ReplyWriter
  ) {
    let rows: [(String, String)] =
      [
        ("protocol", protocolVersion), ("server", server),
        ("formats", OutputFormat.ofSessions.map(\.rawValue).joined(separator: " ")),
        ("login", "password certificate"), ("verbs", verbs.joined(separator: " ")),
        ("line-bytes", "\(Limits.lineBytes)"), ("arguments", "\(Limits.arguments)"),
        ("block-bytes", "\(Limits.blockBytes)"), ("block-rows", "\(Limits.blockRows)"),
        ("list-lines", "\(Limits.listLines)"),
        ("tag-bytes", "\(Limits.tagBytes)"),
        ("ref-bytes", "\(Limits.referenceBytes)"), ("id-bytes", "\(Limits.identifierBytes)"),
        ("number-bytes", "\(Limits.numberBytes)"),
        ("lines-before-login", "\(Limits.linesBeforeLogin)"),
        ("login-seconds", "\(loginSeconds)"), ("idle-seconds", "\(idleSeconds)"),
        ("contact-phones", "\(ContactAdded.phonesMax)"), ("search-rows", "\(Limits.searchRows)"),
        ("reports-at-once", "\(Limits.reportsAtOnce)"), ("reading-rate", "\(Limits.readingRate)"),
        ("reading-seconds", "\(Limits.readingSeconds)"), ("pushes-waiting", "\(Limits.pushes)"),
        ("zone", zone.name), ("zone-data", Zone.release),
        ("phone-zone-data", PhoneZones.release), ("today", today.text),
      ] + bounds
    reply.status(.data, block: true)
    reply.endLine()
    reply.section(Capabilities.section)
    for (name, value) in rows {
      reply.beginRow()
      reply.cell(name)
      reply.cell(value)
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
  }

  /// The verbs, each once, in the order of `commands`.
  public var verbs: [String] {
    commands.reduce(into: []) { verbs, command in
      if !verbs.contains(command.verb) { verbs.append(command.verb) }
    }
  }
}

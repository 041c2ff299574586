import PiperollLedger
public import PiperollWire

/// All commands. Parser, HELP, `Commands.md`, the grammar and the coverage tests derive from it.
public struct Registry: Sendable {
  public let commands: [CommandSpec]
  /// Open addressing from a command's words to its place in `commands` plus one.
  private let table: [Int16]
  private let verbsWithKinds: Set<String>

  /// The list: to add a command is to add its line here.
  public static let standard = Registry([
    Hello.spec, Auth.spec, Capabilities.spec, Help.spec, Ping.spec, Quit.spec,
    LookupAccount.spec, LookupPhone.spec, LookupName.spec, LookupInvoice.spec, LookupHistory.spec,
    LookupRef.spec,
    PostAccount.spec, PostContact.spec, PostInvoice.spec, PostPayment.spec, PostCredit.spec,
    PostApply.spec, PostReverse.spec,
    NoteGeneral.spec, NoteCall.spec,
    ReportAging.spec, ReportStatement.spec, ReportControl.spec, ReportVerify.spec,
    AdminSnapshot.spec, AdminUser.spec,
  ])

  /// The codes that any command may give: they are about the line, the login and the server.
  public static let commonCodes: [Code] = [
    .closing, .badText, .syntax, .badKey, .badValue, .tooLong, .tooBig, .auth, .forbidden,
    .internal,
  ]

  /// A registry of these commands; no two may have the same words.
  public init(_ commands: [CommandSpec]) {
    self.commands = commands
    verbsWithKinds = Set(commands.filter { !$0.kind.isEmpty }.map(\.verb))
    // At most a quarter full, so that a search ends at its first look or two.
    var capacity = 64
    while capacity < commands.count * 4 { capacity *= 2 }
    var table = [Int16](repeating: 0, count: capacity)
    for (place, command) in commands.enumerated() {
      for verb in [command.verb, command.alias].compactMap({ $0 }) {
        let words = PackedWords(verb, command.kind)
        var slot = words.hash & (capacity - 1)
        while table[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
        table[slot] = Int16(place + 1)
      }
    }
    self.table = table
  }

  /// The command of these words; nil if there is none.
  func find(_ words: PackedWords) -> CommandSpec? {
    var slot = words.hash & (table.count - 1)
    while table[slot] != 0 {
      let command = commands[Int(table[slot]) - 1]
      if words == PackedWords(command.verb, command.kind)
        || command.alias.map({ words == PackedWords($0, command.kind) }) == true
      {
        return command
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return nil
  }

  func hasKinds(_ verb: String) -> Bool { verbsWithKinds.contains(verb) }

  /// The kinds of a verb, in the list's order.
  func kinds(of verb: String) -> [String] { commands.filter { $0.verb == verb }.map(\.kind) }

  /// The words of all commands.
  public var words: [String] { commands.flatMap { [$0.words] + ($0.alias.map { [$0] } ?? []) } }
}

/// A command's two words, upper case, 16 bytes each in place; no word of ours is longer.
struct PackedWords: Equatable {
  private var verb: (UInt64, UInt64) = (0, 0)
  private var kind: (UInt64, UInt64) = (0, 0)

  init() {}

  init(_ verb: String, _ kind: String) {
    self.verb = Self.pack(Array(verb.utf8)[...]) ?? (0, 0)
    self.kind = Self.pack(Array(kind.utf8)[...]) ?? (0, 0)
  }

  /// Packs a word in any case; nil if it is too long to be one.
  static func pack(_ bytes: some Collection<UInt8>) -> (UInt64, UInt64)? {
    guard bytes.count <= 16 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    for (place, byte) in bytes.enumerated() {
      let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
      if place < 8 {
        halves.0 = halves.0 << 8 | UInt64(upper)
      } else {
        halves.1 = halves.1 << 8 | UInt64(upper)
      }
    }
    return halves
  }

  init(verb: (UInt64, UInt64), kind: (UInt64, UInt64)) {
    self.verb = verb
    self.kind = kind
  }

  static func == (left: Self, right: Self) -> Bool {
    left.verb == right.verb && left.kind == right.kind
  }

  var hash: Int {
    var mixed = verb.0 ^ (verb.1 &* 3) ^ (kind.0 &* 0x9E37_79B9_7F4A_7C15) ^ (kind.1 &* 7)
    mixed = (mixed ^ mixed >> 32) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: mixed >> 33)
  }
}

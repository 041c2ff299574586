import PiperollLedger

/// A command's parameters as binding needs them, made once: names that are quick to compare, and
/// the numbers of the parameters that play a part of their own. The number of a parameter is its
/// index in `CommandSpec.parameters`.
///
/// A class, like `CommandSpec`: every request uses it.
final class ParameterTable: Sendable {
  private let names: [PackedWord]
  /// The second names that some parameters have.
  private let aliases: [(name: PackedWord, index: Int)]
  /// The parameters that are given by their place, in order.
  let positional: [Int]
  /// The parameter that takes all words that are left, if there is one.
  let rest: Int?
  /// The parameter that stands after `-- `, if there is one.
  let text: Int?
  /// The parameter that stands in the block, if there is one.
  let block: Int?
  /// A bit for each parameter, set if it must be given.
  let required: UInt32
  let ref: Int?
  let dry: Int?
  let date: Int?
  /// The parameter from which the relative dates of the others count: `date`, `as-of`, or `from` of
  /// a hold.
  let ownDay: Int?
  /// The dates that are refused where they are far from today.
  let nearDates: [Int]
  /// A bit for each of them.
  let nearDateBits: UInt32
  let memo: Int?
  let format: Int?
  let mode: Int?
  let known: Int?
  /// The parameter that names the account or entry that a write changes, and `if=`, which asks for
  /// its revision.
  let record: Int?
  let revision: Int?
  /// The parameters that only a block has: `mode`, `control-count`, `control-sum`.
  let ofBlocks: [Int]
  /// A bit for each of them.
  let blockBits: UInt32
  /// A bit for each parameter, set if `isOfEnvelope`.
  let envelope: UInt32
  /// A bit for each of the tender details, without the method.
  let tenderDetails: UInt32
  /// A bit for each parameter whose value is kept as it was given.
  let kept: UInt32
  /// A bit for each parameter that is a list of ways to reach somebody.
  let phones: UInt32
  let trace: Int?

  /// The hashes of the command's words and of the parameters' names.
  let wordsHash: UInt64
  let nameHashes: [UInt64]

  init(_ parameters: [Parameter], of words: String) {
    wordsHash = Self.hash(words)
    nameHashes = parameters.map { Self.hash("\($0.name)") }
    let names = parameters.map { PackedWord($0.name) }
    self.names = names
    aliases = parameters.enumerated().compactMap { index, parameter in
      parameter.alias.map { (PackedWord($0), index) }
    }
    positional = parameters.indices.filter { parameters[$0].place.isByPlace }
    rest = parameters.firstIndex { if case .rest = $0.place { true } else { false } }
    text = parameters.firstIndex { if case .text = $0.place { true } else { false } }
    block = parameters.firstIndex(where: \.isBlock)
    required = Self.bits(parameters.indices.filter { parameters[$0].isRequired })
    func find(_ name: StaticString) -> Int? { names.firstIndex(of: PackedWord(name)) }
    ref = find("ref")
    dry = find("dry")
    date = find("date")
    ownDay = date ?? find("as-of") ?? find("from")
    nearDates = parameters.indices.filter { place in
      parameters[place].type.hasDay && !parameters[place].mayBeFar
    }
    nearDateBits = Self.bits(nearDates)
    memo = find("memo")
    format = find("fmt")
    mode = find("mode")
    known = find("known")
    record = parameters.firstIndex(where: \.namesRecord)
    revision = find("if")
    ofBlocks = [mode, find("control-count"), find("control-sum")].compactMap(\.self)
    blockBits = Self.bits(ofBlocks)
    envelope = Self.bits(ofBlocks + [ref, dry, format, revision].compactMap(\.self))
    tenderDetails = Self.bits(TenderDetails.names.compactMap(find))
    trace = find("trace")
    phones = Self.bits(parameters.indices.filter { parameters[$0].type.keeping == .phones })
    kept = phones | Self.bits(parameters.indices.filter { parameters[$0].type.keeping == .text })
  }

  private static func bits(_ places: [Int]) -> UInt32 {
    places.reduce(0) { $0 | 1 << UInt32($1) }
  }

  /// The hash of a text: what `HashKey.stable` gives for its bytes.
  static func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { HashKey.stable.hash(UnsafeRawBufferPointer($0)) }
  }

  /// Finds a parameter by its name, in any case, or by its second name.
  func find(_ name: UnsafeRawBufferPointer) -> Int? {
    guard let word = PackedWord(name) else { return nil }
    return names.firstIndex(of: word) ?? aliases.first { $0.name == word }?.index
  }

  /// Whether a parameter is about how a write is sent and answered (`ref`, `dry`, `fmt`, `if` and
  /// those of blocks), and not about what it writes. Such a parameter is no part of the payload.
  func isOfEnvelope(_ index: Int) -> Bool {
    envelope & 1 << UInt32(index) != 0
  }

  func find(_ name: StaticString) -> Int? { names.firstIndex(of: PackedWord(name)) }
}

extension Parameter.Place {
  /// Whether an argument without a key may be this parameter.
  var isByPlace: Bool {
    switch self {
    case .positional, .rest: true
    case .keyed, .text, .block: false
    }
  }
}

extension Parameter {
  /// Whether it stands in the block behind the request line.
  var isBlock: Bool { if case .block = place { true } else { false } }
}

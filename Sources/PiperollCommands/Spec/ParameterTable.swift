import PiperollLedger

/// What binding needs of a command's parameters, made once: names to compare at once, and for the
/// words without a key where they go.
///
/// A class, as its command is: every request refers to it.
final class ParameterTable: Sendable {
  private let names: [PackedWord]
  /// The other names that some have.
  private let aliases: [(name: PackedWord, index: Int)]
  /// The parameters that are given by their place, in order.
  let positional: [Int]
  /// The one that takes all words that are left, if any.
  let rest: Int?
  /// The one that stands after `-- `, if any.
  let text: Int?
  /// A bit for each that must be given.
  let required: UInt32
  let ref: Int?
  let dry: Int?
  let date: Int?
  let memo: Int?
  let format: Int?
  let mode: Int?
  let known: Int?
  /// The one that names what is changed, if any, and the one that says in which revision.
  let record: Int?
  let revision: Int?
  /// Those that only a block has: its mode and its controls.
  let ofBlocks: [Int]
  /// A bit for each that is about how a write is sent and answered.
  private let envelope: UInt32
  /// The places of what is kept of how money came in, which stand together.
  let tenderDetails: Range<Int>

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
    required = parameters.enumerated().reduce(0) { bits, next in
      next.element.isRequired ? bits | 1 << UInt32(next.offset) : bits
    }
    func find(_ name: StaticString) -> Int? { names.firstIndex(of: PackedWord(name)) }
    ref = find("ref")
    dry = find("dry")
    date = find("date")
    memo = find("memo")
    format = find("fmt")
    mode = find("mode")
    known = find("known")
    record = parameters.firstIndex(where: \.namesRecord)
    revision = find("if")
    ofBlocks = [mode, find("control-count"), find("control-sum")].compactMap(\.self)
    envelope = (ofBlocks.map { $0 as Int? } + [ref, dry, format, revision])
      .reduce(0) { bits, place in place.map { bits | 1 << UInt32($0) } ?? bits }
    tenderDetails = find("check").map { $0..<$0 + TenderDetails.count } ?? 0..<0
  }

  /// The hash of a text's bytes, as `keyHash` has it of them where they stand.
  static func hash(_ text: String) -> UInt64 {
    var text = text
    return text.withUTF8 { keyHash(UnsafeRawBufferPointer($0)) }
  }

  /// A parameter by its name in any case.
  func find(_ name: UnsafeRawBufferPointer) -> Int? {
    guard let word = PackedWord(name) else { return nil }
    return names.firstIndex(of: word) ?? aliases.first { $0.name == word }?.index
  }

  /// Whether a parameter is about how a write is sent and answered, not about what it writes.
  func isOfEnvelope(_ index: Int) -> Bool {
    envelope & 1 << UInt32(index) != 0
  }

  func find(_ name: StaticString) -> Int? { names.firstIndex(of: PackedWord(name)) }
}

extension Parameter.Place {
  /// Whether a word without a key may be it.
  var isByPlace: Bool {
    switch self {
    case .positional, .rest: true
    case .keyed, .text: false
    }
  }
}

/// A map bound to the columns of a file and to the parameters of a command.
struct RowPlan {
  enum Conversion { case text, money, date }

  enum Piece {
    case text([UInt8])
    case cell(Int, Conversion)
  }

  /// One of the alternatives of a value.
  struct Alternative {
    let pieces: [Piece]
    /// It is there although some of its columns are blank.
    let mayHaveGaps: Bool
  }

  struct Value {
    let parameter: RowCommand.Parameter
    let alternatives: [Alternative]
    /// A row without it is right: the map says so, or the key takes neither an amount nor a day.
    /// What the server would take for a blank day, today, is not what a file means.
    let mayBeBlank: Bool
    /// Says which columns it is made of.
    let shown: String
  }

  let command: RowCommand
  let dialect: RowDialect
  /// What is the same for every row.
  let constants: [(key: String, value: String)]
  /// What each row has; `ref` is not among them. The amount that is added up comes first, so that
  /// it is known whatever else is wrong with a row.
  let values: [Value]
  /// The reference, where the map makes one.
  let ref: Value?
  let header: RowHeader
  let skipBlank: [Int]
  let widths: [(column: Int, characters: Int)]
  let totalBy: Int?

  /// The parameter whose amounts are added up.
  static let summed = "amount"

  /// Throws a usage error for a column, a key or a value that is not there.
  init(_ map: FileMap, _ dialect: RowDialect, _ command: RowCommand, _ header: RowHeader) throws {
    self.command = command
    self.dialect = dialect
    self.header = header
    var (constants, values, ref) = ([(key: String, value: String)](), [Value](), Value?.none)
    for value in map.values {
      let parameter = try command.parameter(value.key)
      if let constant = value.constant, value.key != "ref" {
        constants.append((value.key, constant))
      } else if value.key == "ref" {
        ref = try Self.bind(value, parameter, header)
        guard value.alternatives.contains(where: { !$0.columns.isEmpty }) else {
          throw ClientError(.usage, "map ref: each row has its own; put a column into it")
        }
      } else {
        values.append(try Self.bind(value, parameter, header))
      }
    }
    let given = Set(map.values.map(\.key))
    let missing = command.parameters.filter { $0.isRequired && !given.contains($0.name) }
    guard missing.isEmpty else {
      let names = missing.map(\.name).joined(separator: ", ")
      throw ClientError(.usage, "the map lacks \(names), which \(command.words) needs")
    }
    self.constants = constants
    self.values =
      values.filter { $0.parameter.name == Self.summed }
      + values.filter { $0.parameter.name != Self.summed }
    self.ref = ref
    skipBlank = try dialect.skipBlank.map { try header.index($0, "skip-blank") }
    widths = try dialect.widths.map { (try header.index($0.column, "width"), $0.characters) }
    totalBy = try dialect.totalBy.map { try header.index($0, "total-by") }
  }

  private static func bind(
    _ value: MapValue, _ parameter: RowCommand.Parameter, _ header: RowHeader
  ) throws -> Value {
    let isSaid = value.alternatives.last == .constant("")
    let alternatives = try value.alternatives.dropLast(isSaid ? 1 : 0).map { alternative in
      switch alternative {
      case .constant(let text):
        return Alternative(pieces: [.text(Array(text.utf8))], mayHaveGaps: true)
      case .pieces(let pieces):
        let isAlone = pieces.count == 1
        let bound = try pieces.map { piece -> Piece in
          switch piece {
          case .text(let text): return .text(Array(text.utf8))
          case .column(let column, let said):
            let index = try header.index(column, "map \(value.key)")
            return .cell(index, conversion(said, parameter, isAlone: isAlone))
          }
        }
        return Alternative(pieces: bound, mayHaveGaps: parameter.isText)
      }
    }
    let columns = value.alternatives.flatMap(\.columns)
    let shown = columns.map { header.names[(try? header.index($0, "")) ?? 0] }
    let isFree = !parameter.takesMoney && !parameter.takesDate
    return Value(
      parameter: parameter, alternatives: alternatives,
      mayBeBlank: !parameter.isRequired && (isSaid || isFree), shown: shown.joined(separator: ", "))
  }

  private static func conversion(
    _ said: MapValue.Conversion?, _ parameter: RowCommand.Parameter, isAlone: Bool
  ) -> Conversion {
    switch said {
    case .money: .money
    case .date: .date
    case nil where isAlone && parameter.takesMoney: .money
    case nil where isAlone && parameter.takesDate: .date
    case nil: .text
    }
  }

  /// Whether the rows have amounts that are added up.
  var hasSum: Bool { summedConstant != nil || values.first?.parameter.name == Self.summed }

  /// The amount, where it is the same for every row.
  var summedConstant: AmountSum? {
    constants.first { $0.key == Self.summed }.flatMap { AmountSum($0.value.utf8) }
  }

  /// The columns that hold names and numbers of things, each once, for what a spreadsheet loses.
  var idColumns: [Int] {
    let ids = values.filter { !$0.parameter.isText }.flatMap(\.alternatives).flatMap(\.pieces)
    return Set(ids.compactMap { if case .cell(let index, .text) = $0 { index } else { nil } })
      .sorted()
  }

  /// The request line of a block of rows.
  func requestLine(isDry: Bool) -> String {
    let words = [command.words, "mode=each"] + (isDry ? ["dry=yes"] : []) + constantWords
    return words.joined(separator: " ") + " <<"
  }

  var constantWords: [String] { constants.map { RequestWords.argument("\($0.key)=\($0.value)") } }

  /// The header row of a block.
  var keys: [String] { ["ref"] + values.map(\.parameter.name) }
}

/// The columns of a file.
struct RowHeader {
  /// What each rejected row has behind its own cells.
  static let rejected = ["rejected-line", "rejected-ref", "rejected-code", "rejected-why"]

  /// `#1` and so on where the file has no names.
  let names: [String]
  /// Where a file of rejects has the reference of each row.
  let refColumn: Int?
  /// The columns before those that a rejects file has added.
  let ownCount: Int
  /// The bytes of the header row, without its line end; empty where there is none.
  let bytes: [UInt8]

  /// - Parameter bytes: of the first line.
  init(_ names: [String], bytes: [UInt8]) {
    self.names = names
    self.bytes = bytes
    let isRejects = names.suffix(Self.rejected.count).elementsEqual(Self.rejected)
    ownCount = names.count - (isRejects ? Self.rejected.count : 0)
    refColumn = isRejects ? ownCount + 1 : nil
  }

  /// Those of a file without names.
  init(count: Int) { self.init((0..<count).map { "#\($0 + 1)" }, bytes: []) }

  /// Throws a usage error for a column that is not there, or is there twice.
  func index(_ column: MapValue.Column, _ place: String) throws -> Int {
    switch column {
    case .number(let number):
      guard number <= ownCount else {
        throw ClientError(.usage, "\(place): no column #\(number); there are \(ownCount)")
      }
      return number - 1
    case .name(let name):
      let found = names.indices.filter { names[$0] == name }
      guard found.count < 2 else {
        let numbers = found.map { "#\($0 + 1)" }.joined(separator: " and ")
        throw ClientError(.usage, "\(place): \(numbers) are both \(name); name one by its number")
      }
      if let index = found.first { return index }
      let near = names.first { $0.lowercased() == name.lowercased() }
      let known = near.map { "\($0)?" } ?? "there are " + names.joined(separator: ", ")
      throw ClientError(.usage, "\(place): no column \(name); \(known)")
    }
  }
}

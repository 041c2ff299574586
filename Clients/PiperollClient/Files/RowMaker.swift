/// What became of a row before it is sent.
enum RowOutcome {
  case made
  case passedOver
  /// It is not sent: the sentence says what is wrong, and where.
  case fault(String)
}

/// Makes rows of a block from rows of a file.
struct RowMaker {
  let plan: RowPlan
  /// In front of the line's number in each reference.
  let refStart: String
  private let summedConstant: AmountSum?

  /// Of the present row: what its amount is, its reference, and the value of `--total-by`.
  private(set) var amount: AmountSum?
  private(set) var ref = ""
  private(set) var group = ""

  private var record = CSVRecord()
  private var cell: [UInt8] = []
  private var value: [UInt8] = []

  init(_ plan: RowPlan, refStart: String) {
    self.plan = plan
    self.refStart = refStart
    summedConstant = plan.summedConstant
  }

  /// A row of which something cannot be used.
  private struct Fault: Error { let sentence: String }

  /// Adds a row of the block, with its LF, to `out`, unless it is passed over or at fault.
  mutating func make(_ record: CSVRecord, into out: inout [UInt8]) -> RowOutcome {
    self.record = record
    (amount, group) = (nil, "")
    ref = "\(refStart)\(record.line)"
    let start = out.count
    do throws(Fault) {
      try checkShape()
      if try isPassedOver() { return .passedOver }
      if let column = plan.totalBy { group = String(decoding: try text(column), as: UTF8.self) }
      guard try addAmount() else { return .passedOver }
      for (column, characters) in plan.widths { try checkWidth(column, characters) }
      try makeRef()
      try write(into: &out)
      return .made
    } catch {
      out.removeLast(out.count - start)
      return .fault(error.sentence)
    }
  }

  private func checkShape() throws(Fault) {
    if let fault = record.fault { throw Fault(sentence: fault) }
    let count = plan.header.names.count
    guard record.count == count else {
      let cells = record.count == 1 ? "1 cell" : "\(record.count) cells"
      let hint = record.count > count ? "; a cell with a separator in it stands in quotes" : ""
      throw Fault(sentence: "the row has \(cells), and the first line has \(count)\(hint)")
    }
  }

  private mutating func isPassedOver() throws(Fault) -> Bool {
    for column in plan.skipBlank where try text(column).isEmpty { return true }
    return false
  }

  /// The amount that is added up goes first. False where its sign has the row passed over.
  private mutating func addAmount() throws(Fault) -> Bool {
    amount = summedConstant
    guard let first = plan.values.first, first.parameter.name == RowPlan.summed else { return true }
    guard try make(first) else { return true }
    let isNegative = value.first == UInt8(ascii: "-")
    guard let sum = AmountSum(isNegative ? value.dropFirst() : value[...]) else {
      throw Fault(sentence: "\(first.shown): \(CellFault.shown(value[...])) is no amount of money")
    }
    switch plan.dialect.negative {
    case .skip where isNegative, .only where !isNegative: return false
    case .refuse where isNegative:
      amount = AmountSum()
      amount! -= sum
      throw Fault(
        sentence: "\(first.shown): \(CellFault.shown(value[...])) is below zero;"
          + " --negative says what to do with such rows")
    default: amount = sum
    }
    return true
  }

  private mutating func makeRef() throws(Fault) {
    if let own = plan.ref {
      guard try make(own) else { throw Fault(sentence: "\(own.shown): the reference is blank") }
      ref = String(decoding: value, as: UTF8.self)
    } else if let column = plan.header.refColumn {
      let said = String(decoding: try text(column), as: UTF8.self)
      if !said.isEmpty { ref = said }
    }
  }

  private mutating func write(into out: inout [UInt8]) throws(Fault) {
    // A line of a block that begins with a dot has one more.
    if ref.utf8.first == UInt8(ascii: ".") { out.append(UInt8(ascii: ".")) }
    Self.append(ref.utf8, to: &out)
    for item in plan.values {
      out.append(0x09)
      let isThere = try make(item)
      guard isThere else {
        if !item.mayBeBlank { throw blank(item) }
        continue
      }
      let isSum = item.parameter.name == RowPlan.summed
      if value.first == UInt8(ascii: "-"), item.parameter.takesMoney {
        guard isSum, plan.dialect.negative == .only else {
          throw Fault(sentence: "\(item.shown): \(CellFault.shown(value[...])) is below zero")
        }
        value.removeFirst()
      }
      Self.append(value, to: &out)
    }
    out.append(0x0A)
  }

  private func blank(_ item: RowPlan.Value) -> Fault {
    let key = item.parameter.name
    let advice =
      item.parameter.isRequired
      ? "\(key) must be given" : "where that is right, map \(key)=\(item.shown) | ''"
    return Fault(sentence: "\(item.shown): the cell is blank; \(advice)")
  }

  /// Adds a cell of the protocol's tsv.
  private static func append(_ text: some Sequence<UInt8>, to out: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "\\"): out += #"\\"#.utf8
      case 0x09: out += #"\t"#.utf8
      default: out.append(byte)
      }
    }
  }
}

extension RowMaker {
  /// Leaves the value of a key in `value`. False where it is none.
  private mutating func make(_ item: RowPlan.Value) throws(Fault) -> Bool {
    for (index, alternative) in item.alternatives.enumerated() {
      value.removeAll(keepingCapacity: true)
      var (cells, blanks) = (0, 0)
      for piece in alternative.pieces {
        switch piece {
        case .text(let text): value += text
        case .cell(let column, let conversion):
          cells += 1
          let isThere = try add(column, conversion, item.parameter)
          if !isThere { blanks += 1 }
        }
      }
      if blanks == 0 || (alternative.mayHaveGaps && blanks < cells) { return true }
      if blanks < cells, index == item.alternatives.count - 1 {
        throw Fault(sentence: "\(item.shown): a part of \(item.parameter.name) is blank")
      }
    }
    return false
  }

  /// Adds a cell to `value` as the protocol has it. False where it is blank.
  private mutating func add(
    _ column: Int, _ conversion: RowPlan.Conversion, _ parameter: RowCommand.Parameter
  ) throws(Fault) -> Bool {
    let text = try text(column)
    if text.isEmpty { return false }
    func fault(_ sentence: String) -> Fault {
      Fault(sentence: "\(plan.header.names[column]): \(sentence)")
    }
    if let lost = CellFault.spreadsheetError(text) { throw fault(lost) }
    switch conversion {
    case .text:
      if !parameter.isText, let lost = CellFault.shortenedNumber(text) { throw fault(lost) }
      value += text
    case .date:
      guard let day = plan.dialect.date.read(text) else {
        throw fault(
          CellFault.date(text, plan.dialect.date, isDeclared: plan.dialect.isDateDeclared))
      }
      value += day
    case .money:
      let (format, isDeclared) = (plan.dialect.money, plan.dialect.isMoneyDeclared)
      guard let amount = format.read(text),
        isDeclared || !Self.mayBeGrouped(text) || CellFault.readings(text).count < 2
      else { throw fault(CellFault.amount(text, format, isDeclared: isDeclared)) }
      if amount.isNegative { value.append(UInt8(ascii: "-")) }
      value += amount.digits
    }
    return true
  }

  /// Whether three digits follow the point, as a group of thousands has.
  private static func mayBeGrouped(_ text: ArraySlice<UInt8>) -> Bool {
    text.lastIndex(of: UInt8(ascii: ".")).map { text.endIndex - $0 == 4 } ?? false
  }

  /// A cell as text without blanks at its ends, its line breaks made blanks.
  private mutating func text(_ column: Int) throws(Fault) -> ArraySlice<UInt8> {
    cell.removeAll(keepingCapacity: true)
    if let byte = plan.dialect.encoding.decode(record.cell(column), into: &cell) {
      let hexadecimal = String(byte, radix: 16, uppercase: true)
      throw Fault(
        sentence: "\(plan.header.names[column]): the byte 0x\(hexadecimal) is no"
          + " \(plan.dialect.encoding.rawValue); declare --encoding, as windows-1252 or latin1")
    }
    if cell.contains(where: { $0 == 0x0A || $0 == 0x0D }) { cell = Self.oneLine(cell) }
    var text = cell[...].drop { $0 == UInt8(ascii: " ") || $0 == 0x09 }
    while text.last == UInt8(ascii: " ") || text.last == 0x09 { text.removeLast() }
    return text
  }

  /// A line break, of whichever kind, is a blank.
  private static func oneLine(_ cell: [UInt8]) -> [UInt8] {
    var line: [UInt8] = []
    for (index, byte) in cell.enumerated() {
      if byte == 0x0D, index + 1 < cell.count, cell[index + 1] == 0x0A { continue }
      line.append(byte == 0x0A || byte == 0x0D ? UInt8(ascii: " ") : byte)
    }
    return line
  }

  private mutating func checkWidth(_ column: Int, _ characters: Int) throws(Fault) {
    let text = String(decoding: try text(column), as: UTF8.self)
    guard !text.isEmpty, text.count != characters else { return }
    let isShort = text.count < characters && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let hint = isShort ? "; a spreadsheet may have dropped the zeros in front" : ""
    throw Fault(
      sentence: "\(plan.header.names[column]): \"\(text)\" has \(text.count) characters, not the"
        + " \(characters) of --width\(hint)")
  }

  /// A cell of the present row, as it would be sent; nil where it cannot be read.
  mutating func plainText(_ column: Int) -> String? {
    guard column < record.count else { return nil }
    return (try? text(column)).map { String(decoding: $0, as: UTF8.self) }
  }
}

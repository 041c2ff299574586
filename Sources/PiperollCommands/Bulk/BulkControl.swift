import PiperollLedger
import PiperollWire

/// The control totals of a block: how many rows it has, and the sum of their amounts. The sender
/// can state both in the request line. Where they differ nothing is run, so that a file that was
/// cut, doubled or changed on its way does no harm.
///
/// The sum adds amounts as plain numbers, whatever the currencies of their accounts.
struct BulkControl: Equatable {
  var count = 0
  var sum = DecimalSum.zero

  /// Compares the totals with `control-count=` and `control-sum=`, where they are given.
  /// - Throws: `Failure.control` where they differ.
  func check(_ arguments: borrowing Arguments) throws(Failure) {
    if let said = try arguments.count("control-count", in: 0...Limits.blockRows), said != count {
      throw .control(
        rule: .controlCountDiffers, found: "\(count)", difference: "\(count - said)",
        sentence: "control-count=\(said), but the number of rows is \(count);"
          + " nothing was written")
    }
    guard arguments.spec.table.find("control-sum") != nil,
      let text = arguments.text("control-sum")
    else { return }
    guard let said = DecimalSum(text.utf8) else {
      throw arguments.bad(
        "control-sum", "an amount: digits, and at most \(DecimalSum.decimals) decimals")
    }
    if said == sum { return }
    let difference = DecimalSum(units: sum.units - said.units)
    throw .control(
      rule: .controlSumDiffers, found: sum.text, difference: difference.text,
      sentence: "control-sum=\(said.text), but the rows add up to \(sum.text); nothing was written")
  }
}

extension Rule {
  static let controlCountDiffers = Rule(
    "control_count_differs", .invalid,
    "a block has another number of rows than `control-count=` says")
  static let controlSumDiffers = Rule(
    "control_sum_differs", .invalid,
    "a block's amounts add up to another sum than `control-sum=` says")

  static let ofBlocks = [controlCountDiffers, controlSumDiffers]
}

/// A sum of amounts without a currency. 128 bits hold the sum of any number of rows.
struct DecimalSum: Equatable {
  /// Decimals of the sum: as many as any currency has (ISO 4217: CLF, UYW).
  static let decimals = 4
  private static let unit: Int128 = 10_000
  /// The most digits of a number that is read. No amount has nearly as many.
  private static let digitsMax = 24
  static let zero = DecimalSum(units: 0)

  /// The sum in ten-thousandths.
  var units: Int128

  init(units: Int128) { self.units = units }

  /// Reads a number such as `1234.5`; nil if it is not digits with at most four decimals.
  init?(_ bytes: some Collection<UInt8>) {
    var units: Int128 = 0
    var (digits, fraction) = (0, -1)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if fraction >= 0 { fraction += 1 }
        guard digits <= Self.digitsMax, fraction <= Self.decimals else { return nil }
        units = units * 10 + Int128(byte - UInt8(ascii: "0"))
      case UInt8(ascii: ".") where fraction < 0 && digits > 0: fraction = 0
      default: return nil
      }
    }
    guard digits > 0, fraction != 0 else { return nil }
    for _ in max(fraction, 0)..<Self.decimals { units *= 10 }
    self.units = units
  }

  /// The sum as text, with two decimals or as many more as it needs.
  var text: String {
    let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: Self.unit.magnitude)
    var decimals = "\(rest)"
    decimals = String(repeating: "0", count: Self.decimals - decimals.count) + decimals
    while decimals.count > 2, decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(units < 0 ? "-" : "")\(whole).\(decimals)"
  }
}

extension BulkWrite {
  /// Adds up the block and compares it with `control-count=` and `control-sum=`, where they are
  /// given. An amount that cannot be read counts as zero; if the totals agree nevertheless, its row
  /// is refused later.
  mutating func checkControl() throws(Failure) {
    guard spec.table.ofBlocks.contains(where: { $0 != spec.table.mode && arguments.has($0) })
    else { return }
    let start = offset
    defer { offset = start }
    let column = spec.table.find("amount").flatMap { columns.firstIndex(of: $0) }
    var control = BulkControl()
    while let line = nextLine() {
      if line.isEmpty { continue }
      control.count += 1
      guard let column else { continue }
      let cells = block[line].split(
        separator: 0x09, maxSplits: column + 1, omittingEmptySubsequences: false)
      if cells.count > column, let amount = DecimalSum(cells[column]) {
        control.sum.units += amount.units
      }
    }
    // Without a column for it, the amount in the request line counts once for each row.
    if column == nil, let amount = arguments.amountForAll {
      control.sum.units = amount.units * Int128(control.count)
    }
    try control.check(arguments)
  }
}

extension Arguments {
  fileprivate var amountForAll: DecimalSum? {
    spec.table.find("amount").flatMap { text($0) }.flatMap { DecimalSum($0.utf8) }
  }
}

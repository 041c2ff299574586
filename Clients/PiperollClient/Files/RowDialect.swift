/// How a file is written, from its settings.
struct RowDialect {
  /// What becomes of a row with an amount below zero.
  enum Negative: String, CaseIterable { case refuse, skip, only }

  let encoding: TextEncoding
  let separator: UInt8
  let hasHeader: Bool
  let date: DateFormat
  let isDateDeclared: Bool
  let money: MoneyFormat
  let isMoneyDeclared: Bool
  let negative: Negative
  let skipBlank: [MapValue.Column]
  let widths: [(column: MapValue.Column, characters: Int)]
  let totalBy: MapValue.Column?

  /// Throws a usage error for a value that is none of those that there are.
  init(_ settings: FileMap.Settings) throws {
    encoding = try Self.choice("encoding", settings.encoding, TextEncoding.self, .utf8)
    negative = try Self.choice("negative", settings.negative, Negative.self, .refuse)
    separator = try Self.separator(settings.separator ?? ",")
    switch settings.header ?? "yes" {
    case "yes": hasHeader = true
    case "no": hasHeader = false
    case let other: throw ClientError(.usage, "header = \(other); there are yes and no")
    }
    isDateDeclared = settings.dateFormat != nil
    isMoneyDeclared = settings.moneyFormat != nil
    guard let date = DateFormat(settings.dateFormat ?? DateFormat.iso.sample) else {
      let forms = DateFormat.samples.joined(separator: ", ")
      throw ClientError(.usage, "--date-format \(settings.dateFormat!): it is one such as \(forms)")
    }
    guard let money = MoneyFormat(settings.moneyFormat ?? MoneyFormat.plain.sample) else {
      let forms = MoneyFormat.samples.joined(separator: "  ")
      throw ClientError(
        .usage, "--money-format \(settings.moneyFormat!): say how 1234.56 is written: \(forms)")
    }
    (self.date, self.money) = (date, money)
    skipBlank = try Self.list(settings.skipBlank).map { try MapValue.Column($0) }
    widths = try Self.list(settings.width).map(Self.width)
    totalBy = try settings.totalBy.map { try MapValue.Column($0) }
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ text: String?, _ type: Choice.Type, _ usual: Choice
  ) throws -> Choice {
    guard let text else { return usual }
    if let found = Choice(rawValue: text.lowercased()) { return found }
    let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    throw ClientError(.usage, "--\(name) \(text): there are \(all)")
  }

  private static func separator(_ text: String) throws -> UInt8 {
    switch text {
    case ",", ";", "|": text.utf8.first!
    case "tab", "\t": 0x09
    default: throw ClientError(.usage, "--separator \(text): there are , ; tab |")
    }
  }

  private static func list(_ text: String?) -> [String] {
    guard let text else { return [] }
    return MapText.split(text[...], at: ",").map { part in
      let name = MapText.trimmed(part)
      return name.hasPrefix("{") && name.hasSuffix("}") ? String(name.dropFirst().dropLast()) : name
    }
  }

  private static func width(_ text: String) throws -> (MapValue.Column, Int) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, let count = Int(parts.last!), count > 0 else {
      throw ClientError(.usage, "--width \(text): a column and its characters, as Invoice:10")
    }
    return (try MapValue.Column(parts.dropLast().joined(separator: ":")), count)
  }
}

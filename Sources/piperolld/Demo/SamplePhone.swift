/// Telephone numbers for the sample book.
///
/// Only the range that the North American Numbering Plan keeps for fiction is used: 555-0100
/// through 555-0199 of an area code.
struct SamplePhone {
  let city: SampleCity
  /// 0 through 99, the last two digits.
  let line: Int

  /// The `index`th number: it walks through the area codes first, then through the lines.
  init(index: Int) {
    let cities = SampleWords.cities
    city = cities[index % cities.count]
    line = index / cities.count % 100
  }

  /// The number a caller of the README gives; it belongs to one account only.
  var isReserved: Bool {
    SampleScript.reservedLines.contains(line) && city.areaCode == SampleScript.reservedAreaCode
  }

  /// One of the spellings a clerk types, quoted where the wire needs it.
  static func spelled(_ phone: SamplePhone, style: Int) -> String {
    let area = phone.city.areaCode
    let last = "01" + twoDigits(phone.line)
    switch style {
    case 0: return "\"(\(area)) 555-\(last)\""
    case 1: return "\(area)-555-\(last)"
    case 2: return "\"+1 \(area) 555 \(last)\""
    case 3: return "\(area).555.\(last)"
    case 4: return "1-\(area)-555-\(last)"
    default: return "+1\(area)555\(last)"
    }
  }
}

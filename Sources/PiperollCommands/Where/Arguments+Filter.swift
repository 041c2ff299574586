import PiperollLedger
import PiperollWire

extension Arguments {
  /// The filter that `where=` gives; nil if it was not given.
  func filter() throws(Failure) -> Filter? {
    guard let text = text("where") else { return nil }
    let start = try startOfRelativeDates()
    do throws(FilterFault) {
      return try FilterReader.read(Array(text.utf8), today: today, from: start)
    } catch {
      throw .fault(
        .badValue, column: column("where", error.offset), key: "where", sentence: error.sentence)
    }
  }

  /// The column of the line, counted from 1, at which a byte of a parameter's value stands.
  /// - Parameter offset: the byte's offset in the value, with escapes undone.
  private func column(_ name: StaticString, _ offset: Int) -> Int? {
    guard let (place, isQuoted) = place(spec.index(of: name)) else { return nil }
    guard isQuoted else { return place.lowerBound + offset + 1 }
    return line.withUnsafeBytes { bytes in
      let value = UnsafeRawBufferPointer(rebasing: bytes[place])
      return place.lowerBound + JSONString.escapedOffset(value, of: offset) + 1
    }
  }
}

extension Parameter {
  static let filter = Parameter(
    "where", .filter,
    help: "only accounts for which this is true: \"past-due > 0 and collector = bo\"")
}

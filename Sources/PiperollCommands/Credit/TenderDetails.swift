import PiperollLedger
import PiperollWire

/// The tender details: how money came in. They are enough to find a payment at the bank or the card
/// processor. The number of a card is never kept.
enum TenderDetails {
  static let parameters = [
    Parameter(
      "method", .choice(PaymentMethod.words),
      .defaulted("check or card if its details are given, else other"), help: "how it came in"),
    Parameter("check", .reference, help: "the check's number"),
    Parameter("trace", .reference, help: "the bank's or the payer's trace number"),
    Parameter("token", .reference, help: "for a card: the processor's token for it"),
    Parameter("brand", .reference, help: "for a card: visa, mastercard, ..."),
    Parameter("last4", .reference, help: "for a card: the last four digits of its number"),
    Parameter("auth", .reference, help: "for a card: the issuer's authorization"),
  ]

  private static let all: [StaticString] = ["check", "trace"]
  private static let ofCards: [StaticString] = ["brand", "last4", "token", "auth"]
  /// The parameters besides the method.
  static var names: [StaticString] { all + ofCards }

  /// How the money came in - `method=`, or what the details that were given go with - and the
  /// details as one text, `brand=visa last4=4242 token=tok_9`; empty if none was given.
  static func read(
    _ arguments: borrowing Arguments
  ) throws(Failure) -> (method: PaymentMethod, text: String) {
    var method = try arguments.choice("method", PaymentMethod.self)
    // Most payments have none.
    if arguments.given & arguments.spec.table.tenderDetails == 0 { return (method ?? .other, "") }
    if method == nil, arguments.has("check") { method = .check }
    if method == nil, ofCards.contains(where: { arguments.has($0) }) { method = .card }
    return (method ?? .other, try text(arguments, method ?? .other))
  }

  private static func text(
    _ arguments: borrowing Arguments, _ method: PaymentMethod
  ) throws(Failure) -> String {
    var text = ""
    for name in all { try add(name, arguments, to: &text) }
    for name in ofCards where arguments.has(name) {
      guard method == .card else {
        throw arguments.bad(name, "leave it out: it goes with method=card only")
      }
      try add(name, arguments, to: &text)
    }
    return text
  }

  /// Whether a trace number is one that a bank of the United States gave out (NACHA): 15 digits,
  /// the first eight of them from a routing number. Cards with 15 digits that begin alike (UATP)
  /// cannot be told from it, and the banks' are far more.
  static func isTraceOfBank(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == 15, bytes.allSatisfy(isDigit) else { return false }
    switch (bytes[0] - UInt8(ascii: "0")) * 10 + bytes[1] - UInt8(ascii: "0") {
    case 0...12, 21...32, 61...72, 80: return true
    default: return false
    }
  }

  private static func add(
    _ name: StaticString, _ arguments: borrowing Arguments, to text: inout String
  ) throws(Failure) {
    guard arguments.has(name) else { return }
    let value = try arguments.freeText(name)
    guard (1...Limits.referenceBytes).contains(value.utf8.count), value.utf8.allSatisfy(isNameByte)
    else {
      throw arguments.bad(name, "1 to \(Limits.referenceBytes) letters, digits and ._:-")
    }
    if "\(name)" == "last4", value.utf8.count != 4 || !value.utf8.allSatisfy(isDigit) {
      throw arguments.bad(name, "four digits")
    }
    text += text.isEmpty ? "\(name)=\(value)" : " \(name)=\(value)"
  }
}

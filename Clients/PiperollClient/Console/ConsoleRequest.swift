/// A request of the console: as it was typed, and as it is sent.
struct ConsoleRequest {
  /// As it is sent.
  private(set) var request: Request
  /// The line as it was typed, without its end; of a block the first one.
  let typed: String
  /// The reference that it carries; nil: it has none.
  private(set) var reference: String?
  /// Whether the console gave it that.
  private(set) var isOwnReference = false

  init(_ request: Request) {
    self.request = request
    let line = request.bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    typed = String(decoding: line, as: UTF8.self)
    reference = OwnReference.find(in: typed).flatMap { $0.isEmpty ? nil : $0 }
  }

  var head: RequestLine { request.head }

  /// Gives it a reference of the console's own.
  mutating func refer(by reference: String) {
    let line = OwnReference.add(reference, to: typed)
    request = Request(bytes: Array((line + "\n").utf8), head: request.head)
    (self.reference, isOwnReference) = (reference, true)
  }
}

/// Something that was sent, and the reply to which did not come.
struct OwedWrite {
  /// What was typed, without what is secret.
  let shown: String
  /// The line, to be sent again.
  let typed: String
  /// By what the server can be asked for it: one after the other, until it knows one.
  var references: [String]
  /// What COMMIT was to run.
  let list: [ConsoleRequest]?
}

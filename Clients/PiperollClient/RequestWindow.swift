/// The requests that are on their way without a reply: in order, and never more than allowed.
struct RequestWindow {
  private let limit: ClientOptions.Window
  private var open: [Request] = []
  private var first = 0
  private var bytes = 0

  init(_ limit: ClientOptions.Window) { self.limit = limit }

  var count: Int { open.count - first }
  var isEmpty: Bool { count == 0 }
  /// Unanswered, oldest first.
  var unanswered: ArraySlice<Request> { open[first...] }

  /// Whether another request may be sent. One always may while none is on its way, however long.
  func admits(_ request: Request) -> Bool {
    isEmpty || count < limit.requestsMax && bytes + request.bytes.count <= limit.bytesMax
  }

  mutating func sent(_ request: Request) {
    precondition(admits(request), "more requests than the window allows")
    open.append(request)
    bytes += request.bytes.count
  }

  /// The request whose final reply has come; nil when none was waiting.
  mutating func answered() -> Request? {
    guard !isEmpty else { return nil }
    let request = open[first]
    first += 1
    bytes -= request.bytes.count
    if first == open.count || first > 1024 {
      open.removeFirst(first)
      first = 0
    }
    return request
  }
}

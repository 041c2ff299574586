/// Something that takes bytes from outside, and what must hold whatever the bytes are.
protocol FuzzTarget: AnyObject {
  static var name: String { get }
  init() throws
  /// Inputs to begin with.
  func seeds() throws -> [[UInt8]]
  /// Takes an input, and calls `fail` for what does not hold. False: it was none for this target.
  func run(_ bytes: [UInt8]) -> Bool
}

enum FuzzTargets {
  static var all: [any FuzzTarget.Type] {
    [
      LinesTarget.self, SessionTarget.self, FilterTarget.self, EntryTarget.self, BookTarget.self,
      StoreTarget.self, TLSTarget.self, RepliesTarget.self, SettingsTarget.self,
    ]
  }
}

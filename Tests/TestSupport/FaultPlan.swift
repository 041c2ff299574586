public import PiperollStore

/// What goes wrong on a simulated disk, as data.
public struct FaultPlan: Sendable {
  /// Which files a rule is about, by the last part of their paths.
  public enum Files: Sendable {
    case all
    case prefix(String)
    case suffix(String)

    func contain(_ path: String) -> Bool {
      let name = path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
      return switch self {
      case .all: true
      case .prefix(let prefix): name.hasPrefix(prefix)
      case .suffix(let suffix): name.hasSuffix(suffix)
      }
    }
  }

  /// One call, or all from one on, that fail.
  public struct Rule: Sendable {
    /// nil for every operation.
    public var operations: Set<StorageFault.Operation>?
    public var files: Files
    /// How many of the calls that match are let through first.
    public var call: Int
    /// Every later call that matches fails as well.
    public var isSticky: Bool
    /// The errno.
    public var code: Int32

    public init(
      _ operations: Set<StorageFault.Operation>? = nil, files: Files = .all, call: Int = 0,
      isSticky: Bool = false, code: Int32
    ) {
      self.operations = operations
      self.files = files
      self.call = call
      self.isSticky = isSticky
      self.code = code
    }

    func matches(_ operation: StorageFault.Operation, _ path: String) -> Bool {
      (operations?.contains(operation) ?? true) && files.contain(path)
    }
  }

  public var rules: [Rule] = []
  /// The power goes after so many calls: every later one fails and changes nothing.
  public var powerCut: Int?

  // Probabilities, drawn from the disk's own generator.

  /// A read or write moves only some of its bytes.
  public var shortTransfers = 0.0
  /// A read or write is interrupted (EINTR) before it has moved anything.
  public var interruptions = 0.0
  /// Any call fails with EIO.
  public var errors = 0.0
  /// A call that needs room finds none (ENOSPC).
  public var noSpace = 0.0

  /// Called before each sync of a file, with its path: where a simulated clock goes on.
  public var slowSync: (@Sendable (String) -> Void)?

  public init(_ rules: Rule...) { self.rules = rules }

  /// The power goes after so many calls.
  public static func powerCut(after calls: Int) -> FaultPlan {
    var plan = FaultPlan()
    plan.powerCut = calls
    return plan
  }
}

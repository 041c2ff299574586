/// A condition on accounts in a form that millions of rows are asked in a second: comparisons of
/// one shape, each with the number of the one to go on with where it holds and where it does not.
///
/// `and`, `or` and `not` are nothing but these numbers, which only ever lead forward: an evaluation
/// looks at each comparison once at most, and needs no stack.
public struct Filter: Sendable {
  /// The most comparisons of a filter: ten times what a person writes, and so few that a filter of
  /// searches through a million names takes a second or two. A list of values counts as one.
  public static let testsMax = 64

  /// A field's own comparison with constants.
  struct Test: BitwiseCopyable, Sendable {
    let field: FilterField
    let shape: Shape
    var onTrue = Filter.accepted
    var onFalse = Filter.rejected
    /// Where its constants begin, in `numbers` or `texts`, and how many there are.
    let first: UInt32
    let count: UInt32
  }

  enum Shape: UInt8, Sendable {
    /// Within two numbers, both included.
    case range
    /// One of some numbers, which are sorted.
    case numbers
    /// Has one of some bits, or, where that is asked for, none at all.
    case bits
    /// One of some texts, which are sorted by `precedes`.
    case texts
    /// Has a part, in any case of its ASCII letters.
    case part
  }

  /// Where an evaluation ends.
  static let accepted = UInt16.max
  static let rejected = UInt16.max - 1

  private(set) var tests: [Test] = []
  private(set) var entry = accepted
  /// The constants of numbers, dates, amounts and choices. Those of amounts stand there once for
  /// each of `exponents`, since what is asked is in the account's currency.
  private(set) var numbers: [Int64] = []
  /// The constants of texts, in bytes; of a part folded, with the table of `SubstringTable` beside.
  private(set) var texts: [[UInt8]] = []
  private(set) var parts: [SubstringTable] = []
  private(set) var fields = FilterField.Set()

  /// The decimals that currencies have.
  public static let exponents = [0, 2, 3]

  /// The number of a field without a value: below all others, and in no range that is asked for.
  public static let none = Int64.min

  public init() {}
}

// Building: comparisons are added in the order of the text, then joined.
extension Filter {
  /// Part of a condition: a comparison, or what joins two.
  public struct Node: BitwiseCopyable, Sendable {
    fileprivate enum Join: UInt8 { case test, and, or, not }
    fileprivate let join: Join
    fileprivate let left: UInt16
    fileprivate let right: UInt16
  }

  /// Adds a comparison with a range of numbers, one for each of `exponents` if it is of amounts.
  public mutating func add(_ field: FilterField, ranges: [ClosedRange<Int64>?]) -> Node {
    let first = numbers.count
    for range in ranges {
      // An empty range: its least number is above its greatest.
      numbers += range.map { [$0.lowerBound, $0.upperBound] } ?? [1, 0]
    }
    return add(field, .range, first: first, count: 2)
  }

  /// Adds a comparison with a list of numbers; if it is of amounts with one list for each of
  /// `exponents`, all of one length.
  public mutating func add(_ field: FilterField, oneOf lists: [[Int64]]) -> Node {
    let first = numbers.count
    for list in lists { numbers += list.sorted() }
    return add(field, .numbers, first: first, count: lists[0].count)
  }

  /// Adds a comparison with kinds of holds.
  /// - Parameter orNone: whether it also holds where no hold is in force.
  public mutating func add(
    _ field: FilterField, anyOf kinds: [HoldKind], orNone: Bool
  ) -> Node {
    let first = numbers.count
    numbers += [kinds.reduce(0) { $0 | $1.bit }, orNone ? 1 : 0]
    return add(field, .bits, first: first, count: 2)
  }

  /// Adds a comparison with a list of texts.
  public mutating func add(_ field: FilterField, oneOf list: [[UInt8]]) -> Node {
    let first = texts.count
    texts += list.sorted { left, right in
      left.withUnsafeBytes { left in right.withUnsafeBytes { precedes(left, $0) } }
    }
    return add(field, .texts, first: first, count: list.count)
  }

  /// Adds a search for a part, in any case of its ASCII letters.
  public mutating func add(_ field: FilterField, part: [UInt8]) -> Node {
    parts.append(SubstringTable(part))
    return add(field, .part, first: parts.count - 1, count: 1)
  }

  private mutating func add(
    _ field: FilterField, _ shape: Shape, first: Int, count: Int
  ) -> Node {
    precondition(tests.count < Self.testsMax, "the reader of a filter counts its comparisons")
    fields.insert(field)
    tests.append(Test(field: field, shape: shape, first: UInt32(first), count: UInt32(count)))
    return Node(join: .test, left: UInt16(tests.count - 1), right: 0)
  }
}

extension HoldKind {
  /// In the number that stands for all kinds in force.
  var bit: Int64 { 1 << Int64(rawValue) }
}

/// The tree of a condition while it is read.
public struct FilterTree: Sendable {
  private var nodes: [Filter.Node] = []

  public init() {}

  private mutating func number(_ node: Filter.Node) -> UInt16 {
    nodes.append(node)
    return UInt16(nodes.count - 1)
  }

  /// Both.
  public mutating func and(_ left: Filter.Node, _ right: Filter.Node) -> Filter.Node {
    Filter.Node(join: .and, left: number(left), right: number(right))
  }

  /// One of the two, or both.
  public mutating func or(_ left: Filter.Node, _ right: Filter.Node) -> Filter.Node {
    Filter.Node(join: .or, left: number(left), right: number(right))
  }

  /// The opposite.
  public mutating func not(_ node: Filter.Node) -> Filter.Node {
    Filter.Node(join: .not, left: number(node), right: 0)
  }

  fileprivate subscript(number: UInt16) -> Filter.Node { nodes[Int(number)] }
}

extension Filter {
  /// Says where each comparison leads to; the last step of building.
  public mutating func finish(_ root: Node, of tree: FilterTree) {
    entry = lead(root, tree, onTrue: Self.accepted, onFalse: Self.rejected)
  }

  /// Where to begin with a node that leads to these two.
  private mutating func lead(
    _ node: Node, _ tree: FilterTree, onTrue: UInt16, onFalse: UInt16
  ) -> UInt16 {
    switch node.join {
    case .test:
      tests[Int(node.left)].onTrue = onTrue
      tests[Int(node.left)].onFalse = onFalse
      return node.left
    case .and:
      let second = lead(tree[node.right], tree, onTrue: onTrue, onFalse: onFalse)
      return lead(tree[node.left], tree, onTrue: second, onFalse: onFalse)
    case .or:
      let second = lead(tree[node.right], tree, onTrue: onTrue, onFalse: onFalse)
      return lead(tree[node.left], tree, onTrue: onTrue, onFalse: second)
    case .not: return lead(tree[node.left], tree, onTrue: onFalse, onFalse: onTrue)
    }
  }
}

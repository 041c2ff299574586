/// A condition on accounts, in a form that can be evaluated for millions of rows a second. It is a
/// list of comparisons of the same shape. Each comparison names the next one to evaluate if it
/// holds, and the next one if it does not.
///
/// `and`, `or` and `not` exist only in these two numbers. They always lead forward, so an
/// evaluation makes each comparison at most once and needs no stack.
public struct Filter: Sendable {
  /// The most comparisons in a filter: ten times what a person writes. A filter with that many
  /// searches through a million names takes a second or two. A list of values counts as one
  /// comparison.
  public static let testsMax = 64

  /// A comparison of a field with constants.
  struct Test: BitwiseCopyable, Sendable {
    let field: FilterField
    let shape: Shape
    var onTrue = Filter.accepted
    var onFalse = Filter.rejected
    /// The place of its first constant in `numbers` or `texts`, and how many constants there are.
    let first: UInt32
    let count: UInt32
  }

  enum Shape: UInt8, Sendable {
    /// The value is between two numbers, or is one of the two.
    case range
    /// The value is one of some numbers, which are sorted.
    case numbers
    /// The value has at least one of some bits; if the comparison allows it, no bit at all is right
    /// too.
    case bits
    /// The value is one of some texts, which are sorted by `precedes`.
    case texts
    /// The value contains a text, in any case and with or without marks.
    case part
    /// The name has every word of a question in it.
    case words
  }

  /// The two results of an evaluation, in place of a next comparison.
  static let accepted = UInt16.max
  static let rejected = UInt16.max - 1

  private(set) var tests: [Test] = []
  private(set) var entry = accepted
  /// The constants for numbers, dates, amounts and choices. Amounts are in the account's currency,
  /// so their constants are stored once for each of `exponents`.
  private(set) var numbers: [Int64] = []
  /// The constants for texts, as bytes. A text to be contained is stored in `parts`, what names are
  /// asked for in `questions`.
  private(set) var texts: [[UInt8]] = []
  private(set) var parts: [SubstringTable] = []
  private(set) var questions: [NameQuestion] = []
  private(set) var fields = FilterField.Set()

  /// The numbers of decimals that currencies have.
  public static let exponents = [0, 2, 3]

  /// The number for a field without a value. It is below all others, and no range includes it.
  public static let none = Int64.min

  public init() {}
}

// Building a filter: comparisons are added in the order of the text, then joined.
extension Filter {
  /// A part of a condition: one comparison, or two parts joined by an operator.
  public struct Node: BitwiseCopyable, Sendable {
    fileprivate enum Join: UInt8 { case test, and, or, not }
    fileprivate let join: Join
    fileprivate let left: UInt16
    fileprivate let right: UInt16
  }

  /// Adds a comparison with a range of numbers. For a field with amounts there is one range for
  /// each of `exponents`.
  public mutating func add(_ field: FilterField, ranges: [ClosedRange<Int64>?]) -> Node {
    let first = numbers.count
    for range in ranges {
      // The empty range has a lower bound above its upper bound.
      numbers += range.map { [$0.lowerBound, $0.upperBound] } ?? [1, 0]
    }
    return add(field, .range, first: first, count: 2)
  }

  /// Adds a comparison with a list of numbers. For a field with amounts there is one list for each
  /// of `exponents`, all with the same length.
  public mutating func add(_ field: FilterField, oneOf lists: [[Int64]]) -> Node {
    let first = numbers.count
    for list in lists { numbers += list.sorted() }
    return add(field, .numbers, first: first, count: lists[0].count)
  }

  /// Adds a comparison with the kinds of the holds in force.
  /// - Parameter orNone: whether the comparison also holds if no hold is in force.
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

  /// Adds a search for a text within the field's text. In a name its words are searched, as
  /// `Book.search` does; an id and the like must have it as it is, but for case and marks.
  public mutating func add(_ field: FilterField, part: [UInt8]) -> Node {
    if field == .name {
      questions.append(part.withUnsafeBytes { NameQuestion($0) })
      return add(field, .words, first: questions.count - 1, count: 1)
    }
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
  /// The bit of the kind in the number of all kinds in force.
  var bit: Int64 { 1 << Int64(rawValue) }
}

/// The tree of a condition while the condition is read.
public struct FilterTree: Sendable {
  private var nodes: [Filter.Node] = []

  public init() {}

  private mutating func number(_ node: Filter.Node) -> UInt16 {
    nodes.append(node)
    return UInt16(nodes.count - 1)
  }

  /// Joins two conditions: both must hold.
  public mutating func and(_ left: Filter.Node, _ right: Filter.Node) -> Filter.Node {
    Filter.Node(join: .and, left: number(left), right: number(right))
  }

  /// Joins two conditions: at least one must hold.
  public mutating func or(_ left: Filter.Node, _ right: Filter.Node) -> Filter.Node {
    Filter.Node(join: .or, left: number(left), right: number(right))
  }

  /// Negates a condition.
  public mutating func not(_ node: Filter.Node) -> Filter.Node {
    Filter.Node(join: .not, left: number(node), right: 0)
  }

  fileprivate subscript(number: UInt16) -> Filter.Node { nodes[Int(number)] }
}

extension Filter {
  /// Sets the next comparison of each comparison. This is the last step of building.
  public mutating func finish(_ root: Node, of tree: FilterTree) {
    entry = lead(root, tree, onTrue: Self.accepted, onFalse: Self.rejected)
  }

  /// Links a node to the two comparisons that follow it.
  /// - Returns: the comparison with which to begin the node.
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

import Synchronization

/// The folded names of the rows of a table, a page for every 1,024 rows, for `NameScan`.
///
/// A page is made at the first search that comes to it, and shared by the book and its views. So
/// neither a start nor a write pays for it. Names are no more than derived: they are in no snapshot
/// and no part of the state. Only a page whose rows all exist is kept, so every view that has these
/// rows reads the same page. Therefore only names that never change are in one: those that accounts
/// and contacts began with, and those that amendments gave.
final class FoldedNames: Sendable {
  static let rowsInPage = 1_024
  /// How many zeros stand behind a page, so that a scan may read whole vectors.
  static let padding = 64

  /// How many pages are made before they are shared. Who searches while they are made at a start
  /// takes over from there.
  private static let pagesAtOnce = 16
  /// How many pages say which word of a question is rare.
  private static let pagesInSample = 4

  private let pages = Mutex<[[UInt8]]>([])

  /// Some pages, from all parts of a table.
  static func sample(of pages: [[UInt8]]) -> [[UInt8]] {
    let step = (pages.count + pagesInSample - 1) / pagesInSample
    return pages.isEmpty ? [] : stride(from: 0, to: pages.count, by: step).map { pages[$0] }
  }

  /// The pages of `count` rows.
  /// - Parameter name: adds the name of a row.
  func pages(count: Int, _ name: (UInt32, inout FoldedText) -> Void) -> [[UInt8]] {
    let whole = count / Self.rowsInPage
    var known = pages.withLock { $0 }
    while known.count < whole {
      let first = known.count
      let made = (first..<min(whole, first + Self.pagesAtOnce)).map { page in
        Self.make(page * Self.rowsInPage..<(page + 1) * Self.rowsInPage, name)
      }
      known = pages.withLock { kept in
        // Somebody else may have made some of them meanwhile.
        kept += made.dropFirst(kept.count - first)
        return kept
      }
    }
    if known.count > whole { known.removeLast(known.count - whole) }
    let first = whole * Self.rowsInPage
    if count > first { known.append(Self.make(first..<count, name)) }
    return known
  }

  /// A page: an end, and behind each name an end, so that an end stands on both sides of each.
  private static func make(_ rows: Range<Int>, _ name: (UInt32, inout FoldedText) -> Void)
    -> [UInt8]
  {
    var text = FoldedText()
    text.append(end: FoldedText.end)
    for row in rows {
      name(UInt32(row), &text)
      text.append(end: FoldedText.end)
    }
    return text.bytes + [UInt8](repeating: 0, count: padding)
  }
}

extension Book {
  /// Makes the pages of all names, which the first search would make else.
  public func foldNames() {
    _ = (accountNames(), contactNames(), amendedNames())
  }

  /// The pages of the names that the accounts were opened with.
  func accountNames() -> [[UInt8]] {
    foldedAccountNames.pages(count: accounts.count) { row, text in
      arena.withBytes(openingName(ofAccount: row)) { text.append($0, .ofName) }
    }
  }

  /// The pages of the names that the contacts were added with.
  func contactNames() -> [[UInt8]] {
    foldedContactNames.pages(count: contacts.count) { row, text in
      arena.withBytes(openingName(ofContact: row)) { text.append($0, .ofName) }
    }
  }

  /// The pages of the names that amendments gave, a row for each change. The name is empty where
  /// something else was changed.
  func amendedNames() -> [[UInt8]] {
    // A view of the past has all changes, but not all amendments.
    let last = amendments.count - 1
    let count = last < 0 ? 0 : Int(amendments[last].changeRows.upperBound)
    return foldedAmendedNames.pages(count: count) { row, text in
      guard changes[row].field.isName else { return }
      arena.withBytes(TextReference(word: changes[row].value)) { text.append($0, .ofName) }
    }
  }
}

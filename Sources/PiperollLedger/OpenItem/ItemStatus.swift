/// The state of an item.
public enum ItemStatus: UInt8, CaseIterable, Sendable {
  case open
  /// Nothing is left to pay, and money paid at least a part of it.
  case paid
  /// Nothing is left to pay, and no money paid it: credit memos or adjustments did.
  case credited
  /// Nothing is left to pay because the rest was written off, even if a part of it was paid before.
  case writtenOff
  /// It was reversed.
  case void
}

/// How an item is covered.
public struct ItemCover: Equatable, Sendable {
  public let status: ItemStatus
  public let writtenOff: Money
}

extension Book {
  /// How an item is covered, as of a day or as the book stands.
  public func cover(ofItem item: UInt32, asOf: AsOf) -> ItemCover {
    let (stands, day) = (asOf.isPresent, asOf.last)
    var (writtenOff, money) = (Money.zero, Money.zero)
    forEachApplication(toItem: item) {
      let row = applications[$0]
      // What was taken back has a row of its own, with an amount below zero.
      let amount = stands ? row.standing : isInForce(row, asOf: day) ? row.amount : .zero
      switch credits[row.credit].kind {
      case .writeOff: writtenOff += amount
      case .payment, .transfer, .recovery: money += amount
      case .memo, .adjustment, .interest: break
      }
    }
    let isVoid = stands ? items[item].voided != never : end(of: items[item]) <= day
    let left = remaining(ofItem: item, asOf: asOf)
    let status: ItemStatus =
      if isVoid { .void } else if left > .zero { .open } else if writtenOff > .zero {
        .writtenOff
      } else if money > .zero { .paid } else { .credited }
    return ItemCover(status: status, writtenOff: writtenOff)
  }

  /// What is left to pay of an item.
  public func remaining(ofItem item: UInt32, asOf: AsOf) -> Money {
    asOf.isPresent ? itemRemaining[item] : remaining(ofItem: item, asOf: asOf.last)
  }

  /// The applications to an item and their corrections, up to the end of a day, oldest first.
  public func applicationRows(toItem item: UInt32, asOf last: Day) -> [UInt32] {
    applicationRows(toItem: item).filter { applications[$0].effective <= last }
  }
}

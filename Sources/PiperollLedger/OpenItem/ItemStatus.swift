/// How an item stands.
public enum ItemStatus: UInt8, CaseIterable, Sendable {
  case open
  /// Nothing is left of it, and money paid for some of it.
  case paid
  /// Nothing is left of it, and no money paid for it: credit memos or adjustments did.
  case credited
  /// Nothing is left of it because the rest was written off: it is not paid, whatever was paid on
  /// it before.
  case writtenOff
  /// It was reversed.
  case void
}

/// What stands against an item.
public struct ItemCover: Equatable, Sendable {
  public let status: ItemStatus
  public let writtenOff: Money
}

extension Book {
  /// What stands against an item now.
  public func cover(ofItem item: UInt32) -> ItemCover {
    var (writtenOff, money) = (Money.zero, Money.zero)
    forEachApplication(toItem: item) {
      let row = applications[$0]
      switch credits[row.credit].kind {
      case .writeOff: writtenOff += row.standing
      case .payment, .transfer, .recovery: money += row.standing
      case .memo, .adjustment, .interest: break
      }
    }
    let status: ItemStatus =
      if items[item].voided != never { .void } else if itemRemaining[item] > .zero {
        .open
      } else if writtenOff > .zero { .writtenOff } else if money > .zero { .paid } else {
        .credited
      }
    return ItemCover(status: status, writtenOff: writtenOff)
  }
}

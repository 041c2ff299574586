// What is asked of a kind of entry; `EntryKind.traits` has the answers.

extension EntryKind {
  /// Its word on the wire.
  public var word: String { traits.word }

  /// What a sentence calls an entry of the kind.
  var article: String { traits.article }

  /// Whether its entries are of an account; nil: some are.
  var hasAccount: Bool? { traits.account }

  /// Whether its entries change what is owed, or how credit is applied.
  var movesMoney: Bool { Self.moving.has(self) }
  private static let moving = KindSet {
    switch $0.traits.moves {
    case .nothing: false
    case .coverage, .charges, .payments, .credits, .adjustments, .writeOffs, .refunds, .transfers,
      .reversals:
      true
    }
  }

  /// Whether its entries need an approval if they are dated into a closed period.
  var isHeldByClosing: Bool { traits.waits }

  /// Whether entries of it can be reversed.
  public var isReversible: Bool {
    switch traits.undo {
    case .nobody: false
    case .anybody, .giving: true
    }
  }

  /// What its entries give up or lend.
  var gives: EntryTraits.Measure { traits.gives }

  /// Whether its entries give something up or lend something, whatever their dates.
  var isMeasured: Bool { Self.measured.has(self) }
  private static let measured = KindSet {
    switch $0.traits.gives {
    case .nothing: false
    case .credit, .item, .service, .raise, .interest, .discount, .undoing: true
    }
  }

  /// Whether its entries waive the accrued interest that they take away by being dated back.
  var waives: Bool { Self.waiving.has(self) }
  private static let waiving = KindSet { $0.traits.waives }

  /// What the reversal of its entries gives up.
  var givesUndone: EntryTraits.Measure {
    switch traits.undo {
    case .giving(let measure): measure
    case .nobody, .anybody: .nothing
    }
  }
}

/// Kinds of entries for which something holds, a bit for each. What is asked at every write is made
/// one of the table of kinds once, since making all traits of a kind costs more than the question.
private struct KindSet: Sendable {
  private var bits: UInt64 = 0

  init(where holds: (EntryKind) -> Bool) {
    for kind in EntryKind.allCases where holds(kind) {
      precondition(kind.rawValue < 64, "a set has room for 64 kinds")
      bits |= 1 << UInt64(kind.rawValue)
    }
  }

  @inline(__always)
  func has(_ kind: EntryKind) -> Bool { bits & 1 << UInt64(kind.rawValue) != 0 }
}

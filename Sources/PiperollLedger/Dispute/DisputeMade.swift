/// A debtor's word that a part of what is asked for is not owed. The entry's effective date is the
/// day from which it counts, and its memo says what they say.
public struct DisputeMade: Equatable, Sendable {
  public var account: EntryNumber
  public var reason: DisputeReason
  /// How it came.
  public var via: DisputeWay
  /// The day on which it came.
  public var received: Day
  /// The contact who disputes it; nil if nobody says.
  public var contact: EntryNumber?
  /// The items, and how much of each.
  public var items: [Application]

  public init(
    account: EntryNumber, reason: DisputeReason, via: DisputeWay = .call, received: Day,
    contact: EntryNumber? = nil, items: [Application]
  ) {
    self.account = account
    self.reason = reason
    self.via = via
    self.received = received
    self.contact = contact
    self.items = items
  }
}

/// Why something is disputed.
public enum DisputeReason: UInt8, CaseIterable, Sendable {
  case other
  /// It is somebody else's debt.
  case notTheirs
  /// Somebody else has made it in their name.
  case identityTheft
  /// It was paid before.
  case paid
  /// Another amount was agreed on.
  case price
  /// It was billed twice.
  case billedTwice
  /// Goods are missing, or not what was ordered.
  case goods
  /// A service was not rendered, or badly.
  case service
  /// They ask who the original creditor is.
  case originalCreditor
}

/// How a dispute came.
public enum DisputeWay: UInt8, CaseIterable, Sendable {
  case call, letter, email
  /// By a form of the desk's web site.
  case web

  /// Whether it came in writing.
  public var isWritten: Bool { self != .call }
}

extension DisputeMade: ListedFact {
  static var code: FactCode { 50 }
  var entryKind: EntryKind { .dispute }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> DisputeMade { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// No contact is written as entry 0.
  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(reason.rawValue)
    writer.put(via.rawValue)
    writer.put(received)
    writer.put(contact ?? 0)
    items.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    reason = try reader.takeChoice()
    via = try reader.takeChoice()
    received = try reader.takeDay()
    let contact = try reader.take(EntryNumber.self)
    self.contact = contact == 0 ? nil : contact
    items = try [Application](from: &reader)
  }
}
